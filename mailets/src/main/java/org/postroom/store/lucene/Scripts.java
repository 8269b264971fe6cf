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
        if (isPlainCyrillic(c)) {
            return CYRILLIC;
        }
        if (isPlainHan(c)) {
            return HAN;
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
        if (isClean(cut)) {
            return cut;
        }
        String composed = Normalizer.normalize(cut, Normalizer.Form.NFC);
        StringBuilder visible = new StringBuilder(composed.length());
        for (int i = 0; i < composed.length(); i++) {
            if (!isInvisible(composed.charAt(i))) {
                visible.append(composed.charAt(i));
            }
        }
        return visible.toString();
    }

    /** Whether nothing can be composed or left out; true for most texts, and found out fast. */
    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean latin = c < 0x300 && c != 0xad;
            boolean punctuation =
                    c >= 0x2010 && c <= 0x2027 || c >= 0x3000 && c <= 0x3029 || c >= 0xff01 && c <= 0xff5e;
            if (!latin && !isPlainCyrillic(c) && !isPlainHan(c) && !punctuation) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlainCyrillic(int c) {
        return c >= 0x400 && c <= 0x481;
    }

    private static boolean isPlainHan(int c) {
        return c >= 0x4e00 && c <= 0x9fef;
    }

    /** Soft hyphen, zero-width space, word joiner, byte order mark: they divide words that are one to the reader. */
    private static boolean isInvisible(int c) {
        return c == 0xad || c == 0x200b || c == 0x2060 || c == 0xfeff;
    }
}
