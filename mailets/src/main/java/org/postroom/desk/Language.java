// SPDX-License-Identifier: Apache-2.0
package org.postroom.desk;

import java.util.regex.Pattern;

/**
 * A language, by its two-letter code (ISO 639-1), or {@link #UNKNOWN}.
 *
 * @param tag the code in lower case, such as {@code ru}, or {@code unknown}
 */
public record Language(String tag) {

    private static final Pattern ALLOWED = Pattern.compile("[a-z]{2}|unknown");

    /** What the text is written in could not be told. */
    public static final Language UNKNOWN = new Language("unknown");

    /**
     * Checks the code.
     *
     * @throws IllegalArgumentException when it is none
     */
    public Language {
        if (!ALLOWED.matcher(tag).matches()) {
            throw new IllegalArgumentException(
                    "\"" + tag + "\" is no language; expected two lower-case letters such as en");
        }
    }

    /**
     * Whether the language is known.
     *
     * @return false for {@link #UNKNOWN}
     */
    public boolean isKnown() {
        return !equals(UNKNOWN);
    }

    @Override
    public String toString() {
        return tag;
    }
}
