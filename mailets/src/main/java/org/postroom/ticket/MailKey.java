// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.Optional;
import org.postroom.message.MessageId;

/**
 * What makes two deliveries the same mail, at one desk (design rule 2).
 *
 * @param messageId the Message-ID; empty when the mail has none, then the digest covers its Date as well
 * @param digest SHA-256 of the content, 64 lower-case hexadecimal digits
 */
public record MailKey(Optional<MessageId> messageId, String digest) {}
