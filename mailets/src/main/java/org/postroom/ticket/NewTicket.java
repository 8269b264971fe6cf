// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;
import org.postroom.desk.Desk;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;

/**
 * A ticket to be opened.
 *
 * @param desk where
 * @param deskAddress the address that the requester wrote to
 * @param requester who opens it
 * @param subject the subject without stamps and reply prefixes' noise, one line
 * @param classification its first values
 * @param openedAt when
 */
public record NewTicket(
        Desk desk,
        EmailAddress deskAddress,
        NamedAddress requester,
        String subject,
        Classification classification,
        Instant openedAt) {}
