// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a mail that is to be stored, which may be too many for the memory. */
public interface MailBytes {

    /**
     * How many bytes there are.
     *
     * @return the exact number
     */
    long size();

    /**
     * The bytes from the beginning; called again when a transaction is run again.
     *
     * @return the bytes, which the caller closes
     * @throws IOException when they cannot be read
     */
    InputStream open() throws IOException;

    /**
     * Bytes that are in memory.
     *
     * @param bytes the bytes, not copied
     * @return the same
     */
    static MailBytes of(byte[] bytes) {
        return new MailBytes() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }
}
