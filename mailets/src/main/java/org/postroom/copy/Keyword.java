// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a keyword of IMAP (RFC 9051 section 9, {@code flag-keyword}: an atom) of a category or tag. */
final class Keyword {

    private static final int LONGEST = 60;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_ATOM = Pattern.compile("[^A-Za-z0-9!#$&'+,./:;<=>?@^_`|}~-]+");
    private static final Pattern OUTER = Pattern.compile("^_+|_+$");

    private Keyword() {}

    /** The keyword; empty when nothing of the word can stand in one, as with words in Cyrillic or Chinese. */
    static Optional<String> of(String word) {
        String plain = MARKS.matcher(Normalizer.normalize(word.strip(), Normalizer.Form.NFKD))
                .replaceAll("");
        String atom = OUTER.matcher(NOT_ATOM.matcher(plain).replaceAll("_")).replaceAll("");
        String bounded = atom.length() > LONGEST ? atom.substring(0, LONGEST) : atom;
        return bounded.isEmpty() ? Optional.empty() : Optional.of(bounded);
    }
}
