// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.postroom.ticket.StorageException;

/** Compresses sources (zlib, RFC 1950, which carries a checksum). Large ones fast rather than small. */
final class Packed {

    private static final int LARGE = 256 * 1024;
    private static final int BUFFER = 16 * 1024;

    private Packed() {}

    static byte[] pack(byte[] source) {
        Deflater deflater = new Deflater(source.length > LARGE ? Deflater.BEST_SPEED : Deflater.DEFAULT_COMPRESSION);
        try {
            deflater.setInput(source);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream(source.length / 2 + 64);
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    static byte[] unpack(byte[] packed, int size) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] source = new byte[size];
            int length = 0;
            while (length < size && !inflater.finished()) {
                int read = inflater.inflate(source, length, size - length);
                if (read == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new DataFormatException("it ends after " + length + " of " + size + " bytes");
                }
                length += read;
            }
            if (length < size || inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw new DataFormatException("it does not have " + size + " bytes");
            }
            return source;
        } catch (DataFormatException e) {
            throw new StorageException("a source in the archive is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
