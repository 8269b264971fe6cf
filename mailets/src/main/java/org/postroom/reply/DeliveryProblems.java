// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroom.message.ContentDigest;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.NewMessage;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Tickets;

/**
 * What follows when a mail of ours does not arrive: the address is remembered as dead, the ticket opens again, and the agent
 * sees a message that says so. Safe for many threads; running again changes nothing.
 */
public final class DeliveryProblems {

    private static final int LONGEST_TEXT = 2000;

    private final Tickets tickets;
    private final AgentReplies.CopyPlan copies;
    private final Clock clock;

    /**
     * Takes what it works with.
     *
     * @param tickets the tickets
     * @param copies plans copies
     * @param clock the present
     */
    public DeliveryProblems(Tickets tickets, AgentReplies.CopyPlan copies, Clock clock) {
        this.tickets = tickets;
        this.copies = copies;
        this.clock = clock;
    }

    /**
     * Whom a mail did not reach.
     *
     * @param address the address
     * @param permanent true when nobody tries any more
     * @param said what the far server said; any text, may be empty
     */
    public record Unreached(EmailAddress address, boolean permanent, String said) {}

    /**
     * Notes a report that came by mail and was filed as a message of its ticket. A report that opened a ticket of its own
     * says nothing of ours and is left alone; so is one that was noted and routed before.
     *
     * @param message the key of the report's message
     * @param unreached whom the report names
     */
    public void reported(long message, List<Unreached> unreached) {
        tickets.inTransaction(tx -> {
            Optional<Message> report = tx.message(message).filter(m -> !m.opensTicket() && !m.routed());
            report.flatMap(m -> tx.ticket(m.ticket())).ifPresent(ticket -> note(tx, ticket, unreached));
            return report;
        });
    }

    /**
     * Notes that a mail of the outbox could not be sent: files a message that says so, and plans its copies.
     *
     * @param ticket the ticket's serial
     * @param mailName the name of the mail that failed; the same name is noted once for each address
     * @param unreached whom it did not reach
     * @return the key of the message that was filed; empty when there is no such ticket any more
     */
    public Optional<Long> failedToSend(long ticket, String mailName, Unreached unreached) {
        return tickets.inTransaction(tx -> tx.surviving(ticket).map(found -> file(tx, found, mailName, unreached)));
    }

    private long file(TicketTransaction tx, Ticket ticket, String mailName, Unreached unreached) {
        byte[] source = message(ticket, mailName, unreached);
        MailKey key = new MailKey(Optional.of(messageId(ticket, mailName, unreached)), ContentDigest.of(source));
        Optional<Message> known = tx.messageOf(ticket.desk(), key);
        if (known.isPresent()) {
            return known.get().id();
        }
        Instant now = clock.instant();
        Message message = tx.add(new NewMessage(
                ticket.id(),
                ticket.desk(),
                key,
                MessageKind.DELIVERY_FAILURE,
                Audience.INTERNAL,
                Optional.of(new NamedAddress("Postroom", ticket.deskAddress())),
                subject(unreached),
                ticket.language(),
                now,
                List.of(),
                List.of(),
                source));
        note(tx, ticket, List.of(unreached));
        copies.plan(tx, tx.ticket(ticket.id()).orElse(ticket));
        tx.routed(message.id());
        return message.id();
    }

    private void note(TicketTransaction tx, Ticket ticket, List<Unreached> unreached) {
        Instant now = clock.instant();
        for (Unreached one : unreached) {
            if (one.permanent()) {
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
            tx.update(ticket, ticket.withStatus(Status.OPEN, now), NewEvent.POSTROOM, Cause.MESSAGE);
        }
    }

    private static byte[] message(Ticket ticket, String mailName, Unreached unreached) {
        String text = "From: Postroom <" + ticket.deskAddress() + ">\r\n"
                + "To: <" + ticket.deskAddress() + ">\r\n"
                + "Subject: " + subject(unreached) + "\r\n"
                + "Message-ID: " + messageId(ticket, mailName, unreached).bracketed() + "\r\n"
                + "Auto-Submitted: auto-generated\r\n"
                + "MIME-Version: 1.0\r\n"
                + "Content-Type: text/plain; charset=UTF-8\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n"
                + (unreached.permanent()
                        ? "A mail of this ticket could not be delivered to " + unreached.address() + ".\r\n"
                        : "A mail of this ticket is delayed on its way to " + unreached.address() + ".\r\n")
                + "\r\nThe other server said:\r\n\r\n"
                + cut(unreached.said())
                        .lines()
                        .map(line -> "  " + line + "\r\n")
                        .reduce("", String::concat);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String subject(Unreached unreached) {
        return (unreached.permanent() ? "Not delivered: " : "Delayed: ") + unreached.address();
    }

    /** The same failure has the same identifier, so that it is filed once. */
    private static MessageId messageId(Ticket ticket, String mailName, Unreached unreached) {
        String what = mailName + " " + unreached.address().key() + " " + unreached.permanent();
        String digest = ContentDigest.of(("\r\n" + what).getBytes(StandardCharsets.UTF_8));
        return new MessageId("failure-" + digest.substring(0, 32) + "@"
                + ticket.deskAddress().domain());
    }

    private static String cut(String text) {
        String clean = text.replace("\u0000", "").strip();
        return clean.length() <= LONGEST_TEXT ? clean : clean.substring(0, LONGEST_TEXT);
    }
}
