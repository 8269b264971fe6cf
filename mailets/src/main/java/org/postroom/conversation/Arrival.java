// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.ticket.Classification;
import org.postroom.ticket.MailKey;

/**
 * A mail that arrived for one or more desks.
 *
 * @param source its bytes, as received
 * @param mail what they say
 * @param key what makes it this mail
 * @param envelopeSender MAIL FROM; empty for the null sender
 * @param deskRecipients desk addresses and signed addresses among the recipients of the envelope, of all desks
 * @param login the account that sent it; empty when nobody had logged in
 * @param classification what it is
 * @param receivedAt when Apache James received it
 */
public record Arrival(
        byte[] source,
        IncomingMail mail,
        MailKey key,
        Optional<EmailAddress> envelopeSender,
        List<EmailAddress> deskRecipients,
        Optional<EmailAddress> login,
        Classification classification,
        Instant receivedAt) {

    /** Takes a copy of the list; the bytes are shared and never changed. */
    public Arrival {
        deskRecipients = List.copyOf(deskRecipients);
    }
}
