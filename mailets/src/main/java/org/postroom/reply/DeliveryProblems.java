// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroom.message.EmailAddress;
import org.postroom.reply.SystemNotes.Note;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Tickets;

/**
 * What follows when a mail of ours does not arrive. For good: the address is remembered as dead, the ticket opens again, and a
 * note tells the agent why in plain words, the far server's own below. When it is only delayed, there is the note and nothing
 * else. Safe for many threads; running again changes nothing.
 */
public final class DeliveryProblems {

    private static final int LONGEST_TEXT = 2000;
    private static final int MOST_NOTES = 10;

    private final Tickets tickets;
    private final SystemNotes notes;
    private final Clock clock;

    /**
     * Takes what it works with.
     *
     * @param tickets the tickets
     * @param notes files notes
     * @param clock the present
     */
    public DeliveryProblems(Tickets tickets, SystemNotes notes, Clock clock) {
        this.tickets = tickets;
        this.notes = notes;
        this.clock = clock;
    }

    /**
     * Whom a mail did not reach.
     *
     * @param address the address
     * @param permanent true when nobody tries any more
     * @param status the enhanced status code (RFC 3463), such as {@code 5.2.2}; empty for unknown
     * @param said what the far server said; any text, may be empty
     */
    public record Unreached(EmailAddress address, boolean permanent, Optional<String> status, String said) {}

    /**
     * Notes a report that came by mail and was filed as a message of its ticket. A report that opened a ticket of its own
     * says nothing of ours and is left alone; so is one that was noted and routed before.
     *
     * @param message the key of the report's message
     * @param unreached whom the report names
     * @param proven whether the report can only come from who had a mail of ours; else no address is remembered as dead
     * @return keys of the notes that were filed
     */
    public List<Long> reported(long message, List<Unreached> unreached, boolean proven) {
        return tickets.inTransaction(tx -> {
            List<Long> filed = new ArrayList<>();
            Optional<Message> report = tx.message(message).filter(m -> !m.opensTicket() && !m.routed());
            report.flatMap(m -> tx.ticket(m.ticket())).ifPresent(ticket -> {
                record(tx, ticket, unreached, proven);
                for (Unreached one : unreached.subList(0, Math.min(MOST_NOTES, unreached.size()))) {
                    String once = "report " + message + " " + one.address().key();
                    notes.file(tx, ticket, note(ticket, MessageKind.SYSTEM, once, one))
                            .ifPresent(note -> filed.add(note.id()));
                }
            });
            return List.copyOf(filed);
        });
    }

    /**
     * Notes that a mail of the outbox could not be sent.
     *
     * @param ticket the ticket's serial
     * @param mailName the name of the mail that failed; the same name is noted once for each address
     * @param unreached whom it did not reach
     * @return the key of the note that was filed; empty when it was before, or there is no such ticket any more
     */
    public Optional<Long> failedToSend(long ticket, String mailName, Unreached unreached) {
        return tickets.inTransaction(tx -> tx.surviving(ticket).flatMap(found -> {
            String once = "failure " + mailName + " " + unreached.address().key() + " " + unreached.permanent();
            if (!notes.has(tx, found, once)) {
                record(tx, found, List.of(unreached), true);
            }
            return notes.file(tx, found, note(found, MessageKind.DELIVERY_FAILURE, once, unreached))
                    .map(Message::id);
        }));
    }

    private Note note(Ticket ticket, MessageKind kind, String once, Unreached unreached) {
        FailureReason reason = FailureReason.of(unreached.status(), unreached.said());
        String why = notes.words(ticket)
                .text(reason.key(), Map.of("host", unreached.address().domain()));
        Map<String, String> values = Map.of("who", unreached.address().asString(), "reason", why);
        return new Note(kind, once, unreached.permanent() ? "failed" : "delayed", values, cut(unreached.said()));
    }

    private void record(TicketTransaction tx, Ticket ticket, List<Unreached> unreached, boolean proven) {
        Instant now = clock.instant();
        for (Unreached one : unreached) {
            if (one.permanent() && proven) {
                tx.addressFailed(one.address(), now, cut(one.said()));
            }
            tx.record(new NewEvent(
                    ticket.id(),
                    EventType.DELIVERY_FAILED,
                    now,
                    NewEvent.POSTROOM,
                    Cause.MESSAGE,
                    one.permanent() ? "permanent" : "temporary",
                    "",
                    one.address().asString()));
        }
        boolean waits = ticket.status() != Status.NEW && ticket.status() != Status.OPEN;
        if (waits && unreached.stream().anyMatch(Unreached::permanent)) {
            Ticket before = tx.ticket(ticket.id()).orElse(ticket);
            tx.update(before, before.withStatus(Status.OPEN, now), NewEvent.POSTROOM, Cause.MESSAGE);
        }
    }

    private static String cut(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}&&[^\\n]]+", " ").strip();
        return clean.length() <= LONGEST_TEXT ? clean : clean.substring(0, LONGEST_TEXT);
    }
}
