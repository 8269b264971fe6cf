// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Duration;
import java.time.Instant;
import org.postroom.ticket.Ticket;

/** A ticket in one line of a list, in an agent's language: number, status, age, priority, subject. */
final class TicketLine {

    private TicketLine() {}

    static String of(Ticket ticket, Instant now, NoteWords words) {
        return ticket.number()
                + "  " + words.with("status." + ticket.status().word())
                + "  " + age(Duration.between(ticket.openedAt(), now), words)
                + "  " + words.with("priority." + ticket.priority().word())
                + "  " + ticket.subject();
    }

    private static String age(Duration age, NoteWords words) {
        return age.toDays() > 0
                ? words.with("age.days", age.toDays())
                : age.toHours() > 0
                        ? words.with("age.hours", age.toHours())
                        : words.with("age.minutes", age.toMinutes());
    }
}
