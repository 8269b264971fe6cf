// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The text of a mail, parted into what its author wrote now, what is quoted from earlier mails, and the signature.
 *
 * <p>For summaries, commands and weights in the index only: nothing is decided by it, and nothing is cut from a mail.
 * Recognised are lines with {@code >}; lines that announce a quotation ({@code On ... wrote:}, {@code Am ... schrieb ...:},
 * {@code ... пишет:}, {@code 在...写道：}); the separators and header blocks that Outlook and others put above the earlier
 * mail, in English, German, Russian and Chinese; signatures behind {@code -- }. Answers between quoted lines are new text.
 *
 * <p>Where nothing new would remain, all of the text is new. Linear time.
 *
 * @param newText what the author wrote; never blank unless the whole text is
 * @param quotedText what is quoted, without its marks; empty when nothing is
 * @param signature the signature without the line that announces it; empty when there is none
 */
public record NewText(String newText, String quotedText, String signature) {

    private static final int LONGEST_SIGNATURE = 20;

    private enum Kind {
        NEW,
        QUOTED,
        ANNOUNCEMENT,
        SIGNATURE
    }

    /**
     * Parts a text.
     *
     * @param text the text of a mail; lines end in LF or CRLF
     * @return its parts; never fails
     */
    public static NewText split(String text) {
        String[] lines = text.replace("\r\n", "\n").replace('\u00a0', ' ').split("\n", -1);
        Kind[] kinds = new Kind[lines.length];
        Arrays.fill(kinds, Kind.NEW);
        int end = markEarlierMail(lines, kinds);
        markQuotes(lines, kinds, end);
        markSignature(lines, kinds, end);
        String fresh = joined(lines, kinds, Kind.NEW);
        if (fresh.isBlank()) {
            return new NewText(text.strip(), "", "");
        }
        return new NewText(fresh, joined(lines, kinds, Kind.QUOTED), joined(lines, kinds, Kind.SIGNATURE));
    }

    /** All below a separator or a header block is the earlier mail, when something stands above it. */
    private static int markEarlierMail(String[] lines, Kind[] kinds) {
        boolean any = false;
        for (int i = 0; i < lines.length; i++) {
            boolean earlier = any && (QuoteMarks.isSeparator(lines[i]) || QuoteMarks.isHeaderBlock(lines, i));
            boolean unmarked = any && !earlier && announcesUnmarked(lines, i);
            if (earlier || unmarked) {
                int announced = unmarked ? QuoteMarks.announcementLength(lines, i) : 1;
                Arrays.fill(kinds, i, Math.min(lines.length, i + announced), Kind.ANNOUNCEMENT);
                Arrays.fill(kinds, Math.min(lines.length, i + announced), lines.length, Kind.QUOTED);
                return i;
            }
            any |= !lines[i].isBlank() && !QuoteMarks.isQuoted(lines[i]);
        }
        return lines.length;
    }

    /** An announcement below which nothing has the mark of a quotation: the rest is quoted without marks. */
    private static boolean announcesUnmarked(String[] lines, int at) {
        int length = QuoteMarks.announcementLength(lines, at);
        if (length == 0) {
            return false;
        }
        int next = at + length;
        while (next < lines.length && lines[next].isBlank()) {
            next++;
        }
        return next < lines.length && !QuoteMarks.isQuoted(lines[next]);
    }

    private static void markQuotes(String[] lines, Kind[] kinds, int end) {
        for (int i = 0; i < end; i++) {
            if (QuoteMarks.isQuoted(lines[i])) {
                kinds[i] = Kind.QUOTED;
            } else if (kinds[i] == Kind.NEW) {
                int length = QuoteMarks.announcementLength(lines, i);
                for (int j = i; j < Math.min(end, i + length); j++) {
                    kinds[j] = Kind.ANNOUNCEMENT;
                }
            }
        }
    }

    /** The last line of two hyphens starts a signature, when what follows is short and is not quoted. */
    private static void markSignature(String[] lines, Kind[] kinds, int end) {
        for (int i = end - 1; i >= 0; i--) {
            if (kinds[i] == Kind.NEW && (lines[i].equals("-- ") || lines[i].equals("--"))) {
                int last = i + 1;
                while (last < end && kinds[last] == Kind.NEW && last - i <= LONGEST_SIGNATURE) {
                    last++;
                }
                kinds[i] = Kind.ANNOUNCEMENT;
                Arrays.fill(kinds, i + 1, last, Kind.SIGNATURE);
                return;
            }
        }
    }

    private static String joined(String[] lines, Kind[] kinds, Kind wanted) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            if (kinds[i] == wanted) {
                chosen.add(wanted == Kind.QUOTED ? QuoteMarks.withoutMarks(lines[i]) : lines[i]);
            }
        }
        return String.join("\n", chosen).replaceAll("\n{3,}", "\n\n").strip();
    }
}
