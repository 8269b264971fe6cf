// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The writing that a text is in, as far as it tells languages apart. */
enum Script {
    LATIN(Set.of()),
    CYRILLIC(Set.of("ru", "uk", "bg", "be", "sr", "mk", "kk", "ky", "tg", "mn")),
    HAN(Set.of("zh")),
    KANA(Set.of("ja")),
    HANGUL(Set.of("ko")),
    GREEK(Set.of("el")),
    HEBREW(Set.of("he")),
    ARABIC(Set.of("ar", "fa", "ur")),
    THAI(Set.of("th")),
    DEVANAGARI(Set.of("hi", "mr", "ne")),
    ARMENIAN(Set.of("hy")),
    GEORGIAN(Set.of("ka")),
    OTHER(Set.of());

    /** Names and terms in Latin letters stand in texts of every language; the other way round they are rare. */
    private static final double ENOUGH_OF_ANOTHER = 0.2;

    /** A Chinese character says as much as a short word. */
    private static final int WEIGHT_OF_HAN = 3;

    private static final double KANA_IN_JAPANESE = 0.05;

    private final Set<String> languages;

    Script(Set<String> languages) {
        this.languages = languages;
    }

    /**
     * What was counted.
     *
     * @param script the script of the text; empty when it has no letters
     * @param letters how many letters it has in that script
     */
    record Count(Optional<Script> script, int letters) {}

    /** Whether a language is written in this script. */
    boolean writes(String language) {
        if (this != LATIN) {
            return languages.contains(language);
        }
        for (Script script : values()) {
            if (script.languages.contains(language)) {
                return language.equals("sr");
            }
        }
        return true;
    }

    /** Counts letters. */
    static Count of(String text) {
        Map<Script, Integer> counts = new EnumMap<>(Script.class);
        text.codePoints().filter(Character::isLetter).forEach(c -> counts.merge(ofLetter(c), 1, Integer::sum));
        int han = counts.getOrDefault(HAN, 0);
        int kana = counts.getOrDefault(KANA, 0);
        if (kana > 0 && kana >= KANA_IN_JAPANESE * (han + kana)) {
            counts.put(KANA, han + kana);
            counts.remove(HAN);
        }
        double all = 0;
        Optional<Script> most = Optional.empty();
        double mostWeight = 0;
        for (Map.Entry<Script, Integer> entry : counts.entrySet()) {
            double weight = weight(entry.getKey(), entry.getValue());
            all += weight;
            if (entry.getKey() != LATIN && entry.getKey() != OTHER && weight > mostWeight) {
                most = Optional.of(entry.getKey());
                mostWeight = weight;
            }
        }
        if (mostWeight < ENOUGH_OF_ANOTHER * all || mostWeight == 0) {
            most = counts.containsKey(LATIN) ? Optional.of(LATIN) : Optional.empty();
        }
        return new Count(most, most.map(counts::get).orElse(0));
    }

    private static double weight(Script script, int letters) {
        return script == HAN || script == KANA || script == HANGUL ? letters * WEIGHT_OF_HAN : letters;
    }

    private static Script ofLetter(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case LATIN -> LATIN;
            case CYRILLIC -> CYRILLIC;
            case HAN, BOPOMOFO -> HAN;
            case HIRAGANA, KATAKANA -> KANA;
            case HANGUL -> HANGUL;
            case GREEK -> GREEK;
            case HEBREW -> HEBREW;
            case ARABIC -> ARABIC;
            case THAI -> THAI;
            case DEVANAGARI -> DEVANAGARI;
            case ARMENIAN -> ARMENIAN;
            case GEORGIAN -> GEORGIAN;
            default -> OTHER;
        };
    }
}
