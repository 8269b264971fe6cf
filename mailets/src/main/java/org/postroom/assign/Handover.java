// SPDX-License-Identifier: Apache-2.0
package org.postroom.assign;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroom.copy.CopyRules;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Cause;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketFilter;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;

/** Gives all tickets of one agent to another, with their copies. Running again finds nothing left to do. */
public final class Handover {

    private static final int BATCH = 100;

    private final Tickets tickets;
    private final Supplier<HelpDesk> helpDesk;
    private final Clock clock;

    /**
     * Takes what it needs.
     *
     * @param tickets the tickets
     * @param helpDesk the configuration
     * @param clock the present
     */
    public Handover(Tickets tickets, Supplier<HelpDesk> helpDesk, Clock clock) {
        this.tickets = tickets;
        this.helpDesk = helpDesk;
        this.clock = clock;
    }

    /**
     * Gives all of them, one transaction a ticket.
     *
     * @param from who has them
     * @param to who gets them
     * @return how many were given
     */
    public int all(EmailAddress from, EmailAddress to) {
        int given = 0;
        TicketFilter filter = new TicketFilter(Optional.empty(), Optional.empty(), Optional.of(from), BATCH);
        List<Ticket> batch = tickets.tickets(filter, Viewer.ADMIN);
        while (!batch.isEmpty()) {
            for (Ticket ticket : batch) {
                tickets.inTransaction(tx -> give(tx, ticket.id(), from, to));
                given++;
            }
            batch = tickets.tickets(filter, Viewer.ADMIN);
        }
        return given;
    }

    private boolean give(TicketTransaction tx, long id, EmailAddress from, EmailAddress to) {
        Optional<Ticket> ticket =
                tx.ticket(id).filter(t -> t.agent().filter(from::equals).isPresent());
        ticket.ifPresent(before -> {
            Ticket after = before.withAgent(Optional.of(to), clock.instant());
            CopyRules.apply(
                    tx, tx.update(before, after, NewEvent.POSTROOM, Cause.ADMIN), helpDesk.get(), clock.instant());
        });
        return ticket.isPresent();
    }
}
