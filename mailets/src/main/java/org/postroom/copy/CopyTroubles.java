// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.postroom.desk.Desk;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.message.HeaderText;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Tickets;

/**
 * Says that copies cannot be made for now: an event at each ticket that waits, and a mail to the desk's leads, at most one
 * an hour for a mailbox.
 */
public final class CopyTroubles {

    private static final int SECONDS_AN_HOUR = 3600;
    private static final int LONGEST_REASON = 400;

    private final Tickets tickets;
    private final Mailboxes mailboxes;
    private final Supplier<HelpDesk> helpDesk;
    private final Clock clock;
    private final Runnable afterCommit;

    /**
     * Takes what it needs.
     *
     * @param tickets where events and mails are written
     * @param mailboxes tells which leads have an account
     * @param helpDesk the configuration, asked each time
     * @param clock the present
     * @param afterCommit called when a mail was put into the outbox
     */
    public CopyTroubles(
            Tickets tickets, Mailboxes mailboxes, Supplier<HelpDesk> helpDesk, Clock clock, Runnable afterCommit) {
        this.tickets = tickets;
        this.mailboxes = mailboxes;
        this.helpDesk = helpDesk;
        this.clock = clock;
        this.afterCommit = afterCommit;
    }

    /**
     * Reports tickets whose copies failed for the first time.
     *
     * @param owner whose mailbox
     * @param waiting the tickets' serials; may be empty
     * @param reason why, in words for a lead
     */
    void report(EmailAddress owner, List<Long> waiting, String reason) {
        if (waiting.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        String bounded = reason.replaceAll("\\p{Cntrl}+", " ");
        String why = bounded.length() > LONGEST_REASON ? bounded.substring(0, LONGEST_REASON) : bounded;
        for (long ticket : waiting) {
            tickets.inTransaction(tx -> {
                tx.record(new NewEvent(
                        ticket, EventType.COPY_FAILED, now, NewEvent.POSTROOM, Cause.RULE, owner.key(), "", why));
                return ticket;
            });
        }
        boolean told = tickets.inTransaction(tx -> tx.ticket(waiting.get(0))
                .map(ticket -> tell(tx, ticket, owner, why, now))
                .orElse(false));
        if (told) {
            afterCommit.run();
        }
    }

    private boolean tell(TicketTransaction tx, Ticket ticket, EmailAddress owner, String why, Instant now) {
        Optional<Desk> desk = helpDesk.get().desk(ticket.desk());
        List<EmailAddress> leads = desk.stream()
                .flatMap(d -> d.leads().stream())
                .filter(lead -> !lead.equals(owner) && hasAccount(lead))
                .toList();
        if (leads.isEmpty()) {
            return false;
        }
        MessageId messageId = new MessageId(
                "postroom." + UUID.randomUUID() + "@" + ticket.deskAddress().domain());
        String hour = Long.toString(now.getEpochSecond() / SECONDS_AN_HOUR);
        return tx.send(new OutgoingMail(
                OutgoingMail.Purpose.NOTICE,
                "copies-" + owner.key() + "-" + hour,
                ticket.id(),
                Optional.empty(),
                leads,
                messageId,
                mail(new Notice(
                        new NamedAddress(desk.map(Desk::fromName).orElse(""), ticket.deskAddress()),
                        leads,
                        "The mailbox of " + owner + " cannot be used",
                        text(ticket, owner, why),
                        messageId,
                        now))));
    }

    private boolean hasAccount(EmailAddress lead) {
        try {
            return mailboxes.hasAccount(lead);
        } catch (MailboxUnavailableException e) {
            return true;
        }
    }

    private static String text(Ticket ticket, EmailAddress owner, String why) {
        return "Copies of tickets cannot be put into the mailbox of " + owner + " for now:\r\n\r\n    " + why
                + "\r\n\r\nThe first ticket that waits is " + ticket.number()
                + ". Nothing is lost, and nobody else waits: the\r\n"
                + "copies are made as soon as the mailbox can be used. Until then, others can answer\r\n"
                + "these tickets; ./postroom tickets --agent " + owner + " lists them.\r\n";
    }

    private static byte[] mail(Notice notice) {
        String body = Base64.getMimeEncoder().encodeToString(notice.text().getBytes(StandardCharsets.UTF_8));
        String header = "From: " + HeaderText.address(notice.from()) + "\r\n"
                + "To: " + notice.to().stream().map(EmailAddress::asString).collect(Collectors.joining(",\r\n "))
                + "\r\nSubject: " + HeaderText.encode(notice.subject())
                + "\r\nDate: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(notice.at().atZone(ZoneOffset.UTC))
                + "\r\nMessage-ID: " + notice.messageId().bracketed()
                + "\r\nAuto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n"
                + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n";
        return (header + body + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A mail to leads. */
    private record Notice(
            NamedAddress from, List<EmailAddress> to, String subject, String text, MessageId messageId, Instant at) {}
}
