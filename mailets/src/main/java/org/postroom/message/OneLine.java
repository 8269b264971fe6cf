// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

/** Text from outside made fit to be shown in one line: nothing in it can break, hide or turn round what stands beside it. */
public final class OneLine {

    private OneLine() {}

    /**
     * Cleans text for a line.
     *
     * @param text any text
     * @param longest how many characters may remain
     * @return the text with white space and controls as single spaces, without overrides of the writing direction and other
     *     characters that show nothing, cut if need be
     */
    public static String of(String text, int longest) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), longest));
        boolean space = false;
        for (int i = 0; i < text.length() && line.length() <= longest; ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (Character.isWhitespace(point) || point == 0xa0 || Character.getType(point) == Character.CONTROL) {
                space = !line.isEmpty();
            } else if (!isInvisible(point)) {
                if (space) {
                    line.append(' ');
                    space = false;
                }
                line.appendCodePoint(point);
            }
        }
        if (line.length() > longest) {
            int end = Character.isLowSurrogate(line.charAt(longest)) ? longest - 1 : longest;
            return line.substring(0, end).strip();
        }
        return line.toString();
    }

    /** Embeddings, overrides and isolates of direction, marks of byte order, unpaired surrogates, language tags. */
    private static boolean isInvisible(int point) {
        return point >= 0x202a && point <= 0x202e
                || point >= 0x2060 && point <= 0x206f
                || point == 0xfeff
                || point == 0xfffe
                || point == 0x200b
                || point >= 0xd800 && point <= 0xdfff
                || point >= 0xe0000 && point <= 0xe007f;
    }
}
