// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.IOException;

/** The encoded properties in an attribute of TNEF (MS-OXTNEF section 2.1.3.4): a list of values behind their tags. */
final class MapiProperties {

    private static final int MANY = 0x1000;
    private static final int NAMED = 0x8000;
    private static final int GUID = 16;
    private static final int LONGEST_VALUE = 1 << 20;
    private static final int MOST = 5000;

    /** Is told of strings, binaries and objects. */
    interface Reader {

        /**
         * A value.
         *
         * @param id the property's identifier
         * @param type the property's type, such as 0x1F for a Unicode string
         * @param size the value's bytes
         * @param start its beginning, a megabyte at most
         */
        void value(int id, int type, long size, byte[] start);
    }

    private MapiProperties() {}

    /** Reads the list; stops where it makes no sense. */
    static void read(TnefInput in, long end, Reader reader) throws IOException {
        long count = Math.min(in.u32(), MOST);
        for (long i = 0; i < count && in.position() < end; i++) {
            int type = in.u16();
            int id = in.u16();
            if (id >= NAMED) {
                in.skip(GUID);
                boolean byNumber = in.u32() == 0;
                in.skip(byNumber ? 4 : padded(in.u32()));
            }
            int size = fixedSize(type & ~MANY);
            if (size > 0) {
                long values = (type & MANY) == 0 ? 1 : in.u32();
                in.skip(Math.min(values * size, end - in.position()));
            } else if (size == 0) {
                variable(in, end, id, type, reader);
            } else {
                return;
            }
        }
    }

    private static void variable(TnefInput in, long end, int id, int type, Reader reader) throws IOException {
        long values = in.u32();
        for (long i = 0; i < values && in.position() < end; i++) {
            long size = Math.min(in.u32(), end - in.position());
            byte[] start = in.block(size, LONGEST_VALUE);
            in.skip(Math.min(padded(size) - size, end - in.position()));
            reader.value(id, type & ~MANY, size, start);
        }
    }

    private static long padded(long size) {
        return size + 3 & ~3L;
    }

    /** 0 for a type that says its size with each value, -1 for one that nobody knows. */
    private static int fixedSize(int type) {
        return switch (type) {
            case 0x02, 0x03, 0x04, 0x0A, 0x0B -> 4;
            case 0x05, 0x06, 0x07, 0x14, 0x40 -> 8;
            case 0x48 -> GUID;
            case 0x0D, 0x1E, 0x1F, 0x102 -> 0;
            default -> -1;
        };
    }
}
