// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words by which an author may sign: those of the display name, else those of the local part of the address. */
final class AuthorName {

    private static final int SHORTEST = 2;
    private static final String NO_LETTERS = "[^\\p{L}\\p{M}']+";

    private final Set<String> words = new HashSet<>();

    AuthorName(NamedAddress author) {
        String name = author.name().isBlank() || author.name().contains("@")
                ? author.address().localPart()
                : author.name();
        for (String word : words(name)) {
            if (word.length() >= SHORTEST) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
    }

    static List<String> words(String text) {
        return Arrays.stream(text.split(NO_LETTERS))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    boolean has(String word) {
        return words.contains(word);
    }
}
