// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Little-endian numbers and blocks out of a stream, with the place that was reached. Not thread-safe. */
final class TnefInput {

    private final InputStream in;
    private long position;

    TnefInput(InputStream in) {
        this.in = in;
    }

    /** How many bytes were read. */
    long position() {
        return position;
    }

    /** The next byte, or -1 at the end. */
    int next() throws IOException {
        int b = in.read();
        position += b < 0 ? 0 : 1;
        return b;
    }

    int u16() throws IOException {
        return must() | must() << 8;
    }

    long u32() throws IOException {
        return u16() | (long) u16() << 16;
    }

    /** The beginning of a block, no more of it than that; the rest is passed over. */
    byte[] block(long length, int most) throws IOException {
        byte[] bytes = in.readNBytes((int) Math.min(length, most));
        position += bytes.length;
        skip(length - bytes.length);
        return bytes;
    }

    void skip(long length) throws IOException {
        long left = Math.max(0, length);
        while (left > 0) {
            long skipped = in.skip(left);
            if (skipped <= 0) {
                must();
                skipped = 1;
            } else {
                position += skipped;
            }
            left -= skipped;
        }
    }

    private int must() throws IOException {
        int b = next();
        if (b < 0) {
            throw new EOFException("TNEF ends early");
        }
        return b;
    }
}
