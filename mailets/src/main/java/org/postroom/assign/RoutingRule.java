// SPDX-License-Identifier: Apache-2.0
package org.postroom.assign;

import java.time.Duration;
import java.util.Optional;
import org.postroom.message.EmailAddress;

/**
 * How messages are routed, as one {@code RouteToAgent} of the configuration says.
 *
 * @param team the team whose agents are asked; empty for the desk's
 * @param strategy how one of them is chosen
 * @param fixed for {@link Strategy#FIXED}, who; empty for the other strategies
 * @param untakenAfter after how long everybody on duty is told of what nobody took
 */
public record RoutingRule(
        Optional<String> team, Strategy strategy, Optional<EmailAddress> fixed, Duration untakenAfter) {

    /** After how long everybody on duty is told, unless configuration says otherwise. */
    public static final Duration UNTAKEN_AFTER = Duration.ofMinutes(15);

    /**
     * Checks that fixed and its agent go together.
     *
     * @throws IllegalArgumentException when one is there without the other
     */
    public RoutingRule {
        if ((strategy == Strategy.FIXED) != fixed.isPresent()) {
            throw new IllegalArgumentException("the strategy fixed needs an agent, and no other strategy has one");
        }
    }

    /**
     * The desk's team, by load.
     *
     * @return the rule where configuration says nothing
     */
    public static RoutingRule usual() {
        return new RoutingRule(Optional.empty(), Strategy.LEAST_LOADED, Optional.empty(), UNTAKEN_AFTER);
    }
}
