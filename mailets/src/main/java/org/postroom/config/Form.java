// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * How a value is written.
 *
 * @param <T> what it is read into
 * @param expected what is allowed, with an example, to be put behind "expected"
 * @param reader reads a stripped text that is not empty; throws {@link IllegalArgumentException}, whose message may name
 *     the part that is wrong, or be empty
 */
record Form<T>(String expected, Function<String, T> reader) {

    /** The same form for something that may be left out by the word {@code none}. */
    Form<Optional<T>> orNone() {
        return new Form<>(
                expected + ", or none",
                text -> text.equals("none") ? Optional.empty() : Optional.of(reader.apply(text)));
    }

    /** The same form, told in other words. */
    Form<T> expecting(String words) {
        return new Form<>(words, reader);
    }
}
