// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.desk.Desk;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
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

    /** In place of the key of a held mail: the notice is about none. */
    static final long NONE = 0;

    private static final String MARK = "notice-";
    private static final Pattern IDENTIFIER = Pattern.compile(MARK + "([0-9]{1,18})-[0-9a-f]{32}@.+");
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
     * What a Message-ID says of the notice that has it.
     *
     * @param messageId any identifier
     * @return the held mail that the notice is about, {@link #NONE} for none; empty when it is no notice's
     */
    static Optional<Long> heldOf(MessageId messageId) {
        Matcher notice = IDENTIFIER.matcher(messageId.value());
        return notice.matches() ? Optional.of(Long.parseLong(notice.group(1))) : Optional.empty();
    }

    /**
     * Puts a notice into the outbox.
     *
     * @return false when one of its key was there before
     */
    boolean send(TicketTransaction tx, Desk desk, List<EmailAddress> to, AgentMail about, Notice notice) {
        EmailAddress from = desk.mainAddress();
        Instant now = about.receivedAt();
        long held = notice.held().orElse(NONE);
        MessageId messageId =
                new MessageId(MARK + held + "-" + messageIds.next(from.domain()).value());
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
        EmailAddress replyTo = signedAddresses.sign(
                new SignedAddresses.Meaning(from, notice.ticket(), held, SignedAddresses.Target.HELD));
        writer.addresses("Reply-To", List.of(new NamedAddress("Postroom", replyTo)));
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
