// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;

/**
 * A mail that was decided in a transaction and leaves after it, always with these bytes.
 *
 * @param purpose what it is for
 * @param onceKey at most one mail of this key is ever put into the outbox, such as {@code ack-1042}
 * @param ticket the serial of its ticket
 * @param envelopeSender MAIL FROM; empty for the null sender
 * @param recipients RCPT TO, at least one
 * @param messageId its Message-ID
 * @param source its final bytes, lines ending in CRLF
 */
public record OutgoingMail(
        Purpose purpose,
        String onceKey,
        long ticket,
        Optional<EmailAddress> envelopeSender,
        List<EmailAddress> recipients,
        MessageId messageId,
        byte[] source) {

    /** What a mail of the outbox is for. */
    public enum Purpose {
        /** To the requester of a new ticket. */
        ACKNOWLEDGEMENT,
        /** An agent's answer. */
        REPLY,
        /** To agents and leads. */
        NOTICE,
        /** An agent's own mail, which was held and leaves as it was submitted. */
        PRIVATE;

        /**
         * As it is stored.
         *
         * @return the name in lower case
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Takes a copy. */
    public OutgoingMail {
        recipients = List.copyOf(recipients);
    }
}
