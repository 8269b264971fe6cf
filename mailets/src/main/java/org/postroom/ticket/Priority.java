// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.Locale;
import java.util.Optional;

/** How much a ticket hurries, least first. */
public enum Priority {
    /** Can wait. */
    LOW,
    /** The usual. */
    NORMAL,
    /** Before others. */
    HIGH,
    /** Now: flagged, and shown to everybody on duty. */
    URGENT;

    /**
     * As it stands in configuration, commands and JSON.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a word.
     *
     * @param word such as {@code high}
     * @return the priority, or empty when there is no such one
     */
    public static Optional<Priority> ofWord(String word) {
        return Words.of(values(), Priority::word, word);
    }
}
