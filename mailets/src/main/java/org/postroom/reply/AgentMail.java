// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.postroom.desk.Agent;
import org.postroom.message.ContentDigest;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.message.MessageId;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Classification;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewMessage;
import org.postroom.ticket.Ticket;

/**
 * A mail that an authenticated agent submitted.
 *
 * @param source its bytes as received
 * @param mail what they say
 * @param key what makes it this mail
 * @param agent who submitted it; MAIL FROM and header From were found to be the agent's
 * @param recipients the whole envelope, Cc and Bcc included
 * @param classification what it was found to be
 * @param receivedAt when it was received
 */
public record AgentMail(
        byte[] source,
        IncomingMail mail,
        MailKey key,
        Agent agent,
        List<EmailAddress> recipients,
        Classification classification,
        Instant receivedAt) {

    /** Takes a copy of the list; the bytes are shared and never changed. */
    public AgentMail {
        recipients = List.copyOf(recipients);
    }

    /** A mail that was held, as it was when it was submitted, at another time. */
    static AgentMail held(HeldMail held, Agent author, byte[] source, Instant at, AgentTools tools) {
        IncomingMail mail = tools.parsed(source);
        return new AgentMail(
                source,
                mail,
                new MailKey(mail.messageId(), ContentDigest.of(source)),
                author,
                held.recipients(),
                held.classification(),
                at);
    }

    /** The same mail with other bytes to be sent; what makes it this mail stays. */
    AgentMail withSource(byte[] bytes) {
        return new AgentMail(bytes, mail, key, agent, recipients, classification, receivedAt);
    }

    /** The key of a mail that is sent because of this one, once for each purpose. */
    String onceKey(String purpose) {
        return purpose + "-" + key.digest() + "-"
                + key.messageId().map(MessageId::value).orElse("");
    }

    /** It as a message of a ticket, also known under the Message-IDs that it has outside. */
    NewMessage asMessage(Ticket ticket, MessageKind kind, Audience audience, List<MessageId> outside) {
        Set<MessageId> named = new LinkedHashSet<>(mail.references());
        named.addAll(mail.inReplyTo());
        return new NewMessage(
                ticket.id(),
                ticket.desk(),
                key,
                kind,
                audience,
                mail.from(),
                mail.subject(),
                ticket.language(),
                receivedAt,
                List.copyOf(named),
                outside,
                source);
    }
}
