// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import org.jspecify.annotations.Nullable;

/** Makes any text fit for a column: PostgreSQL refuses NUL, and half a surrogate pair is no character anywhere. */
final class Texts {

    /** Columns of display names. */
    static final int NAME = 300;
    /** Columns of subjects. */
    static final int SUBJECT = 1000;
    /** Columns of reasons. */
    static final int REASON = 1000;
    /** Columns of an event's plain values. */
    static final int VALUE = 100;
    /** Columns of an event's erasable values. */
    static final int FREE_VALUE = 4000;
    /** Columns of categories and tags. */
    static final int WORD = 100;

    private Texts() {}

    /**
     * Leaves out NULs, replaces lonely surrogates, and cuts at a whole character.
     *
     * @param text any text
     * @param longest how many UTF-16 units fit
     * @return the text itself where nothing was wrong
     */
    static String fit(String text, int longest) {
        if (text.length() <= longest && isClean(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), longest));
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (clean.length() + Character.charCount(character) > longest) {
                break;
            }
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                clean.append('\ufffd');
            } else if (character != 0) {
                clean.appendCodePoint(character);
            }
        }
        return clean.toString();
    }

    /** What a nullable text column holds, or nothing. */
    static String orEmpty(@Nullable String column) {
        return column == null ? "" : column;
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
