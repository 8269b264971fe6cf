// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/**
 * What one command changes at a ticket, known to be possible.
 *
 * @param verb the command
 * @param ofTicket the ticket as it shall be, out of the ticket as it is and the moment
 * @param also what else is done in the same transaction, behind the ticket's update
 */
record Change(Verb verb, BiFunction<Ticket, Instant, Ticket> ofTicket, Optional<Also> also) {

    /** What is done besides; the ticket's update lies before it. */
    @FunctionalInterface
    interface Also {

        /** Does it, and says which ticket the mail belongs to from now on. */
        Ticket apply(TicketTransaction tx, Ticket ticket, Orders.Touched touched);
    }

    static Change of(Verb verb, BiFunction<Ticket, Instant, Ticket> ofTicket) {
        return new Change(verb, ofTicket, Optional.empty());
    }

    static Change also(Verb verb, Also also) {
        return new Change(verb, (ticket, at) -> ticket, Optional.of(also));
    }

    static Change of(Verb verb, BiFunction<Ticket, Instant, Ticket> ofTicket, Also also) {
        return new Change(verb, ofTicket, Optional.of(also));
    }
}
