// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Walks over the header of a mail, field by field, without copying it (RFC 5322 section 2.2).
 *
 * <p>A field runs to the end of its last folded line. A line that is neither a field nor a continuation of one is stepped
 * over as junk: {@link #isField()} is false. Lines end in LF, CRLF, CR CR LF or a bare CR; a bare CR separates fields, but
 * makes the empty line that ends the header only in a mail that has no LF at all. A first line {@code From ...} of the
 * mbox format (RFC 4155) belongs to no field. A source whose first line is no field has no header: all of it is body.
 * Where the empty line is missing, the body starts at the first line that is no field.
 *
 * <p>Time is linear in the size of the source, memory constant. Not thread-safe.
 */
public final class HeaderScanner {

    private final byte[] source;
    private final boolean bareCrOnly;
    private final int top;
    private int limit;
    private int position;
    private int lineEnd;
    private int nextLine;
    private int fieldStart;
    private int fieldEnd;
    private int colon = -1;
    private int bodyStart = -1;
    private int headerEnd = -1;

    /**
     * Stands before the first field.
     *
     * @param source the bytes of a mail; not changed
     */
    public HeaderScanner(byte[] source) {
        this.source = source;
        this.limit = source.length;
        this.bareCrOnly = indexOf((byte) '\n', 0, source.length) < 0;
        int start = 0;
        if (startsWithFromLine()) {
            readLine(0);
            start = nextLine;
        }
        this.top = start;
        this.position = start;
        if (start < source.length && !isBlank(start) && colonOf(start) < 0) {
            headerEnd = start;
            bodyStart = start;
        } else {
            this.limit = missingBlankLine();
            this.position = top;
            this.headerEnd = -1;
            this.bodyStart = -1;
        }
    }

    /** Without an empty line, the body starts at the first line that is no field. */
    private int missingBlankLine() {
        int junk = source.length;
        while (next()) {
            junk = isField() ? junk : Math.min(junk, fieldStart);
        }
        return headerEnd == bodyStart ? junk : source.length;
    }

    /**
     * Steps to the next field or junk line.
     *
     * @return false when the header is over
     */
    public boolean next() {
        if (headerEnd >= 0) {
            return false;
        }
        if (position >= limit) {
            headerEnd = position;
            bodyStart = position;
            return false;
        }
        readLine(position);
        if (lineEnd == position && endsHeader(position)) {
            headerEnd = position;
            bodyStart = nextLine;
            return false;
        }
        fieldStart = position;
        colon = colonWithin(position, lineEnd);
        position = nextLine;
        while (position < source.length && isWhite(source[position])) {
            readLine(position);
            position = nextLine;
        }
        fieldEnd = position;
        return true;
    }

    /**
     * Whether the current line is a field.
     *
     * @return false for junk: no colon, or no name before it
     */
    public boolean isField() {
        return colon >= 0;
    }

    /**
     * The current field's name.
     *
     * @return as written, without white space before the colon; empty for junk
     */
    public String name() {
        if (colon < 0) {
            return "";
        }
        int end = nameEnd(fieldStart, colon);
        return new String(source, fieldStart, end - fieldStart, StandardCharsets.US_ASCII);
    }

    /**
     * The current field's name as a key.
     *
     * @return the name in lower case
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Where the current field starts.
     *
     * @return offset in the source
     */
    public int start() {
        return fieldStart;
    }

    /**
     * Where the current field's body starts.
     *
     * @return offset behind the colon; the field's start for junk
     */
    public int valueStart() {
        return colon < 0 ? fieldStart : colon + 1;
    }

    /**
     * Where the current field ends.
     *
     * @return offset behind its last line end
     */
    public int end() {
        return fieldEnd;
    }

    /**
     * Where the header starts.
     *
     * @return 0, or the offset behind the mbox line
     */
    public int top() {
        return top;
    }

    /**
     * Where the header ends.
     *
     * @return offset of the empty line behind the last field, once {@link #next()} returned false
     */
    public int headerEnd() {
        return headerEnd;
    }

    /**
     * Where the body starts.
     *
     * @return offset behind the empty line, once {@link #next()} returned false; the length when there is no body
     */
    public int bodyStart() {
        return bodyStart;
    }

    /**
     * Goes to the end of the header.
     *
     * @return this, with {@link #headerEnd()} and {@link #bodyStart()} known
     */
    public HeaderScanner toEnd() {
        while (next()) {
            continue;
        }
        return this;
    }

    private boolean startsWithFromLine() {
        byte[] from = {'F', 'r', 'o', 'm', ' '};
        if (source.length < from.length) {
            return false;
        }
        for (int i = 0; i < from.length; i++) {
            if (source[i] != from[i]) {
                return false;
            }
        }
        return colonOf(0) < 0;
    }

    /** An empty line made by a bare CR is an ordinary line end in a mail that has LF as well. */
    private boolean endsHeader(int offset) {
        return bareCrOnly || source[offset] == '\n' || source[nextLine - 1] == '\n';
    }

    private boolean isBlank(int offset) {
        return source[offset] == '\n' || source[offset] == '\r';
    }

    private int colonOf(int offset) {
        int end = offset;
        while (end < source.length && source[end] != '\n' && source[end] != '\r' && source[end] != ':') {
            end++;
        }
        return end < source.length && source[end] == ':' ? colonWithin(offset, end + 1) : -1;
    }

    private int colonWithin(int start, int end) {
        int at = indexOf((byte) ':', start, end);
        if (at < 0) {
            return -1;
        }
        int nameEnd = nameEnd(start, at);
        if (nameEnd == start) {
            return -1;
        }
        for (int i = start; i < nameEnd; i++) {
            if (source[i] <= ' ' || source[i] == 0x7f) {
                return -1;
            }
        }
        return at;
    }

    private int nameEnd(int start, int at) {
        int end = at;
        while (end > start && isWhite(source[end - 1])) {
            end--;
        }
        return end;
    }

    /** Sets {@link #lineEnd} and {@link #nextLine} for the line at the offset; a run of CR before LF is one line end. */
    private void readLine(int offset) {
        int i = offset;
        while (i < source.length && source[i] != '\n' && source[i] != '\r') {
            i++;
        }
        lineEnd = i;
        if (i < source.length && source[i] == '\r' && !bareCrOnly) {
            int run = i;
            while (run < source.length && source[run] == '\r') {
                run++;
            }
            nextLine = run < source.length && source[run] == '\n' ? run + 1 : run;
        } else {
            nextLine = Math.min(source.length, i + 1);
        }
    }

    private int indexOf(byte wanted, int start, int end) {
        for (int i = start; i < end; i++) {
            if (source[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isWhite(byte b) {
        return b == ' ' || b == '\t';
    }
}
