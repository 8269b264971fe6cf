// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds runs of words of internal texts in what is about to leave (design rule 7): eight words, or twenty characters of Chinese
 * or Japanese, or as much of both together. Case, punctuation, marks of quotation, line breaks and the width of characters do
 * not count. A run that stands in a public text, too, is no secret.
 */
final class LeakGuard {

    /** What a run weighs at least: 8 words, or 20 ideographs. */
    private static final int RUN = 40;

    private static final int WORD = 5;
    private static final int IDEOGRAPH = 2;
    private static final long PRIME = 0x100000001b3L;
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final int SHOWN = 120;
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

    private final Set<Long> secret = new HashSet<>();

    /**
     * A guard of a ticket.
     *
     * @param internal texts that must not leave
     * @param open texts that may
     */
    LeakGuard(List<String> internal, List<String> open) {
        internal.forEach(text -> runs(text).forEach(run -> secret.add(run.hash())));
        open.forEach(text -> runs(text).forEach(run -> secret.remove(run.hash())));
    }

    /**
     * Allows what stands in both of two texts, such as the signatures of two mails.
     *
     * @param one a text
     * @param other another one
     */
    void allowCommon(String one, String other) {
        Set<Long> common = new HashSet<>();
        runs(one).forEach(run -> common.add(run.hash()));
        runs(other).stream().map(Run::hash).filter(common::contains).forEach(secret::remove);
    }

    /**
     * Looks for secrets.
     *
     * @param leaving texts that are about to leave
     * @return the first place that is one, as it stands there; empty when there is none
     */
    Optional<String> leak(List<String> leaving) {
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        for (String shown : leaving) {
            String text = visible(shown);
            for (Run run : runs(text)) {
                if (secret.contains(run.hash())) {
                    int end = Math.min(run.end(), run.start() + SHOWN);
                    return Optional.of(text.substring(run.start(), end));
                }
            }
        }
        return Optional.empty();
    }

    /** So many words one behind the other, and where they stand. */
    private record Run(long hash, int start, int end) {}

    private record Word(long hash, int weight, int start, int end) {}

    /** Characters that show nothing, such as soft hyphens, part no words. */
    private static String visible(String text) {
        return UNSEEN.matcher(text).replaceAll("");
    }

    private static List<Run> runs(String text) {
        List<Word> words = words(visible(text));
        List<Run> runs = new ArrayList<>(words.size());
        for (int first = 0; first < words.size(); first++) {
            long hash = OFFSET;
            int weight = 0;
            int last = first;
            while (last < words.size() && weight < RUN) {
                weight += words.get(last).weight();
                hash = (hash ^ words.get(last).hash()) * PRIME;
                last++;
            }
            if (weight < RUN) {
                break;
            }
            runs.add(new Run(hash, words.get(first).start(), words.get(last - 1).end()));
        }
        return runs;
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            if (isIdeograph(point)) {
                words.add(new Word(hash(text.substring(i, next)), IDEOGRAPH, i, next));
            } else if (Character.isLetterOrDigit(point)) {
                int end = next;
                while (end < text.length() && isWithinWord(text.codePointAt(end))) {
                    end += Character.charCount(text.codePointAt(end));
                }
                words.add(new Word(hash(text.substring(i, end)), WORD, i, end));
                next = end;
            }
            i = next;
        }
        return words;
    }

    private static boolean isWithinWord(int point) {
        return (Character.isLetterOrDigit(point) || Character.getType(point) == Character.NON_SPACING_MARK)
                && !isIdeograph(point);
    }

    private static boolean isIdeograph(int point) {
        Character.UnicodeScript script = Character.UnicodeScript.of(point);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA;
    }

    private static long hash(String word) {
        String plain = Normalizer.normalize(word, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT) // "ß" in capitals is "SS"
                .toLowerCase(Locale.ROOT);
        long hash = OFFSET;
        for (int i = 0; i < plain.length(); i++) {
            hash = (hash ^ plain.charAt(i)) * PRIME;
        }
        return hash;
    }
}
