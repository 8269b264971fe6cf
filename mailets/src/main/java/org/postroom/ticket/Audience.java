// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.Locale;
import java.util.Optional;

/** Who may see a message. Relaying, quotations, index and results ask this and nothing else. */
public enum Audience {
    /** The ticket's participants and everybody at the desk. */
    PUBLIC,
    /** Everybody at the desk. */
    INTERNAL,
    /** Persons who are named for this message. */
    NAMED,
    /** The desk's leads. */
    LEADS;

    /**
     * As it stands in queries and JSON.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a word.
     *
     * @param word such as {@code internal}
     * @return the audience, or empty when there is no such one
     */
    public static Optional<Audience> ofWord(String word) {
        return Words.of(values(), Audience::word, word);
    }
}
