// SPDX-License-Identifier: Apache-2.0
package org.postroom.assign;

import java.time.Instant;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Timer;

/** Remembers that everybody on duty is told of a ticket. */
final class Escalation {

    private Escalation() {}

    static Ticket escalate(TicketTransaction tx, Ticket ticket, Cause cause, Instant now) {
        Ticket told = tx.update(ticket, ticket.withEscalation(now), NewEvent.POSTROOM, cause);
        tx.record(new NewEvent(ticket.id(), EventType.ESCALATED, now, NewEvent.POSTROOM, cause, "", "", ""));
        tx.clearTimer(ticket.id(), Timer.Kind.UNTAKEN);
        return told;
    }
}
