// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import java.util.List;
import org.postroom.ticket.Message;
import org.postroom.ticket.Ticket;

/**
 * What became of a mail at one desk.
 *
 * @param ticket the ticket that it belongs to, as it stands now
 * @param message the message that it is; for a variant, the message that it is a variant of
 * @param outcome what was done
 * @param notes keys of notes that were filed with it, to be indexed; they may belong to other tickets
 * @param guessed whether it joined for no better reason than to whom we wrote last; what it says proves nothing then
 */
public record Filed(Ticket ticket, Message message, Outcome outcome, List<Long> notes, boolean guessed) {

    /** Takes a copy. */
    public Filed {
        notes = List.copyOf(notes);
    }

    /**
     * Without notes, for a good reason.
     *
     * @param ticket the ticket that it belongs to
     * @param message the message that it is
     * @param outcome what was done
     */
    public Filed(Ticket ticket, Message message, Outcome outcome) {
        this(ticket, message, outcome, List.of(), false);
    }

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
