// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Parts a mailbox file of the mbox form (RFC 4155) into its mails. A mail begins where a line {@code From ... 12:34...} or
 * {@code From user@host} stands behind an empty line and in front of a header field; {@code >From } in a body loses the
 * mark that the form put there. Never holds more than two mails. Not thread-safe.
 */
final class Mbox {

    /** How each mail of such a file begins. */
    static final byte[] BEGINNING = "From ".getBytes(StandardCharsets.US_ASCII);

    private static final int LONGEST_SEPARATOR = 500;
    private static final Pattern SEPARATOR = Pattern.compile("From (?:\\S.*\\d\\d:\\d\\d.*|\\S+@\\S+|-)");

    /** Written by Netscape and its heirs, who leave the empty line out. */
    private static final Pattern OF_NETSCAPE = Pattern.compile("From -(?: .*\\d\\d:\\d\\d.*)?");

    private static final Pattern FIELD = Pattern.compile("(?:>From |[!-9;-~]{1,200}[ \\t]*:)");
    private static final Pattern MARKED = Pattern.compile(">+From ");

    private final InputStream in;
    private final int largest;
    private final ByteArrayOutputStream mail = new ByteArrayOutputStream();
    private byte[] line = new byte[0];
    private byte[] ahead = new byte[0];
    private boolean cut;
    private boolean behindEmptyLine = true;

    /** One mail; {@code cut} when it is larger than was allowed, and its end is missing. */
    record Mail(byte[] source, boolean cut) {}

    /**
     * Takes a file.
     *
     * @param in the bytes; buffered
     * @param largest how many bytes of one mail are kept
     */
    Mbox(InputStream in, int largest) throws IOException {
        this.in = in;
        this.largest = largest;
        this.line = readLine();
    }

    /** Whether there is another mail. */
    boolean hasNext() {
        return line.length > 0;
    }

    /** The next mail, without the line that separates it. */
    Mail next() throws IOException {
        mail.reset();
        cut = false;
        boolean first = true;
        while (line.length > 0) {
            byte[] following = readLine();
            boolean separator =
                    isSeparator(line) && FIELD.matcher(start(following)).lookingAt();
            if (separator && !first) {
                // Looked at again as the first line of the next mail.
                ahead = following;
                break;
            }
            behindEmptyLine = line[0] == '\n' || line[0] == '\r';
            if (!separator) {
                keep(line);
            }
            first = false;
            line = following;
        }
        return new Mail(mail.toByteArray(), cut);
    }

    private void keep(byte[] bytes) {
        int from = MARKED.matcher(start(bytes)).lookingAt() ? 1 : 0;
        int size = Math.min(bytes.length - from, largest - mail.size());
        mail.write(bytes, from, size);
        cut |= size < bytes.length - from;
    }

    private boolean isSeparator(byte[] bytes) {
        String start = start(bytes).stripTrailing();
        return behindEmptyLine && SEPARATOR.matcher(start).matches()
                || OF_NETSCAPE.matcher(start).matches();
    }

    private static String start(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, LONGEST_SEPARATOR), StandardCharsets.ISO_8859_1);
    }

    private byte[] readLine() throws IOException {
        if (ahead.length > 0) {
            byte[] again = ahead;
            ahead = new byte[0];
            return again;
        }
        byte[] bytes = new byte[128];
        int size = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (size < largest) {
                bytes = size == bytes.length ? Arrays.copyOf(bytes, 2 * size) : bytes;
                bytes[size++] = (byte) b;
            }
            if (b == '\n') {
                break;
            }
        }
        return Arrays.copyOf(bytes, size);
    }
}
