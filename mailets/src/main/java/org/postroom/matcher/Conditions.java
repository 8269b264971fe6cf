// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Reads conditions that are lists of words. */
final class Conditions {

    private Conditions() {}

    static Set<String> words(String condition) {
        Set<String> words = new LinkedHashSet<>();
        Arrays.stream(condition.split(",", -1))
                .map(Conditions::word)
                .filter(word -> !word.isEmpty())
                .forEach(words::add);
        return words;
    }

    static String word(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
