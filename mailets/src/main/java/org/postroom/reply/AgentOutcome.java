// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.command.Orders;
import org.postroom.ticket.Message;

/**
 * What became of an agent's mail in one step.
 *
 * @param way where it goes now
 * @param message the message that it became; empty when it became none
 * @param touched serials of the tickets that changed, so that the index learns of them
 * @param moved keys of messages that belong to another ticket since, so that the index learns of them
 */
public record AgentOutcome(Way way, Optional<Message> message, Set<Long> touched, List<Long> moved) {

    /** Where a mail goes. */
    public enum Way {
        /** On to the next step: this one was not for it. */
        ON,
        /** It is a message of a ticket now. */
        FILED,
        /** Nowhere: its commands were carried out, or it is held, or it came back to its author. */
        ENDED
    }

    /** Takes copies. */
    public AgentOutcome {
        touched = Set.copyOf(touched);
        moved = List.copyOf(moved);
    }

    static AgentOutcome on() {
        return new AgentOutcome(Way.ON, Optional.empty(), Set.of(), List.of());
    }

    static AgentOutcome ended() {
        return new AgentOutcome(Way.ENDED, Optional.empty(), Set.of(), List.of());
    }

    static AgentOutcome ended(Set<Long> touched) {
        return new AgentOutcome(Way.ENDED, Optional.empty(), touched, List.of());
    }

    static AgentOutcome ended(Orders.Applied applied) {
        return new AgentOutcome(Way.ENDED, Optional.empty(), applied.touched(), applied.moved());
    }

    static AgentOutcome filed(Message message) {
        return new AgentOutcome(Way.FILED, Optional.of(message), Set.of(), List.of());
    }

    static AgentOutcome filed(Message message, Orders.Applied applied) {
        return new AgentOutcome(Way.FILED, Optional.of(message), applied.touched(), applied.moved());
    }
}
