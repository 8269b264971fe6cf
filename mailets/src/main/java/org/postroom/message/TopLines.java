// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.List;
import java.util.Optional;

/** Takes lines out of the top of a mail's text, in its plain text and in its HTML, and changes nothing else. */
public interface TopLines {

    /**
     * Takes lines out.
     *
     * @param source the mail
     * @param lines what stands at its top, line by line, without white space around; empty lines between them do not count
     * @return the mail without these lines, in the same charset and transfer encoding; empty when that cannot be done: the mail
     *     is signed or encrypted (RFC 1847), or the lines do not stand at the top of one of its texts
     */
    Optional<byte[]> without(byte[] source, List<String> lines);

    /**
     * A line as it is compared: mail programs put spaces that do not break, soft hyphens and marks of byte order where nobody
     * sees them.
     *
     * @param line a line of a text
     * @return the line with white space of every kind as single spaces, none around it, and without characters that show
     *     nothing; joiners stay, since some scripts are written with them
     */
    static String plain(String line) {
        StringBuilder plain = new StringBuilder(line.length());
        boolean space = false;
        for (int i = 0; i < line.length(); ) {
            int point = line.codePointAt(i);
            i += Character.charCount(point);
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                space = !plain.isEmpty();
            } else if (Character.getType(point) != Character.FORMAT || point == 0x200c || point == 0x200d) {
                plain.append(space ? " " : "").appendCodePoint(point);
                space = false;
            }
        }
        return plain.toString();
    }
}
