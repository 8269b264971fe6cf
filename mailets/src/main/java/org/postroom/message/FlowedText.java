// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

/**
 * Puts the lines of {@code text/plain; format=flowed} together again (RFC 3676): a line that ends in a space goes on in the
 * next one of the same quotation depth; a space in front of a line was stuffed there for the transport. The marks of
 * quotations stay. Linear time.
 */
public final class FlowedText {

    private static final String SIGNATURE = "-- ";

    private FlowedText() {}

    /**
     * Unfolds a text.
     *
     * @param text the text as sent; lines end in LF
     * @param deleteSpace whether the space at the end of a flowed line goes (parameter {@code DelSp})
     * @return the text in whole paragraphs
     */
    public static String unfold(String text, boolean deleteSpace) {
        StringBuilder out = new StringBuilder(text.length());
        int open = -1;
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            int depth = depth(line);
            boolean stuffed = line.startsWith(" ", depth);
            String content = line.substring(depth + (stuffed ? 1 : 0));
            boolean signature = content.equals(SIGNATURE);
            if (open == depth && !signature) {
                out.append(content);
            } else {
                out.append(i == 0 ? "" : "\n").append(line, 0, depth);
                out.append(stuffed && depth > 0 ? " " : "").append(content);
            }
            boolean flows = content.endsWith(" ") && !content.isBlank() && !signature;
            open = flows && i + 1 < lines.length && continues(lines[i + 1], depth) ? depth : -1;
            if (open >= 0 && deleteSpace) {
                out.setLength(out.length() - 1);
            }
        }
        return out.toString();
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
