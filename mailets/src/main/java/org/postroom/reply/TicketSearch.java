// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.List;
import java.util.Optional;
import org.postroom.desk.Agent;
import org.postroom.ticket.TicketNumber;

/** Finds tickets in the query language of search. Safe for many threads. */
@FunctionalInterface
public interface TicketSearch {

    /** How many tickets are found at the most. */
    int MOST = 1000;

    /**
     * Finds tickets that are not closed and that an agent may see: the agent's own, unless the query says whose.
     *
     * @param query in the query language; not empty
     * @param agent who asks; days are those of the agent's time zone
     * @return what was found
     */
    Found find(String query, Agent agent);

    /**
     * What was found.
     *
     * @param numbers the tickets, at most {@link #MOST}
     * @param saysWhose whether the query says whose tickets it means
     * @param complaint what is wrong with the query, where, and what is allowed; empty when it was understood
     */
    record Found(List<TicketNumber> numbers, boolean saysWhose, Optional<String> complaint) {

        /** Takes a copy. */
        public Found {
            numbers = List.copyOf(numbers);
        }
    }
}
