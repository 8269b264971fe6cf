// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

/**
 * A piece of a query.
 *
 * @param type what it is
 * @param text the word, the phrase without quotes, or the name of a field in lower case
 * @param position where it begins, from 0
 */
record QueryToken(Type type, String text, int position) {

    enum Type {
        WORD,
        PHRASE,
        /** A field's name; its value is the next token. */
        FIELD,
        OPEN,
        CLOSE,
        AND,
        OR,
        NOT,
        END
    }

    boolean is(Type other) {
        return type == other;
    }
}
