// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The charsets of one byte a character that languages are written in, windows-1252 among them. Any bytes fit most of these, so
 * the one is taken in which most bytes above 127 are letters of the languages. Immutable.
 */
final class CodePages {

    /** A language's charsets, the usual one first, and its letters beyond ASCII, in lower case. */
    private record Alphabet(List<Charset> charsets, String letters) {}

    private static final double SURE = 0.9;
    private static final double LIKELY = 0.5;
    private static final String WESTERN = "àâäæçèéêëìíîïñòóôöøœùúûüÿßåáãõðþ";
    private static final Set<String> OWN_SCRIPT = Set.of("el", "he", "ar", "fa", "th");
    private static final Map<String, Alphabet> ALPHABETS = alphabets();

    private final Map<Charset, Set<Integer>> latin = new LinkedHashMap<>();
    private final Map<Charset, Set<Integer>> ownScript = new LinkedHashMap<>();

    /** Those of languages, in their order, and windows-1252. */
    CodePages(Set<String> languages) {
        for (String language : languages) {
            Alphabet alphabet = ALPHABETS.getOrDefault(language, new Alphabet(List.of(), ""));
            Map<Charset, Set<Integer>> letters = OWN_SCRIPT.contains(language) ? ownScript : latin;
            for (Charset charset : alphabet.charsets()) {
                Set<Integer> known = letters.computeIfAbsent(charset, any -> new HashSet<>());
                alphabet.letters().chars().forEach(known::add);
            }
        }
        latin.computeIfAbsent(MailCharsets.WINDOWS_1252, any -> new HashSet<>());
    }

    /** The one of a language with a script of its own, when nearly all is in that script. */
    Optional<Charset> sure(byte[] sample) {
        return best(sample, ownScript).filter(charset -> score(sample, charset, ownScript) >= SURE);
    }

    /** The one of a language in Latin letters that fits a text best; of those that fit as well the first. */
    Charset best(byte[] sample) {
        return best(sample, latin).orElse(MailCharsets.WINDOWS_1252);
    }

    private static Optional<Charset> best(byte[] sample, Map<Charset, Set<Integer>> letters) {
        Optional<Charset> best = Optional.empty();
        double highest = -1;
        for (Charset charset : letters.keySet()) {
            double score = score(sample, charset, letters);
            if (score > highest) {
                best = Optional.of(charset);
                highest = score;
            }
        }
        return best;
    }

    /** The share of the letters that are letters of the languages; signs that all code pages have do not count. */
    private static double score(byte[] sample, Charset charset, Map<Charset, Set<Integer>> letters) {
        Set<Integer> known = letters.getOrDefault(charset, Set.of());
        boolean isWestern = charset.equals(MailCharsets.WINDOWS_1252);
        String text = new String(sample, charset);
        int all = 0;
        double fitting = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = Character.toLowerCase(text.charAt(i));
            boolean isSign = c >= 0x2000 && c <= 0x22ff || c == 0xa0;
            if (c >= 0x80 && !isSign) {
                all++;
                double otherwise = isWestern && WESTERN.indexOf(c) >= 0 ? LIKELY : 0;
                fitting += known.contains((int) c) ? 1 : otherwise;
            }
        }
        return all == 0 ? 0 : fitting / all;
    }

    private static Map<String, Alphabet> alphabets() {
        Map<String, Alphabet> all = new TreeMap<>();
        put(all, "de", "äöüß", "windows-1252");
        put(all, "fr", "àâæçèéêëîïôœùûüÿ", "windows-1252");
        put(all, "es", "áéíñóúü¿¡", "windows-1252");
        put(all, "it", "àèéìíòóùú", "windows-1252");
        put(all, "pt", "àáâãçéêíóôõú", "windows-1252");
        put(all, "nl", "éèëïóöü", "windows-1252");
        put(all, "sv", "åäöé", "windows-1252");
        put(all, "fi", "åäö", "windows-1252");
        put(all, "da", "æøåé", "windows-1252");
        put(all, "no", "æøåé", "windows-1252");
        put(all, "pl", "ąćęłńóśźż", "windows-1250", "ISO-8859-2");
        put(all, "cs", "áčďéěíňóřšťúůýž", "windows-1250", "ISO-8859-2");
        put(all, "sk", "áäčďéíĺľňóôŕšťúýž", "windows-1250", "ISO-8859-2");
        put(all, "sl", "čšž", "windows-1250", "ISO-8859-2");
        put(all, "hr", "čćđšž", "windows-1250", "ISO-8859-2");
        put(all, "hu", "áéíóöőúüű", "windows-1250", "ISO-8859-2");
        put(all, "ro", "ăâîşţ", "windows-1250", "ISO-8859-2");
        put(all, "tr", "çğıöşüâîû", "windows-1254");
        put(all, "el", letters('α', 'ώ') + "άέήί", "windows-1253", "ISO-8859-7");
        put(all, "he", letters('א', 'ת'), "windows-1255");
        put(all, "ar", letters('ء', 'ي'), "windows-1256");
        put(all, "fa", letters('ء', 'ي') + "پچژگ", "windows-1256");
        put(all, "lt", "ąčęėįšųūž", "windows-1257");
        put(all, "lv", "āčēģīķļņšūž", "windows-1257");
        put(all, "et", "äõöüšž", "windows-1257");
        put(all, "vi", "àâáãăçèéêìíòóôơùúưđ", "windows-1258");
        put(all, "th", letters('ก', '๛'), "x-windows-874");
        return all;
    }

    private static void put(Map<String, Alphabet> all, String language, String letters, String... charsets) {
        List<Charset> available = List.of(charsets).stream()
                .filter(Charset::isSupported)
                .map(Charset::forName)
                .toList();
        all.put(language, new Alphabet(available, letters));
    }

    private static String letters(char from, char to) {
        StringBuilder letters = new StringBuilder();
        for (char c = from; c <= to; c++) {
            letters.append(c);
        }
        return letters.toString();
    }
}
