// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.regex.Pattern;
import opennlp.tools.langdetect.LanguageDetector;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;
import org.postroom.desk.Language;

/**
 * Tells what language a text is written in, among those that a desk answers in.
 *
 * <p>The script decides where it can: Han without kana is Chinese, kana Japanese, and Cyrillic is Russian at a desk that
 * has no other language written so. Where several of the desk's languages share the script, a statistical model (OpenNLP,
 * 103 languages) chooses among these only; a text that is too short for it is {@link Language#UNKNOWN}.
 *
 * <p>The model is read from the class path when it is first needed, once in a process (about a second, 35 MB);
 * {@link #preload} does it ahead. Thread-safe: the model is never changed.
 */
public final class Languages {

    private static final String MODEL = "/langdetect-183.bin";

    /** More tells no more, and takes longer. */
    private static final int LONGEST_READ = 300;

    private static final int LONGEST_CLEANED = 2_000;
    private static final int FEWEST_LATIN_LETTERS = 8;
    private static final int FEWEST_LETTERS_OF_ITS_OWN_SCRIPT = 2;
    private static final int SHORT = 40;

    /** How much more probable the first language must be than the second, in a short text and in a longer one. */
    private static final double CLEAR_IF_SHORT = 1.03;

    private static final double CLEAR = 1.005;

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern REPLY_PREFIX = Pattern.compile("(?i)(?:re|aw|fwd?|wg|sv|vs|tr|rv):");

    private static final class Model {
        static final LanguageDetector DETECTOR = load();

        private static LanguageDetector load() {
            try (InputStream in = LanguageDetectorModel.class.getResourceAsStream(MODEL)) {
                if (in == null) {
                    throw new IllegalStateException("opennlp-models-langdetect is missing on the class path");
                }
                return new LanguageDetectorME(new LanguageDetectorModel(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Map<String, String> threeLetters = new HashMap<>();

    /** Knows the codes; the model is read later. */
    public Languages() {
        for (String code : Locale.getISOLanguages()) {
            try {
                threeLetters.put(code, new Locale(code).getISO3Language());
            } catch (MissingResourceException e) {
                continue;
            }
        }
        threeLetters.put("zh", "cmn");
        threeLetters.put("no", "nob");
        threeLetters.put("fa", "pes");
        threeLetters.put("lv", "lvs");
        threeLetters.put("et", "ekk");
    }

    /** Reads the model now, so that the first mail need not wait for it. */
    public void preload() {
        Model.DETECTOR.getSupportedLanguages();
    }

    /**
     * Tells the language.
     *
     * @param subject the decoded subject; may be empty
     * @param text what the author wrote, without quotations; may be empty
     * @param candidates the desk's languages
     * @return one of the candidates, or {@link Language#UNKNOWN}
     */
    public Language of(String subject, String text, List<Language> candidates) {
        Language ofBoth = of(cleaned(subject + "\n" + text), candidates);
        return ofBoth.isKnown() ? ofBoth : of(cleaned(text), candidates);
    }

    private Language of(String words, List<Language> candidates) {
        Script.Count count = Script.of(words);
        if (count.script().isEmpty()) {
            return Language.UNKNOWN;
        }
        Script script = count.script().get();
        List<Language> possible = candidates.stream()
                .filter(language -> language.isKnown() && script.writes(language.tag()))
                .distinct()
                .toList();
        int fewest = script == Script.LATIN ? FEWEST_LATIN_LETTERS : FEWEST_LETTERS_OF_ITS_OWN_SCRIPT;
        if (possible.isEmpty() || count.letters() < fewest) {
            return Language.UNKNOWN;
        }
        return possible.size() == 1 ? possible.get(0) : byModel(words, count.letters(), possible);
    }

    private Language byModel(String words, int letters, List<Language> possible) {
        Map<String, Language> byCode = new HashMap<>();
        for (Language language : possible) {
            byCode.put(threeLetters.getOrDefault(language.tag(), language.tag()), language);
        }
        String read = words.substring(0, Math.min(words.length(), LONGEST_READ));
        double firstProbability = 0;
        @Nullable Language first = null;
        for (opennlp.tools.langdetect.Language found : Model.DETECTOR.predictLanguages(read)) {
            Language known = byCode.get(found.getLang());
            if (known != null && first == null) {
                first = known;
                firstProbability = found.getConfidence();
            } else if (known != null) {
                double clear = letters < SHORT ? CLEAR_IF_SHORT : CLEAR;
                return first != null && firstProbability >= clear * found.getConfidence() ? first : Language.UNKNOWN;
            }
        }
        return first == null || letters < SHORT ? Language.UNKNOWN : first;
    }

    /** The words: addresses, numbers, ticket numbers and reply prefixes say nothing of the language. */
    private static String cleaned(String text) {
        StringBuilder words = new StringBuilder();
        for (String word : SPACE.split(text.substring(0, Math.min(text.length(), LONGEST_CLEANED)))) {
            if (isWord(word)) {
                words.append(word).append(' ');
            }
        }
        return words.toString().strip();
    }

    private static boolean isWord(String word) {
        return word.indexOf('@') < 0
                && !word.contains("://")
                && !word.startsWith("www.")
                && (word.chars().noneMatch(Character::isDigit) || word.chars().anyMatch(c -> c > 0x7f))
                && !REPLY_PREFIX.matcher(word).matches();
    }
}
