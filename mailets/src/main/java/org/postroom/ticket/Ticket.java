// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.DeskId;
import org.postroom.desk.Language;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;

/**
 * One matter of one requester at one desk, as it stands now.
 *
 * @param number its number; {@code number.serial()} is its key
 * @param desk the desk's id
 * @param deskAddress the address that the requester wrote to; answers come from it
 * @param status where it stands
 * @param category what it is about, as rules or agents said; empty for not known
 * @param priority how much it hurries
 * @param language the requester's language
 * @param tags tags
 * @param agent who has it; empty for nobody
 * @param requester who opened it
 * @param subject the subject of its first message, without a stamp
 * @param messages how many messages it has, variants not counted
 * @param openedAt when it was opened
 * @param updatedAt when it last changed
 * @param version grows with every change
 */
public record Ticket(
        TicketNumber number,
        DeskId desk,
        EmailAddress deskAddress,
        Status status,
        Optional<String> category,
        Priority priority,
        Language language,
        Set<String> tags,
        Optional<EmailAddress> agent,
        NamedAddress requester,
        String subject,
        int messages,
        Instant openedAt,
        Instant updatedAt,
        long version) {

    /** Takes a copy. */
    public Ticket {
        tags = Set.copyOf(tags);
    }

    /**
     * Its key.
     *
     * @return the serial of its number
     */
    public long id() {
        return number.serial();
    }
}
