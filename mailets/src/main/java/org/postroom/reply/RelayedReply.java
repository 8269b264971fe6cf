// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.postroom.desk.Agent;
import org.postroom.desk.Desk;
import org.postroom.message.EmailAddress;
import org.postroom.message.HeaderSplice;
import org.postroom.message.HeaderText;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.message.SubjectStamp;
import org.postroom.ticket.Ticket;

/**
 * Makes the mail that the customer gets out of the mail that the agent wrote.
 *
 * <p>The body stays byte-identical. Of the header only the fields that describe the body are kept; everything else (the
 * agent's address and program, {@code Received}, Bcc, receipts, whatever else a program may add) is gone, and this is put
 * above them:
 *
 * <table>
 * <caption>Header fields of an answer</caption>
 * <tr><th>field</th><th>value</th></tr>
 * <tr><td>From</td><td>the agent's name with the desk's, the address that the customer wrote to</td></tr>
 * <tr><td>To, Cc</td><td>{@link ReplyRecipients}</td></tr>
 * <tr><td>Reply-To</td><td>the signed address of the answer</td></tr>
 * <tr><td>Subject</td><td>as the agent wrote it, stamped once</td></tr>
 * <tr><td>Message-ID</td><td>ours</td></tr>
 * <tr><td>X-Postroom-Loop</td><td>this installation's, first hop: a person wrote it, whatever it answers</td></tr>
 * <tr><td>In-Reply-To, References</td><td>the customer's thread (RFC 5322 section 3.6.4)</td></tr>
 * </table>
 */
final class RelayedReply {

    /** Fields of the agent's mail that are kept: those of the body (RFC 2045), and how important it is. */
    static final Set<String> KEPT = Set.of(
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            "Content-Language",
            "Content-Disposition",
            "Content-ID",
            "Content-Description",
            "Importance");

    private static final int MOST_REFERENCES = 20;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private RelayedReply() {}

    /**
     * What the customer's program needs to thread the answer.
     *
     * @param inReplyTo identifiers of the answered message; may be empty
     * @param references identifiers before it, oldest first
     */
    record Thread(List<MessageId> inReplyTo, List<MessageId> references) {}

    /**
     * Makes the mail.
     *
     * @param answer what the agent wrote
     * @param ticket the ticket
     * @param desk its desk
     * @param recipients who gets it
     * @param identity the Message-ID and the signed address of the answer, and the thread
     * @return its bytes
     */
    static byte[] compose(AgentMail answer, Ticket ticket, Desk desk, ReplyRecipients recipients, Identity identity) {
        HeaderSplice splice = HeaderSplice.of(answer.source()).keepOnly(KEPT);
        splice.prepend(
                "From", HeaderText.address(new NamedAddress(fromName(answer.agent(), desk), ticket.deskAddress())));
        splice.prepend("To", addresses(recipients.to()));
        if (!recipients.cc().isEmpty()) {
            splice.prepend("Cc", addresses(recipients.cc()));
        }
        String subject =
                SubjectStamp.stamp(answer.mail().subject(), ticket.number().stamp(), place(desk));
        splice.prepend("Subject", HeaderText.encode(subject));
        splice.prepend("Date", date(answer.receivedAt()));
        splice.prepend("Message-ID", identity.messageId().bracketed());
        splice.prepend(LoopField.NAME, LoopField.first(identity.instance()));
        if (!identity.thread().inReplyTo().isEmpty()) {
            splice.prepend("In-Reply-To", bracketed(identity.thread().inReplyTo()));
            splice.prepend("References", bracketed(references(identity.thread())));
        }
        splice.prepend(
                "Reply-To",
                HeaderText.address(
                        new NamedAddress(desk.fromName() + " (" + ticket.number() + ")", identity.replyTo())));
        return splice.toBytes();
    }

    /**
     * What an answer is known by.
     *
     * @param messageId its Message-ID outside
     * @param replyTo its signed address
     * @param thread what it continues
     * @param instance this installation
     */
    record Identity(MessageId messageId, EmailAddress replyTo, Thread thread, InstanceId instance) {}

    private static String fromName(Agent agent, Desk desk) {
        return agent.name().isBlank() ? desk.fromName() : agent.name() + " at " + desk.fromName();
    }

    static SubjectStamp.Position place(Desk desk) {
        return desk.stampPlace() == Desk.StampPlace.BEFORE ? SubjectStamp.Position.BEFORE : SubjectStamp.Position.AFTER;
    }

    private static String addresses(List<NamedAddress> addresses) {
        return addresses.stream().map(HeaderText::address).collect(Collectors.joining(", "));
    }

    private static List<MessageId> references(Thread thread) {
        List<MessageId> all = new ArrayList<>(thread.references());
        all.removeAll(thread.inReplyTo());
        all.addAll(thread.inReplyTo());
        if (all.size() <= MOST_REFERENCES) {
            return all;
        }
        List<MessageId> bounded = new ArrayList<>(List.of(all.get(0)));
        bounded.addAll(all.subList(all.size() - MOST_REFERENCES + 1, all.size()));
        return bounded;
    }

    private static String bracketed(List<MessageId> identifiers) {
        return identifiers.stream().map(MessageId::bracketed).collect(Collectors.joining(" "));
    }

    private static String date(Instant at) {
        return DATE.format(at.atZone(ZoneOffset.UTC));
    }
}
