// SPDX-License-Identifier: Apache-2.0
package org.postroom.assign;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.postroom.message.EmailAddress;

/**
 * How many tickets agents have. Few are counted each time; many, which take long to count, once in a while, and what is
 * assigned here in between is added. Safe for many threads.
 */
final class Loads {

    private static final int FEW = 50;
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final Map<EmailAddress, Counted> many = new ConcurrentHashMap<>();

    private record Counted(int tickets, Instant at) {}

    /**
     * The load of an agent.
     *
     * @param agent the agent
     * @param now the present
     * @param count counts in the database
     * @return how many tickets the agent has, nearly
     */
    int of(EmailAddress agent, Instant now, ToIntFunction<EmailAddress> count) {
        Counted known = many.get(agent);
        if (known != null && !now.isAfter(known.at().plus(REMEMBERED))) {
            return known.tickets();
        }
        int counted = count.applyAsInt(agent);
        if (counted < FEW) {
            many.remove(agent);
        } else {
            many.put(agent, new Counted(counted, now));
        }
        return counted;
    }

    /** A ticket was given to an agent. */
    void assigned(EmailAddress agent) {
        many.computeIfPresent(agent, (same, known) -> new Counted(known.tickets() + 1, known.at()));
    }
}
