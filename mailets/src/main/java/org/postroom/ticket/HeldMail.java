// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postroom.message.EmailAddress;

/**
 * A mail of an agent's that is not sent until its author was asked.
 *
 * @param id its key, growing
 * @param ticket the serial of the ticket that it belongs to; 0 for none
 * @param agent who wrote it
 * @param reason why it is held
 * @param told how many messages the ticket had when the agent was asked
 * @param asked how often the agent was asked, from 1
 * @param recipients its whole envelope
 * @param classification what it was found to be
 * @param heldAt when it was held first
 * @param end what became of it; empty while it is held
 */
public record HeldMail(
        long id,
        long ticket,
        EmailAddress agent,
        Reason reason,
        int told,
        int asked,
        List<EmailAddress> recipients,
        Classification classification,
        Instant heldAt,
        Optional<End> end) {

    /** Takes a copy. */
    public HeldMail {
        recipients = List.copyOf(recipients);
    }

    /** Why a mail is held; looked for in this order. */
    public enum Reason {
        /** A line of it may be meant as a command. */
        DOUBT,
        /** It answers an old address without anything of that ticket. */
        OTHER_MATTER,
        /** The ticket went on after the copy that it answers was made. */
        COLLISION,
        /** It shows what is internal. */
        LEAK,
        /** It goes to a participant past the desk. */
        PAST_DESK;

        /**
         * As it is stored and stands in events.
         *
         * @return the name in lower case with hyphens
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * Reads a word.
         *
         * @param word such as {@code leak}
         * @return the reason, or empty when there is no such one
         */
        public static Optional<Reason> ofWord(String word) {
            return Words.of(values(), Reason::word, word);
        }
    }

    /** What becomes of a held mail. */
    public enum End {
        /** It was sent as it was. */
        RELEASED,
        /** It went past the desk and left so, as its author's own mail. */
        PRIVATE,
        /** It could not be sent and came back to its author. */
        RETURNED;

        /**
         * As it is stored.
         *
         * @return the name in lower case
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Reads a word.
         *
         * @param word such as {@code released}
         * @return the end, or empty when there is no such one
         */
        public static Optional<End> ofWord(String word) {
            return Words.of(values(), End::word, word);
        }
    }
}
