// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import static java.lang.Character.UnicodeScript.ARABIC;
import static java.lang.Character.UnicodeScript.ARMENIAN;
import static java.lang.Character.UnicodeScript.COMMON;
import static java.lang.Character.UnicodeScript.CYRILLIC;
import static java.lang.Character.UnicodeScript.DEVANAGARI;
import static java.lang.Character.UnicodeScript.GREEK;
import static java.lang.Character.UnicodeScript.HAN;
import static java.lang.Character.UnicodeScript.HANGUL;
import static java.lang.Character.UnicodeScript.HIRAGANA;
import static java.lang.Character.UnicodeScript.INHERITED;
import static java.lang.Character.UnicodeScript.KATAKANA;
import static java.lang.Character.UnicodeScript.LATIN;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;

/** Which scripts a text is written in, and which a language is. */
final class Scripts {

    private Scripts() {}

    /** The scripts of the letters in a text; digits and punctuation belong to none. */
    static Set<UnicodeScript> of(CharSequence text) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        UnicodeScript last = null;
        for (int i = 0; i < text.length(); ) {
            int c = Character.codePointAt(text, i);
            i += Character.charCount(c);
            UnicodeScript script = ofLetter(c);
            if (script != COMMON && script != last) {
                scripts.add(script);
                last = script;
            }
        }
        return scripts;
    }

    /** The script of a letter; COMMON for whatever is none, or belongs to several. */
    static UnicodeScript ofLetter(int c) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ? LATIN : COMMON;
        }
        if (!Character.isLetter(c)) {
            return COMMON;
        }
        UnicodeScript script = UnicodeScript.of(c);
        return script == INHERITED ? COMMON : script;
    }

    /** The scripts that a language's own words are written in. */
    static Set<UnicodeScript> ofLanguage(String tag) {
        return switch (tag) {
            case "ru", "bg", "uk", "sr", "mk", "be" -> EnumSet.of(CYRILLIC);
            case "zh" -> EnumSet.of(HAN);
            case "ja" -> EnumSet.of(HAN, HIRAGANA, KATAKANA);
            case "ko" -> EnumSet.of(HANGUL, HAN);
            case "el" -> EnumSet.of(GREEK);
            case "ar", "fa" -> EnumSet.of(ARABIC);
            case "hi" -> EnumSet.of(DEVANAGARI);
            case "hy" -> EnumSet.of(ARMENIAN);
            default -> EnumSet.of(LATIN);
        };
    }

    /**
     * The text as it is indexed, stored and looked for: letters composed (й is one letter, never и with a mark), without
     * marks that cannot be seen, and not longer than the index takes.
     */
    static String clean(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        String cut = text.substring(0, end);
        String composed = Normalizer.isNormalized(cut, Normalizer.Form.NFC)
                ? cut
                : Normalizer.normalize(cut, Normalizer.Form.NFC);
        if (composed.chars().noneMatch(Scripts::isInvisible)) {
            return composed;
        }
        StringBuilder visible = new StringBuilder(composed.length());
        composed.chars().filter(c -> !isInvisible(c)).forEach(c -> visible.append((char) c));
        return visible.toString();
    }

    /** Soft hyphen, zero-width space, word joiner, byte order mark: they divide words that are one to the reader. */
    private static boolean isInvisible(int c) {
        return c == 0xad || c == 0x200b || c == 0x2060 || c == 0xfeff;
    }
}
