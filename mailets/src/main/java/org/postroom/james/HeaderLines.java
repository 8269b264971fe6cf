// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;

/**
 * Header lines as bytes. JavaMail reads each byte of a header as the character of that number, so writing them as ISO 8859-1
 * gives the bytes that were read; James writes them as ASCII, which makes a question mark of every byte above 127.
 */
public final class HeaderLines {

    private static final byte[] CRLF = {'\r', '\n'};

    private HeaderLines() {}

    /**
     * The bytes of a header.
     *
     * @param lines the lines, folded ones as one, without the line end
     * @return the bytes, with the empty line that ends the header
     */
    public static byte[] bytes(Enumeration<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (lines.hasMoreElements()) {
            bytes.writeBytes(lines.nextElement().getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeBytes(CRLF);
        }
        bytes.writeBytes(CRLF);
        return bytes.toByteArray();
    }
}
