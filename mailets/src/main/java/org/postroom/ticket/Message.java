// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;
import java.util.Optional;
import org.postroom.desk.Language;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;

/**
 * One mail of a ticket. Its text and attachments are read from the archive.
 *
 * @param id its key, growing
 * @param ticket the serial of its ticket
 * @param ordinal its place within the ticket, from 1
 * @param kind what it is
 * @param audience who may see it
 * @param messageId its Message-ID; empty when it has none
 * @param from its author; empty when the mail names none
 * @param subject the subject as it was received, decoded
 * @param language what it is written in
 * @param receivedAt when Apache James received it
 * @param size the size of its source in bytes
 * @param routed whether an agent was chosen for it and its copies are planned
 * @param answered whether an agent has answered it
 */
public record Message(
        long id,
        long ticket,
        int ordinal,
        MessageKind kind,
        Audience audience,
        Optional<MessageId> messageId,
        Optional<NamedAddress> from,
        String subject,
        Language language,
        Instant receivedAt,
        long size,
        boolean routed,
        boolean answered) {

    /**
     * Whether it opened its ticket.
     *
     * @return true for the first one
     */
    public boolean opensTicket() {
        return ordinal == 1;
    }
}
