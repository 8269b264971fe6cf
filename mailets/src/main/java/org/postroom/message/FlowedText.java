// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts the lines of {@code text/plain; format=flowed} together again (RFC 3676): a line that ends in a space goes on in the
 * next one of the same quotation depth; a space in front of a line was stuffed there for the transport. The marks of
 * quotations stay. Linear time.
 */
public final class FlowedText {

    private static final String SIGNATURE = "-- ";

    private FlowedText() {}

    /**
     * Lines that were one when they were written.
     *
     * @param text the line that they were
     * @param lines how many they are as sent
     */
    public record Paragraph(String text, int lines) {}

    /**
     * Unfolds a text.
     *
     * @param text the text as sent; lines end in LF
     * @param deleteSpace whether the space at the end of a flowed line goes (parameter {@code DelSp})
     * @return the text in whole paragraphs
     */
    public static String unfold(String text, boolean deleteSpace) {
        return paragraphs(text, deleteSpace).stream().map(Paragraph::text).collect(Collectors.joining("\n"));
    }

    /**
     * Tells which lines of a text were one.
     *
     * @param text the text as sent; lines end in LF
     * @param deleteSpace whether the space at the end of a flowed line goes (parameter {@code DelSp})
     * @return the paragraphs, in their order; their lines together are those of the text
     */
    public static List<Paragraph> paragraphs(String text, boolean deleteSpace) {
        List<Paragraph> paragraphs = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        int open = -1;
        int from = 0;
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            int depth = depth(line);
            boolean stuffed = line.startsWith(" ", depth);
            String content = line.substring(depth + (stuffed ? 1 : 0));
            boolean signature = content.equals(SIGNATURE);
            if (open != depth || signature) {
                if (i > from) {
                    paragraphs.add(new Paragraph(out.toString(), i - from));
                    out.setLength(0);
                    from = i;
                }
                out.append(line, 0, depth).append(stuffed && depth > 0 ? " " : "");
            }
            out.append(content);
            boolean flows = content.endsWith(" ") && !content.isBlank() && !signature;
            open = flows && i + 1 < lines.length && continues(lines[i + 1], depth) ? depth : -1;
            if (open >= 0 && deleteSpace) {
                out.setLength(out.length() - 1);
            }
        }
        paragraphs.add(new Paragraph(out.toString(), lines.length - from));
        return paragraphs;
    }

    /** In front of another depth, a signature or an empty line a paragraph ends, whatever its last line says. */
    private static boolean continues(String next, int depth) {
        String content = next.substring(Math.min(depth, next.length())).strip();
        return depth(next) == depth && !content.isEmpty() && !content.equals("--");
    }

    private static int depth(String line) {
        int depth = 0;
        while (depth < line.length() && line.charAt(depth) == '>') {
            depth++;
        }
        return depth;
    }
}
