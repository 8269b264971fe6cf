// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Decodes the body of a part that is uuencoded as a whole; mime4j knows no such transfer encoding. */
final class UuInputStream extends InputStream {

    private static final int LONGEST_LINE = 200;

    private final InputStream in;
    private byte[] line = new byte[0];
    private int at;
    private boolean begun;
    private boolean over;

    UuInputStream(InputStream in) {
        super();
        this.in = new BufferedInputStream(in);
    }

    static boolean isUuencoded(String transferEncoding) {
        String name = transferEncoding.toLowerCase(Locale.ROOT);
        return name.equals("x-uuencode") || name.equals("uuencode") || name.equals("x-uue") || name.equals("uue");
    }

    @Override
    public int read() throws IOException {
        while (at == line.length && !over) {
            next();
        }
        return at < line.length ? line[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] block, int offset, int length) throws IOException {
        int first = length == 0 ? -1 : read();
        if (first < 0) {
            return length == 0 ? 0 : -1;
        }
        block[offset] = (byte) first;
        int rest = Math.min(length - 1, line.length - at);
        System.arraycopy(line, at, block, offset + 1, rest);
        at += rest;
        return rest + 1;
    }

    private void next() throws IOException {
        byte[] raw = readLine();
        at = 0;
        line = new byte[0];
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        if (!begun) {
            begun = text.startsWith("begin ");
        } else if (text.equals("end")) {
            in.transferTo(OutputStream.nullOutputStream());
            over = true;
        } else if (!text.isEmpty()) {
            line = decoded(raw);
        }
    }

    private static byte[] decoded(byte[] raw) {
        int size = raw[0] - ' ' & 0x3f;
        byte[] out = new byte[size];
        for (int i = 0; i < size; i++) {
            int group = 1 + i / 3 * 4;
            int first = value(raw, group + i % 3);
            int second = value(raw, group + i % 3 + 1);
            out[i] = (byte)
                    switch (i % 3) {
                        case 0 -> first << 2 | second >> 4;
                        case 1 -> first << 4 | second >> 2;
                        default -> first << 6 | second;
                    };
        }
        return out;
    }

    private static int value(byte[] raw, int index) {
        return index < raw.length ? raw[index] - ' ' & 0x3f : 0;
    }

    private byte[] readLine() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int b = in.read();
        while (b >= 0 && b != '\n') {
            if (b != '\r' && out.size() < LONGEST_LINE) {
                out.write(b);
            }
            b = in.read();
        }
        over = b < 0 && out.size() == 0;
        return out.toByteArray();
    }
}
