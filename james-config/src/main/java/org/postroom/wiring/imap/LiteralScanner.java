// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.imap;

/**
 * Follows the lines and literals of one IMAP client's byte stream and says when it announces too much. Not
 * thread-safe: one for each connection, fed in order.
 */
final class LiteralScanner {

    /** Longest tail of a line that matters: an opening brace, ten digits, plus, closing brace. */
    private static final int TAIL = 16;

    private final byte[] tail = new byte[TAIL];
    private int lineBytes;
    private long literalLeft;
    private int literalsOfCommand;
    private long literalBytesOfCommand;

    /**
     * How much a client may announce.
     *
     * @param line longest line in bytes
     * @param literals most bytes in the literals of one command
     */
    record Allowance(int line, long literals) {}

    /** What the bytes mean. */
    enum Verdict {
        /** Pass them on. */
        FINE,
        /** Pass them on; the client waits to be told to send a literal, and James will not tell it. */
        CLIENT_WAITS,
        /** A line is longer than allowed. */
        LINE_TOO_LONG,
        /** A literal, or all literals of one command, are larger than allowed. */
        LITERAL_TOO_LARGE
    }

    /**
     * Literal bytes that are still to come, and so need not be looked at.
     *
     * @return bytes to skip
     */
    long literalLeft() {
        return literalLeft;
    }

    /**
     * Skips bytes of the literal that is running.
     *
     * @param bytes at most {@link #literalLeft()}
     */
    void skip(int bytes) {
        literalLeft -= bytes;
    }

    /**
     * Takes one byte of a line.
     *
     * @param next the byte
     * @param allowance how much is allowed now
     * @return whether it may go on
     */
    Verdict take(byte next, Allowance allowance) {
        if (next == '\n') {
            return endOfLine(allowance);
        }
        if (next != '\r') {
            tail[lineBytes % TAIL] = next;
            lineBytes++;
        }
        return lineBytes > allowance.line() ? Verdict.LINE_TOO_LONG : Verdict.FINE;
    }

    private Verdict endOfLine(Allowance allowance) {
        long announced = announcedLiteral();
        boolean synchronizing = lineBytes > 1 && fromEnd(2) != '+';
        lineBytes = 0;
        if (announced < 0) {
            literalsOfCommand = 0;
            literalBytesOfCommand = 0;
            return Verdict.FINE;
        }
        literalsOfCommand++;
        literalBytesOfCommand += announced;
        if (literalBytesOfCommand > allowance.literals()) {
            return Verdict.LITERAL_TOO_LARGE;
        }
        literalLeft = announced;
        return synchronizing && literalsOfCommand > 1 ? Verdict.CLIENT_WAITS : Verdict.FINE;
    }

    /** The size in {@code ...{123}} or {@code ...{123+}} at the end of the line; -1 without one. */
    private long announcedLiteral() {
        if (lineBytes < 3 || fromEnd(1) != '}') {
            return -1;
        }
        int at = fromEnd(2) == '+' ? 3 : 2;
        long size = 0;
        long factor = 1;
        int digits = 0;
        int farthest = Math.min(lineBytes, TAIL);
        while (at <= farthest && fromEnd(at) >= '0' && fromEnd(at) <= '9') {
            size += (fromEnd(at) - '0') * factor;
            factor *= 10;
            digits++;
            at++;
        }
        if (digits == 0) {
            return -1;
        }
        if (at > farthest) {
            // More digits than any size has.
            return lineBytes > TAIL ? Long.MAX_VALUE / 2 : -1;
        }
        return fromEnd(at) == '{' ? size : -1;
    }

    private byte fromEnd(int back) {
        return tail[Math.floorMod(lineBytes - back, TAIL)];
    }
}
