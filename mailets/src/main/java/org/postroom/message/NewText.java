// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The text of a mail, parted into what its author wrote now, what is quoted from earlier mails, and the signature.
 *
 * <p>For summaries, commands and weights in the index only: nothing is decided by it, and nothing is cut from a mail.
 * Recognised are lines with {@code >}; lines that announce a quotation ({@code On ... wrote:}, {@code Am ... schrieb ...:},
 * {@code ... пишет:}, {@code 在...写道：}); the separators and header blocks that Outlook and others put above the earlier
 * mail, in the languages of the usual mail programs; signatures behind {@code -- } or below the author's name; footers of
 * lists; disclaimers. Answers between quoted lines are new text.
 *
 * <p>In doubt a line is new: somebody may have written it. Where nothing new would remain, all of the text is new. Linear
 * time.
 *
 * @param newText what the author wrote; never blank unless the whole text is
 * @param quotedText what is quoted, without its marks; empty when nothing is
 * @param signature the signature, without the line of hyphens that announces it, and what stands below it; empty when there
 *     is none
 */
public record NewText(String newText, String quotedText, String signature) {

    private enum Kind {
        NEW,
        QUOTED,
        ANNOUNCEMENT,
        SIGNATURE
    }

    /**
     * Parts the text of a mail; its author's name helps to find the signature.
     *
     * @param mail the mail
     * @return its parts; never fails
     */
    public static NewText of(IncomingMail mail) {
        return split(mail.text(), mail.from().map(AuthorName::new));
    }

    /**
     * Parts a text whose author is not known.
     *
     * @param text the text of a mail; lines end in LF or CRLF
     * @return its parts; never fails
     */
    public static NewText split(String text) {
        return split(text, Optional.empty());
    }

    private static NewText split(String text, Optional<AuthorName> author) {
        String[] lines = text.replace("\r\n", "\n").replace('\u00a0', ' ').split("\n", -1);
        Kind[] kinds = new Kind[lines.length];
        Arrays.fill(kinds, Kind.NEW);
        int end = markEarlierMail(lines, kinds);
        markQuotes(lines, kinds, end);
        markSignature(lines, kinds, author);
        String fresh = joined(lines, kinds, Kind.NEW);
        if (fresh.isBlank()) {
            return new NewText(text.strip(), "", "");
        }
        return new NewText(fresh, joined(lines, kinds, Kind.QUOTED), joined(lines, kinds, Kind.SIGNATURE));
    }

    /**
     * All below a separator or a header block is the earlier mail, when something stands above it, unless the earlier mail
     * is marked line by line: then answers may stand between.
     */
    private static int markEarlierMail(String[] lines, Kind[] kinds) {
        int lastMarked = lastMarked(lines);
        boolean any = false;
        for (int i = 0; i < lines.length; i++) {
            int announced = any ? announcedEarlierMail(lines, i, lastMarked) : 0;
            if (announced > 0) {
                int from = Math.min(lines.length, i + announced);
                Arrays.fill(kinds, i, from, Kind.ANNOUNCEMENT);
                Arrays.fill(kinds, from, lines.length, Kind.QUOTED);
                return i;
            }
            any |= !lines[i].isBlank() && !QuoteMarks.isQuoted(lines[i]);
        }
        return lines.length;
    }

    /** How many lines from this one on say that the rest is an earlier mail; 0 when they do not. */
    private static int announcedEarlierMail(String[] lines, int at, int lastMarked) {
        if (QuoteMarks.isSeparator(lines[at])) {
            return nextIsMarked(lines, at + 1) ? 0 : 1;
        }
        if (QuotedHeaders.beginAt(lines, at)) {
            return 1;
        }
        int length = QuoteAnnouncements.length(lines, at);
        boolean unmarked = length > 0
                && lastMarked < at
                && QuoteAnnouncements.isExact(lines, at, length)
                && nextContent(lines, at + length) < lines.length;
        return unmarked ? length : 0;
    }

    private static int lastMarked(String[] lines) {
        int last = lines.length - 1;
        while (last >= 0 && !QuoteMarks.isQuoted(lines[last])) {
            last--;
        }
        return last;
    }

    private static int nextContent(String[] lines, int from) {
        int next = from;
        while (next < lines.length && lines[next].isBlank()) {
            next++;
        }
        return next;
    }

    private static boolean nextIsMarked(String[] lines, int from) {
        int next = nextContent(lines, from);
        return next < lines.length && QuoteMarks.isQuoted(lines[next]);
    }

    private static void markQuotes(String[] lines, Kind[] kinds, int end) {
        for (int i = 0; i < end; i++) {
            if (QuoteMarks.isQuoted(lines[i])) {
                kinds[i] = Kind.QUOTED;
            } else if (kinds[i] == Kind.NEW && !lines[i].isBlank()) {
                int length = QuoteMarks.isSeparator(lines[i]) ? 1 : QuoteAnnouncements.length(lines, i);
                if (length > 0 && nextIsMarked(lines, i + length)) {
                    Arrays.fill(kinds, i, Math.min(end, i + length), Kind.ANNOUNCEMENT);
                }
            }
        }
    }

    /** Looks at the last lines that are new: footers first, then the signature above them. */
    private static void markSignature(String[] lines, Kind[] kinds, Optional<AuthorName> author) {
        int to = lines.length;
        int footer = to;
        int from = to;
        while (from == footer && from > 0) {
            to = footer;
            while (to > 0 && (kinds[to - 1] != Kind.NEW || lines[to - 1].isBlank())) {
                to--;
            }
            from = to;
            while (from > 0 && kinds[from - 1] == Kind.NEW) {
                from--;
            }
            footer = Footers.start(lines, from, to);
            Arrays.fill(kinds, footer, to, Kind.SIGNATURE);
        }
        Optional<Integer> start = Signatures.find(lines, from, footer, author);
        if (start.isPresent()) {
            int first = start.get();
            Arrays.fill(kinds, first, footer, Kind.SIGNATURE);
            if (Signatures.isAnnouncement(lines[first])) {
                kinds[first] = Kind.ANNOUNCEMENT;
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
