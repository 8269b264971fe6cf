// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.message.HtmlText;

class LeakGuardTest {

    private static final int THREADS = 10_000;
    private static final String NOTE = "The refund was refused because his account is under review since May.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> The refund was refused because\n> his account is under review",
                "THE REFUND, was refused: because (his) account is!",
                "was refused because his account is under review since",
                "Ｔｈｅ refund was refused because his account is",
                "x\u00a0The refund\twas refused because\r\n\r\n-- his account is"
            })
    void eightWordsOfANoteShouldBeFound(String leaving) {
        assertThat(new LeakGuard(List.of(NOTE), List.of()).leak(List.of("Hello", leaving)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "The refund was refused because his account",
                "his account is under review since June",
                "review under is account his because refused was refund the"
            })
    void lessThanEightWordsShouldNotBeFound(String leaving) {
        assertThat(new LeakGuard(List.of(NOTE), List.of()).leak(List.of(leaving)))
                .isEmpty();
    }

    @Test
    void twentyIdeographsShouldBeFoundAndNineteenNot() {
        String note = "这个客户的账户被锁定了请不要告诉他真正的原因";
        LeakGuard guard = new LeakGuard(List.of(note), List.of());

        assertThat(guard.leak(List.of(note.substring(0, 20)))).isPresent();
        assertThat(guard.leak(List.of(note.substring(2)))).isPresent();
        assertThat(guard.leak(List.of(note.substring(0, 19)))).isEmpty();
        assertThat(guard.leak(List.of(note.substring(0, 12) + "，\n> " + note.substring(12))))
                .isPresent();
    }

    @Test
    void whatIsPublicAsWellShouldBeNoSecret() {
        String open = "We repeat: the refund was refused because his account is under review since May. Sorry.";

        assertThat(new LeakGuard(List.of(NOTE), List.of(open)).leak(List.of(NOTE)))
                .isEmpty();
    }

    /**
     * Ten thousand tickets in four languages: of each one answer that shows a note, and one that does not, but has one word
     * less of it than counts, the agent's usual ending, and a public message quoted.
     */
    @Test
    void noneOfManyLeaksShouldBeMissedAndHardlyAnythingElseHeld() {
        Random random = new Random(20_261_122);
        int missed = 0;
        int falselyHeld = 0;
        for (int i = 0; i < THREADS; i++) {
            Language language = Language.values()[i % Language.values().length];
            List<String> open = List.of(
                    language.text(random, 60),
                    language.text(random, 40) + language.greeting(),
                    language.text(random, 25));
            String note = language.text(random, 15 + random.nextInt(40)) + language.greeting();
            LeakGuard guard = new LeakGuard(List.of(note), open);

            String leaking = language.text(random, 20)
                    + changed(language.piece(note, random, true), random)
                    + language.greeting();
            missed += guard.leak(texts(leaking, random)).isPresent() ? 0 : 1;

            String innocent = language.text(random, 30) + "1) " + language.piece(note, random, false) + " 2) "
                    + language.text(random, 10) + language.greeting() + "\n\n> " + open.get(random.nextInt(3));
            falselyHeld += guard.leak(texts(innocent, random)).isPresent() ? 1 : 0;
        }
        assertThat(missed).isZero();
        assertThat(falselyHeld).isLessThanOrEqualTo(THREADS / 1000);
    }

    /** As mail programs show it: wrapped, quoted, in capitals, in HTML. */
    private static String changed(String piece, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "\n> " + piece.replaceAll("(.{20}\\S*)\\s", "$1\n> ");
            case 1 -> " " + piece.toUpperCase(Locale.ROOT);
            case 2 -> " “" + piece.replace(" ", "  ") + "”";
            default -> " " + piece;
        };
    }

    private static List<String> texts(String text, Random random) {
        return random.nextBoolean()
                ? List.of("Re: subject", text)
                : List.of(HtmlText.of("<p>" + text.replace(">", "&gt;").replace(" ", " <b></b>") + "</p>"));
    }

    private enum Language {
        ENGLISH("abcdefghiklmnoprstuvw", " ", "\nKind regards, your Acme Support team in Berlin\n"),
        RUSSIAN("абвгдежзиклмнопрстуфхцчшыэюя", " ", "\nС уважением, служба поддержки Акме\n"),
        GERMAN("abcdefghiklmnoprstuwzäöüß", " ", "\nMit freundlichen Grüßen, Ihr Acme Support\n"),
        CHINESE("的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里", "", "\n此致敬礼\n");

        private final String letters;
        private final String between;
        private final String greeting;

        Language(String letters, String between, String greeting) {
            this.letters = letters;
            this.between = between;
            this.greeting = greeting;
        }

        String greeting() {
            return greeting;
        }

        /** So many words, of which some are much more frequent than others, as in any language. */
        String text(Random random, int count) {
            List<String> words = new ArrayList<>();
            for (int i = 0; i < (between.isEmpty() ? 2 * count : count); i++) {
                words.add(word(Math.abs(random.nextGaussian()) * 300));
            }
            return String.join(between, words) + ". ";
        }

        private String word(double rank) {
            Random ofWord = new Random((long) rank);
            int length = between.isEmpty() ? 1 : 2 + ofWord.nextInt(8);
            StringBuilder word = new StringBuilder();
            for (int i = 0; i < length; i++) {
                word.append(letters.charAt(ofWord.nextInt(letters.length())));
            }
            return word.toString();
        }

        /** A run of a note that is long enough to be a secret, or just not. */
        String piece(String note, Random random, boolean longEnough) {
            if (between.isEmpty()) {
                int length = longEnough ? 20 : 19;
                String text = note.substring(0, note.indexOf('.'));
                int from = random.nextInt(text.length() - length + 1);
                return text.substring(from, from + length);
            }
            List<String> words = List.of(note.substring(0, note.indexOf('.')).split(" "));
            int length = longEnough ? 8 : 7;
            int from = random.nextInt(words.size() - length + 1);
            return String.join(" ", words.subList(from, from + length));
        }
    }
}
