// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Lines that announce a quotation, such as {@code On ..., Ann <ann@acme.test> wrote:}, as the usual mail programs write them
 * in their languages; programs break them into up to three lines.
 */
final class QuoteAnnouncements {

    private static final int LONGEST_LINE = QuoteMarks.LONGEST_LINE;
    private static final int MOST_LINES = 3;

    /** How they end; they start with a word or have a number (a date) in them. */
    private static final List<String> ENDS = List.of(
            "wrote:",
            "writes:",
            "said:",
            "schrieb:",
            "geschrieben:",
            "пишет:",
            "писал:",
            "писала:",
            "писал(а):",
            "написал:",
            "написала:",
            "написал(а):",
            "пишут:",
            "пише:",
            "написав:",
            "написав(ла):",
            "写道:",
            "寫道:",
            "写到:",
            "のメール:",
            "のメッセージ:",
            "は書きました:",
            "작성:",
            "님이 씀:",
            "a écrit :",
            "a écrit:",
            "escribió:",
            "ha scritto:",
            "escreveu:",
            "schreef:",
            "napisał(a):",
            "napisał:",
            "napisała:",
            "pisze:",
            "napsal:",
            "napsala:",
            "napsal(a):",
            "skrev:",
            "kirjoitti:",
            "yazdı:");

    /** Verbs that stand before the author. */
    private static final List<String> INSIDE = List.of(
            " schrieb ", " wrote ", " schreef ", " skrev ", " escreveu no dia ", " a écrit ", " escribió ", " heeft ");

    private static final Pattern FIRST_WORD = Pattern.compile("(?:Am|On|Op|Den|Le|El|Il|Em|No|W|Dnia|Dne) .*");
    private static final int START = 80;
    private static final int MOST_WORDS = 6;

    /** A year, a time or an address: prose that ends in a verb and a colon seldom has one. */
    private static final Pattern EXACT = Pattern.compile("(?:19|20)\\d\\d|\\d{1,2}[:.h]\\d\\d|\\S@\\S");

    private QuoteAnnouncements() {}

    /**
     * How many lines from this one on announce a quotation.
     *
     * @return 0 when they announce nothing
     */
    static int length(String[] lines, int at) {
        if (lines[at].isBlank() || lines[at].length() > LONGEST_LINE || QuoteMarks.isQuoted(lines[at])) {
            return 0;
        }
        StringBuilder joined = new StringBuilder();
        for (int i = at; i < Math.min(lines.length, at + MOST_LINES); i++) {
            String line = lines[i].strip();
            if (line.isEmpty() || line.length() > LONGEST_LINE || QuoteMarks.isQuoted(line)) {
                return 0;
            }
            joined.append(joined.isEmpty() ? "" : " ").append(line);
            if (ends(joined.toString())) {
                return i - at + 1;
            }
            if (i == at && !hasDateOrAddress(line)) {
                return 0;
            }
        }
        return 0;
    }

    /** Whether an announcement is so exact that a program must have written it, and is itself no part of a quotation. */
    static boolean isExact(String[] lines, int at, int length) {
        boolean exact = false;
        int open = 0;
        for (int i = at; i < at + length; i++) {
            exact |= EXACT.matcher(lines[i]).find();
            open += lines[i].chars().map(c -> c == '<' ? 1 : c == '>' ? -1 : 0).sum();
        }
        return exact && open == 0;
    }

    private static boolean ends(String line) {
        String end = line.endsWith("：") ? line.substring(0, line.length() - 1) + ":" : line;
        if (!end.endsWith(":")) {
            return false;
        }
        String lower = end.toLowerCase(Locale.ROOT);
        boolean verbLast = ENDS.stream().anyMatch(lower::endsWith);
        if (verbLast) {
            return hasDateOrAddress(line) || line.split(" ", MOST_WORDS + 1).length <= MOST_WORDS && !startsLower(line);
        }
        boolean verbInside = (FIRST_WORD.matcher(line).matches() || lower.indexOf('@') > 0)
                && INSIDE.stream().anyMatch(lower::contains);
        boolean addressLast = (lower.endsWith(">:") || lower.endsWith(">) :") || lower.endsWith(">):"))
                && lower.indexOf('@') > 0
                && lower.indexOf(':') < lower.length() - 1;
        return (verbInside || addressLast) && hasDateOrAddress(line);
    }

    /** A digit or an at sign near the start. */
    private static boolean hasDateOrAddress(String line) {
        for (int i = 0; i < Math.min(START, line.length()); i++) {
            char c = line.charAt(i);
            if (c >= '0' && c <= '9' || c == '@') {
                return true;
            }
        }
        return false;
    }

    private static boolean startsLower(String line) {
        return Character.isLowerCase(line.charAt(0));
    }
}
