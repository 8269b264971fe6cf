// SPDX-License-Identifier: Apache-2.0
package org.postroom.assign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How one of several fitting agents is chosen. */
public enum Strategy {
    /** Who has the fewest new and open tickets for their capacity; the first in the team's order among equals. */
    LEAST_LOADED,
    /** One after the other, in the team's order. */
    ROUND_ROBIN,
    /** Always the same. */
    FIXED;

    /**
     * As it stands in configuration.
     *
     * @return the name in lower case with hyphens, such as {@code least-loaded}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a word.
     *
     * @param word such as {@code round-robin}
     * @return the strategy, or empty when there is no such one
     */
    public static Optional<Strategy> ofWord(String word) {
        String stripped = word.strip();
        return Arrays.stream(values())
                .filter(value -> value.word().equalsIgnoreCase(stripped))
                .findFirst();
    }
}
