// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.postroom.store.lucene.Snippets.Span;

/** Cuts the best piece out of a text and marks what was found in it. */
final class Fragment {

    private static final int LONGEST = 180;
    private static final int BEFORE = 60;
    private static final int WORD = 15;

    private Fragment() {}

    /**
     * The piece with the most different hits.
     *
     * @param text the text
     * @param spans the hits, in order, none within another; may be empty
     * @return one line
     */
    static String around(String text, List<Span> spans) {
        int first = spans.isEmpty() ? 0 : spans.get(best(text, spans)).start();
        int start = Math.max(0, first - BEFORE);
        int end = Math.min(text.length(), start + LONGEST);
        start = Math.max(0, Math.min(start, end - LONGEST));
        return marked(text, forward(text, start, first), backward(text, end, first), spans);
    }

    private static int best(String text, List<Span> spans) {
        int best = 0;
        int most = 0;
        for (int i = 0; i < spans.size(); i++) {
            Set<String> different = new HashSet<>();
            int limit = spans.get(i).start() + LONGEST - BEFORE;
            for (int j = i; j < spans.size() && spans.get(j).end() <= limit; j++) {
                different.add(
                        text.substring(spans.get(j).start(), spans.get(j).end()).toLowerCase(Locale.ROOT));
            }
            if (different.size() > most) {
                most = different.size();
                best = i;
            }
        }
        return best;
    }

    /** To the beginning of a word, where one is near. */
    private static int forward(String text, int start, int first) {
        if (start == 0 || Character.isWhitespace(text.charAt(start - 1))) {
            return start;
        }
        for (int i = start; i < Math.min(first, start + WORD); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i + 1;
            }
        }
        return Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start;
    }

    /** To the end of a word, where one is near. */
    private static int backward(String text, int end, int first) {
        if (end == text.length() || Character.isWhitespace(text.charAt(end))) {
            return end;
        }
        for (int i = end; i > Math.max(first + WORD, end - WORD); i--) {
            if (Character.isWhitespace(text.charAt(i - 1))) {
                return i - 1;
            }
        }
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    private static String marked(String text, int start, int end, List<Span> spans) {
        StringBuilder line = new StringBuilder(start > 0 ? "…" : "");
        int at = start;
        for (Span span : spans) {
            if (span.start() >= start && span.start() < end) {
                plain(line, text, at, span.start());
                at = Math.min(span.end(), end);
                line.append('«');
                plain(line, text, span.start(), at);
                line.append('»');
            }
        }
        plain(line, text, at, end);
        return line.append(end < text.length() ? "…" : "").toString().strip();
    }

    /** White space is one space; guillemets of the text itself are plain quotation marks, so that marks are ours. */
    private static void plain(StringBuilder line, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean space = Character.isWhitespace(c) || Character.isISOControl(c) || c == '\u00a0';
            if (c == '«' || c == '»') {
                line.append('"');
            } else if (!space) {
                line.append(c);
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
    }
}
