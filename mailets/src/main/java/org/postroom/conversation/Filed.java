// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import org.postroom.ticket.Message;
import org.postroom.ticket.Ticket;

/**
 * What became of a mail at one desk.
 *
 * @param ticket the ticket that it belongs to, as it stands now
 * @param message the message that it is; for a variant, the message that it is a variant of
 * @param outcome what was done
 */
public record Filed(Ticket ticket, Message message, Outcome outcome) {

    /** What filing did. */
    public enum Outcome {
        /** It opened the ticket. */
        OPENED,
        /** It joined a ticket. */
        JOINED,
        /** It was filed before; nothing changed. */
        REPEATED,
        /** It is a rewritten copy of a known message, and was archived beside it; nothing else changed. */
        VARIANT
    }
}
