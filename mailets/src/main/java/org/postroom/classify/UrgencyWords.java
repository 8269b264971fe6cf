// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of one language that say how much something hurries. The format of the lists is described in
 * {@code urgency.en.txt}.
 *
 * @param urgent what must be now
 * @param negation finds, right before an urgent word, what turns it into its opposite
 * @param high what comes before others
 * @param calm what need not hurry
 */
record UrgencyWords(Words urgent, Pattern negation, Words high, Words calm) {

    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final int WORDS_BETWEEN = 2;
    private static final int LONGEST_NEGATION = 120;

    /**
     * What a text says.
     *
     * @param urgent words found, without those that are negated
     * @param high words found
     * @param calm whether it says that there is no hurry, also by negating an urgent word
     */
    record Found(Set<String> urgent, Set<String> high, boolean calm) {}

    /**
     * Words and phrases, found where one of them begins: most places of a text need no look at the pattern.
     *
     * @param beginnings the first word of each, by its first character
     * @param pattern what stands there, whole
     */
    record Words(Map<Character, List<String>> beginnings, Pattern pattern) {

        static Words of(List<String> words) {
            List<String> lower =
                    words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
            return new Words(
                    lower.stream()
                            .map(word -> word.split("[\\s*]+", 2)[0])
                            .distinct()
                            .collect(Collectors.groupingBy(
                                    beginning -> beginning.charAt(0), Collectors.toUnmodifiableList())),
                    words.isEmpty() ? NOTHING : Pattern.compile(alternatives(lower)));
        }

        /** Where they stand, from left to right, none over another. */
        List<Place> in(String text) {
            List<Place> places = new ArrayList<>();
            Matcher matcher = pattern.matcher(text).useTransparentBounds(true);
            for (int i = 0; i < text.length(); i++) {
                if (oneBegins(text, i) && matcher.region(i, text.length()).lookingAt()) {
                    places.add(new Place(i, matcher.end()));
                    i = matcher.end() - 1;
                }
            }
            return places;
        }

        private boolean oneBegins(String text, int at) {
            List<String> here = beginnings.get(text.charAt(at));
            if (here != null) {
                for (String beginning : here) {
                    if (text.startsWith(beginning, at)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private record Place(int begin, int end) {

        String of(String text) {
            return text.substring(begin, end);
        }
    }

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
        return new UrgencyWords(Words.of(urgent), negation(not), Words.of(high), Words.of(calm));
    }

    /** Looks for the words in a text, each counted once. */
    Found in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<Place> calmPlaces = calm.in(lower);
        boolean calmFound = !calmPlaces.isEmpty();
        String rest = without(calmPlaces, lower);
        Set<String> urgentFound = new LinkedHashSet<>();
        for (Place place : urgent.in(rest)) {
            if (isNegated(rest, place)) {
                calmFound = true;
            } else {
                urgentFound.add(place.of(rest));
            }
        }
        Set<String> highFound = new LinkedHashSet<>();
        high.in(rest).forEach(place -> highFound.add(place.of(rest)));
        return new Found(urgentFound, highFound, calmFound);
    }

    private boolean isNegated(String text, Place word) {
        int from = Math.max(0, word.begin() - LONGEST_NEGATION);
        return negation.matcher(text)
                .useTransparentBounds(true)
                .region(from, word.begin())
                .find();
    }

    private static String without(List<Place> places, String text) {
        StringBuilder rest = new StringBuilder(text);
        for (int i = places.size() - 1; i >= 0; i--) {
            rest.replace(places.get(i).begin(), places.get(i).end(), " ; ");
        }
        return rest.toString();
    }

    private static Pattern negation(List<String> not) {
        return not.isEmpty()
                ? NOTHING
                : Pattern.compile(
                        alternatives(not) + "(?:[\\s,-]{1,3}[\\p{L}'’]{1,20}){0," + WORDS_BETWEEN + "}[\\s,-]{0,3}\\z");
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
