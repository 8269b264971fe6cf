// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Finds a value of an enum by the word that stands for it outside. */
final class Words {

    private Words() {}

    static <T> Optional<T> of(T[] values, Function<T, String> wordOf, String word) {
        String stripped = word.strip();
        return Arrays.stream(values)
                .filter(value -> wordOf.apply(value).equalsIgnoreCase(stripped))
                .findFirst();
    }
}
