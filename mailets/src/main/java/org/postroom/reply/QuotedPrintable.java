// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.nio.charset.StandardCharsets;

/** Encodes text so that it passes every mail server unchanged (RFC 2045 section 6.7). */
final class QuotedPrintable {

    private static final int LONGEST_LINE = 76;
    private static final String HEX = "0123456789ABCDEF";

    private QuotedPrintable() {}

    /**
     * Encodes UTF-8 text.
     *
     * @param text lines that end in {@code \n}
     * @return ASCII, lines of at most 76 characters that end in CRLF
     */
    static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + text.length() / 8);
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            encodeLine(lines[i].getBytes(StandardCharsets.UTF_8), out);
            if (i < lines.length - 1) {
                out.append("\r\n");
            }
        }
        return out.toString();
    }

    private static void encodeLine(byte[] line, StringBuilder out) {
        int column = 0;
        for (int i = 0; i < line.length; i++) {
            boolean last = i == line.length - 1;
            boolean plain = isPlain(line[i], last) && !(column == 0 && startsSpecially(line, i));
            int size = plain ? 1 : 3;
            if (column + size > (last ? LONGEST_LINE : LONGEST_LINE - 1)) {
                out.append("=\r\n");
                column = 0;
                plain = plain && !startsSpecially(line, i);
                size = plain ? 1 : 3;
            }
            if (plain) {
                out.append((char) line[i]);
            } else {
                out.append('=').append(HEX.charAt(line[i] >> 4 & 15)).append(HEX.charAt(line[i] & 15));
            }
            column += size;
        }
    }

    private static boolean isPlain(byte b, boolean last) {
        return b > ' ' && b < 0x7f && b != '=' || (b == ' ' || b == '\t') && !last;
    }

    /** A dot, which ends an SMTP transaction when it stands alone, and "From ", which mbox files take for a new mail. */
    private static boolean startsSpecially(byte[] line, int at) {
        return line[at] == '.'
                || line[at] == 'F' && line.length > at + 4 && line[at + 1] == 'r' && line[at + 4] == ' '
                || line[at] == '-' && line.length > at + 1 && line[at + 1] == '-';
    }
}
