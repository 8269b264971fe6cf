// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroom.desk.Desk;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;
import org.postroom.message.OneLine;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.TicketTransaction;

/**
 * Mails of Postroom's to agents: that a mail is held, that one was not sent, and what was asked for. In the agent's language:
 * English where the agent has it, else the first of Russian, Chinese and German that the agent has.
 */
final class AgentNotices {

    private static final int LONGEST_SUBJECT = 300;
    private static final int LONGEST_TEXT = 100_000;

    private final SignedAddresses signedAddresses;
    private final InstanceId instance;
    private final MessageIds messageIds = MessageIds.random();

    AgentNotices(AgentTools tools) {
        this.signedAddresses = tools.signedAddresses();
        this.instance = tools.instance();
    }

    /**
     * A notice.
     *
     * @param onceKey at most one notice of this key is ever sent
     * @param ticket the serial of its ticket; 0 for none
     * @param held the held mail that an answer to the notice is about
     * @param subject its subject
     * @param text its text
     * @param attached a mail that is attached
     */
    record Notice(
            String onceKey, long ticket, Optional<Long> held, String subject, String text, Optional<byte[]> attached) {}

    /**
     * Puts a notice into the outbox.
     *
     * @return false when one of its key was there before
     */
    boolean send(TicketTransaction tx, Desk desk, List<EmailAddress> to, AgentMail about, Notice notice) {
        EmailAddress from = desk.mainAddress();
        Instant now = about.receivedAt();
        var messageId = messageIds.next(from.domain());
        MailWriter writer = new MailWriter()
                .addresses("From", List.of(new NamedAddress("Postroom, " + desk.fromName(), from)))
                .addresses(
                        "To", to.stream().map(one -> new NamedAddress("", one)).toList())
                .text("Subject", OneLine.of(notice.subject(), LONGEST_SUBJECT))
                .date(now, about.agent().hours().zone())
                .field("Message-ID", messageId.bracketed())
                .identifiers("In-Reply-To", about.mail().messageId().stream().toList())
                .identifiers("References", about.mail().messageId().stream().toList())
                .field("Auto-Submitted", "auto-generated")
                .field("X-Auto-Response-Suppress", "All")
                .field(LoopField.NAME, LoopField.first(instance));
        notice.held()
                .map(held -> signedAddresses.sign(
                        new SignedAddresses.Meaning(from, notice.ticket(), held, SignedAddresses.Target.HELD)))
                .ifPresent(address -> writer.addresses("Reply-To", List.of(new NamedAddress("Postroom", address))));
        String text = notice.text().length() > LONGEST_TEXT
                ? notice.text().substring(0, LONGEST_TEXT) + "\n[...]\n"
                : notice.text();
        byte[] source =
                notice.attached().map(attached -> writer.write(text, attached)).orElseGet(() -> writer.write(text));
        return tx.send(new OutgoingMail(
                OutgoingMail.Purpose.NOTICE,
                notice.onceKey(),
                notice.ticket(),
                Optional.empty(),
                to,
                messageId,
                source));
    }
}
