// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of one language that say how much something hurries. The format of the lists is described in
 * {@code urgency.en.txt}.
 *
 * @param urgent finds what must be now, with a group {@code word}
 * @param high finds what comes before others
 * @param calm finds what need not hurry
 */
record UrgencyWords(Pattern urgent, Pattern high, Pattern calm) {

    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final int WORDS_BETWEEN = 2;

    /**
     * What a text says.
     *
     * @param urgent words found, without those that are negated
     * @param high words found
     * @param calm whether it says that there is no hurry, also by negating an urgent word
     */
    record Found(Set<String> urgent, Set<String> high, boolean calm) {}

    /**
     * Reads a list.
     *
     * @param list the lines of the list
     * @return the words
     * @throws IllegalArgumentException naming the line that cannot be understood
     */
    static UrgencyWords read(List<String> list) {
        List<String> urgent = new ArrayList<>();
        List<String> high = new ArrayList<>();
        List<String> calm = new ArrayList<>();
        List<String> not = new ArrayList<>();
        List<String> part = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String line = list.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                part = switch (line) {
                    case "[urgent]" -> urgent;
                    case "[high]" -> high;
                    case "[calm]" -> calm;
                    case "[not]" -> not;
                    default ->
                        throw new IllegalArgumentException("line " + (i + 1) + ": \"" + line
                                + "\" is no part; expected [urgent], [high], [calm] or [not]");
                };
            } else {
                part.add(line);
            }
        }
        return new UrgencyWords(pattern(urgent, not), pattern(high, List.of()), pattern(calm, List.of()));
    }

    /** Looks for the words in a text, each counted once. */
    Found in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Set<String> urgentFound = new LinkedHashSet<>();
        boolean calmFound = calm.matcher(lower).find();
        String rest = calm.matcher(lower).replaceAll(" ; ");
        Matcher matcher = urgent.matcher(rest);
        while (matcher.find()) {
            if (matcher.group("not") == null) {
                urgentFound.add(matcher.group("word"));
            } else {
                calmFound = true;
            }
        }
        Set<String> highFound = new LinkedHashSet<>();
        Matcher highMatcher = high.matcher(rest);
        while (highMatcher.find()) {
            highFound.add(highMatcher.group("word"));
        }
        return new Found(urgentFound, highFound, calmFound);
    }

    private static Pattern pattern(List<String> words, List<String> not) {
        if (words.isEmpty()) {
            return NOTHING;
        }
        String negation = not.isEmpty()
                ? ""
                : "(?<not>" + alternatives(not) + "(?:[\\s,-]{1,3}[\\p{L}'’]{1,20}){0," + WORDS_BETWEEN
                        + "}[\\s,-]{0,3})?";
        return Pattern.compile(negation + "(?<word>" + alternatives(words) + ")");
    }

    /** Longest first; with word boundaries, except where words are written without spaces. */
    private static String alternatives(List<String> words) {
        List<String> spaced = new ArrayList<>();
        List<String> unspaced = new ArrayList<>();
        words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .sorted((a, b) -> b.length() != a.length() ? b.length() - a.length() : a.compareTo(b))
                .forEach(word -> {
                    if (Character.UnicodeScript.of(word.codePointAt(0)) == Character.UnicodeScript.HAN) {
                        unspaced.add(Pattern.quote(word));
                    } else {
                        spaced.add(expression(word));
                    }
                });
        List<String> all = new ArrayList<>();
        if (!spaced.isEmpty()) {
            all.add("(?<![\\p{L}\\p{N}])(?:" + String.join("|", spaced) + ")");
        }
        all.addAll(unspaced);
        return "(?:" + String.join("|", all) + ")";
    }

    private static String expression(String word) {
        boolean open = word.endsWith("*");
        String stem = open ? word.substring(0, word.length() - 1) : word;
        String pieces = Arrays.stream(stem.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s{1,3}"));
        return pieces + (open ? "\\p{L}{0,20}" : "(?![\\p{L}\\p{N}])");
    }
}
