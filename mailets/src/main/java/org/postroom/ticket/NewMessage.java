// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroom.desk.DeskId;
import org.postroom.desk.Language;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;

/**
 * A message to be filed, with its source.
 *
 * @param ticket the serial of its ticket
 * @param desk the ticket's desk
 * @param key what makes it this mail
 * @param kind what it is
 * @param audience who may see it
 * @param from its author; empty when it names none
 * @param subject the subject, decoded
 * @param language what it is written in
 * @param receivedAt when it was received
 * @param references Message-IDs that it names, oldest first, its own not included
 * @param alsoKnownAs further Message-IDs under which answers may name it (an agent's own one of a relayed reply)
 * @param source the bytes as received
 */
public record NewMessage(
        long ticket,
        DeskId desk,
        MailKey key,
        MessageKind kind,
        Audience audience,
        Optional<NamedAddress> from,
        String subject,
        Language language,
        Instant receivedAt,
        List<MessageId> references,
        List<MessageId> alsoKnownAs,
        byte[] source) {}
