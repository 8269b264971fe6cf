// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that stand uuencoded in the middle of a text, as old programs and some machines still send them. A block counts only
 * when it is whole: {@code begin 644 name}, lines whose first character says their length, {@code end}. Linear time.
 *
 * @param text the text without the blocks
 * @param files their names and sizes
 */
record UuBlocks(byte[] text, List<UuFile> files) {

    private static final byte[] BEGIN = "begin ".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern BEGINNING = Pattern.compile("begin [0-7]{3,4} ([^\\r\\n]{0,250})\\r?\\n?");
    private static final int LONGEST_BEGINNING = 300;
    private static final int CHECKSUM = 2;

    private static final long[] NONE = {0, 0};

    /** One file. */
    record UuFile(byte[] name, long size) {}

    /** Looks for blocks; the text is handed back itself when it has none. */
    static UuBlocks in(byte[] text) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        List<UuFile> files = new ArrayList<>();
        int done = 0;
        int at = 0;
        while (at < text.length) {
            int next = lineEnd(text, at);
            if (startsWith(text, at, BEGIN)) {
                int length = Math.min(next - at, LONGEST_BEGINNING);
                Matcher beginning = BEGINNING.matcher(new String(text, at, length, StandardCharsets.ISO_8859_1));
                long[] found = beginning.matches() ? block(text, next) : NONE;
                if (found != NONE) {
                    kept.write(text, done, at - done);
                    files.add(new UuFile(beginning.group(1).strip().getBytes(StandardCharsets.ISO_8859_1), found[1]));
                    done = (int) found[0];
                }
                next = Math.max(next, (int) found[0]);
            }
            at = next;
        }
        if (files.isEmpty()) {
            return new UuBlocks(text, files);
        }
        kept.write(text, done, text.length - done);
        return new UuBlocks(kept.toByteArray(), files);
    }

    /** Where a block ends, and the size of its file; {@link #NONE} when it is none. */
    private static long[] block(byte[] text, int from) {
        long size = 0;
        boolean data = false;
        int at = from;
        while (at < text.length) {
            int next = lineEnd(text, at);
            int end = next;
            while (end > at && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
                end--;
            }
            if (data && end - at == 3 && text[at] == 'e' && text[at + 1] == 'n' && text[at + 2] == 'd') {
                return new long[] {next, size};
            }
            int length = end > at ? text[at] - ' ' & 0x3f : 0;
            if (end > at && !isData(text, at, end, length)) {
                return NONE;
            }
            size += length;
            data |= length > 0;
            at = next;
        }
        return NONE;
    }

    /** Spaces at the end of a line are often lost; a checksum may stand there. */
    private static boolean isData(byte[] text, int from, int to, int length) {
        int longest = 1 + (length + 2) / 3 * 4 + CHECKSUM;
        if (to - from > longest) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text[i] < ' ' || text[i] > '`') {
                return false;
            }
        }
        return true;
    }

    private static int lineEnd(byte[] text, int from) {
        int at = from;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return Math.min(text.length, at + 1);
    }

    private static boolean startsWith(byte[] text, int at, byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (at + i >= text.length || text[at + i] != start[i]) {
                return false;
            }
        }
        return true;
    }
}
