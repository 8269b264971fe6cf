// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.Optional;
import java.util.Set;
import org.postroom.desk.Language;

/**
 * What classification found.
 *
 * @param kind what the mail is
 * @param kindReason why, in a few words, such as {@code Auto-Submitted: auto-replied}; empty for a customer's mail
 * @param language what it is written in
 * @param category what it is about; empty for not known
 * @param priority how much it hurries
 * @param tags tags
 */
public record Classification(
        MessageKind kind,
        String kindReason,
        Language language,
        Optional<String> category,
        Priority priority,
        Set<String> tags) {

    /** Takes a copy. */
    public Classification {
        tags = Set.copyOf(tags);
    }
}
