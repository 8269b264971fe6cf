// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.Locale;
import java.util.Set;
import org.postroom.message.EmailAddress;

/**
 * A copy as it should be: which message, in whose mailbox, in which folder, with which flags.
 *
 * @param message the message's key
 * @param owner whose mailbox
 * @param slot what the copy is for; message, owner and slot together name one copy
 * @param folder where
 * @param flagged {@code \Flagged}: urgent
 * @param answered {@code \Answered}: somebody answered the message
 * @param seen whether it is made with {@code \Seen}; an existing copy's {@code \Seen} is the agent's and never changed
 * @param keywords keywords (RFC 9051 section 2.3.2), such as the category
 */
public record WantedCopy(
        long message,
        EmailAddress owner,
        Slot slot,
        Folder folder,
        boolean flagged,
        boolean answered,
        boolean seen,
        Set<String> keywords) {

    /** What a copy is for. */
    public enum Slot {
        /** The ticket's conversation, in the folder that its status says. */
        HOME,
        /** In addition, in the INBOX of somebody on duty, so that the ticket is seen. */
        ALERT;

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
    public WantedCopy {
        keywords = Set.copyOf(keywords);
    }
}
