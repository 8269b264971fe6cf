// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Instant;
import java.util.List;
import org.postroom.desk.Agent;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.ticket.Classification;
import org.postroom.ticket.MailKey;

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

    /** The same mail with other bytes to be sent; what makes it this mail stays. */
    AgentMail withSource(byte[] bytes) {
        return new AgentMail(bytes, mail, key, agent, recipients, classification, receivedAt);
    }
}
