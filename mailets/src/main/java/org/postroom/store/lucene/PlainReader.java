// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.io.IOException;
import java.io.Reader;
import org.apache.lucene.analysis.CharFilter;

/**
 * Replaces characters one for one before a text is cut into words: ё is е; a full stop, colon or underscore between
 * letters divides words ({@code Здравствуйте.Прошу}, {@code invoice_may.pdf}), while {@code 4.1.2} stays one.
 */
final class PlainReader extends CharFilter {

    private static final int NONE = -2;

    private int previous = ' ';
    private int ahead = NONE;

    PlainReader(Reader input) {
        super(input);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            int c = ahead == NONE ? input.read() : ahead;
            if (c < 0) {
                ahead = -1;
                return i == 0 ? -1 : i;
            }
            ahead = input.read();
            buffer[offset + i] = plain((char) c);
            previous = c;
        }
        return length;
    }

    private char plain(char c) {
        return switch (c) {
            case 'ё' -> 'е';
            case 'Ё' -> 'Е';
            case '’' -> '\'';
            case '_' -> ' ';
            case '.', ':' -> Character.isLetter(previous) && ahead > 0 && Character.isLetter(ahead) ? ' ' : c;
            default -> c;
        };
    }

    @Override
    protected int correct(int offset) {
        return offset;
    }
}
