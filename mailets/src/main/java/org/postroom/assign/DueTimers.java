// SPDX-License-Identifier: Apache-2.0
package org.postroom.assign;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroom.copy.CopyRules;
import org.postroom.desk.HelpDesk;
import org.postroom.ticket.Cause;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Timer;

/**
 * Does what is due: of a ticket that nobody took in time, everybody on duty is told; a snoozed ticket opens. A timer is
 * cleared in the transaction that handles it, so that each is handled once, also when the process dies.
 */
public final class DueTimers {

    private static final int BATCH = 100;

    private final Tickets tickets;
    private final Supplier<HelpDesk> helpDesk;
    private final Clock clock;
    private final Runnable afterCommit;

    /**
     * Takes what it needs.
     *
     * @param tickets the tickets
     * @param helpDesk the configuration, asked each time
     * @param clock the present
     * @param afterCommit called when copies changed, so that they are made at once
     */
    public DueTimers(Tickets tickets, Supplier<HelpDesk> helpDesk, Clock clock, Runnable afterCommit) {
        this.tickets = tickets;
        this.helpDesk = helpDesk;
        this.clock = clock;
        this.afterCommit = afterCommit;
    }

    /**
     * Handles all timers whose time has come. To be called every few seconds.
     *
     * @return how many there were
     * @throws org.postroom.ticket.StorageException when the database cannot do it for now; call it again later
     */
    public int run() {
        Instant now = clock.instant();
        int handled = 0;
        List<Timer> due;
        do {
            due = tickets.dueTimers(now, BATCH);
            for (Timer timer : due) {
                tickets.inTransaction(tx -> handle(tx, timer, now));
                handled++;
            }
        } while (due.size() == BATCH);
        if (handled > 0) {
            afterCommit.run();
        }
        return handled;
    }

    private Optional<Ticket> handle(TicketTransaction tx, Timer timer, Instant now) {
        Optional<Ticket> changed = tx.ticket(timer.ticket()).flatMap(ticket -> switch (timer.kind()) {
            case UNTAKEN -> untaken(tx, ticket, now);
            case WAKE -> wake(tx, ticket, now);
        });
        changed.ifPresent(ticket -> CopyRules.apply(tx, ticket, helpDesk.get(), now));
        tx.clearTimer(timer.ticket(), timer.kind());
        return changed;
    }

    private static Optional<Ticket> untaken(TicketTransaction tx, Ticket ticket, Instant now) {
        return ticket.agent().isEmpty() && ticket.status().isWork() && !ticket.escalated()
                ? Optional.of(Escalation.escalate(tx, ticket, Cause.TIMER, now))
                : Optional.empty();
    }

    private static Optional<Ticket> wake(TicketTransaction tx, Ticket ticket, Instant now) {
        return ticket.status() == Status.SNOOZED
                ? Optional.of(tx.update(ticket, ticket.withStatus(Status.OPEN, now), NewEvent.POSTROOM, Cause.TIMER))
                : Optional.empty();
    }
}
