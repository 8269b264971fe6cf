// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Makes a mail out of another one's bytes by dropping, replacing and adding header lines. Every line that is not named
 * stays as it is, byte for byte, and so does the body; nothing is parsed, decoded or encoded again.
 *
 * <p>{@link #drop}, {@link #replace} and {@link #keepOnly} speak of the fields of the source, in any order of the calls;
 * what is added is never dropped. Values come encoded already ({@link HeaderText}); they are folded here (RFC 5322
 * section 2.1.1) with the line ends that the source has.
 *
 * <p>A first line {@code From ...} of the mbox format (RFC 4155) is left out, since it is no part of the mail. A source
 * without a header gets one; a line in the header that is no field is kept, below the fields that are added.
 *
 * <p>Time is linear in the size of the source. Not thread-safe.
 */
public final class HeaderSplice {

    private static final int WANTED_LINE = 76;
    private static final int LONGEST_LINE = 998;
    private static final byte[] CRLF = {'\r', '\n'};

    private final byte[] source;
    private final Set<String> dropped = new HashSet<>();
    private final Map<String, HeaderField> replaced = new LinkedHashMap<>();
    private final List<HeaderField> prepended = new ArrayList<>();
    private final List<HeaderField> added = new ArrayList<>();
    private Set<String> kept = Set.of();
    private boolean keepsAll = true;

    private HeaderSplice(byte[] source) {
        this.source = source;
    }

    /**
     * Starts from a mail.
     *
     * @param source its bytes; never changed
     * @return a splice that changes nothing yet
     */
    public static HeaderSplice of(byte[] source) {
        return new HeaderSplice(source);
    }

    /**
     * Leaves fields of the source out.
     *
     * @param names field names, in any case
     * @return this
     */
    public HeaderSplice drop(String... names) {
        for (String name : names) {
            dropped.add(key(name));
        }
        return this;
    }

    /**
     * Leaves all fields of the source out but these; what is no field is left out, too.
     *
     * @param names field names, in any case
     * @return this
     */
    public HeaderSplice keepOnly(Set<String> names) {
        Set<String> keys = new HashSet<>();
        names.forEach(name -> keys.add(key(name)));
        kept = keys;
        keepsAll = false;
        return this;
    }

    /**
     * Puts a field where the first of that name stands, and leaves the others of that name out. Where there is none, it
     * is added below the last field.
     *
     * @param name the field's name
     * @param value its body, ASCII, not folded
     * @return this
     * @throws IllegalArgumentException when the name or the value may not stand in a header
     */
    public HeaderSplice replace(String name, String value) {
        replaced.put(key(name), checked(name, value));
        return this;
    }

    /**
     * Adds a field below the last field.
     *
     * @param name the field's name
     * @param value its body, ASCII, not folded
     * @return this
     * @throws IllegalArgumentException when the name or the value may not stand in a header
     */
    public HeaderSplice add(String name, String value) {
        added.add(checked(name, value));
        return this;
    }

    /**
     * Adds a field above the first field; the one that is prepended first stands first.
     *
     * @param name the field's name
     * @param value its body, ASCII, not folded
     * @return this
     * @throws IllegalArgumentException when the name or the value may not stand in a header
     */
    public HeaderSplice prepend(String name, String value) {
        prepended.add(checked(name, value));
        return this;
    }

    /**
     * The new mail.
     *
     * @return its bytes
     */
    public byte[] toBytes() {
        byte[] lineEnd = lineEnd();
        ByteArrayOutputStream out = new ByteArrayOutputStream(source.length + 1024);
        prepended.forEach(field -> write(field, lineEnd, out));
        Set<String> done = new HashSet<>();
        boolean addedAll = false;
        HeaderScanner scanner = new HeaderScanner(source);
        while (scanner.next()) {
            if (!scanner.isField() && !addedAll) {
                addRest(done, lineEnd, out);
                addedAll = true;
            }
            copy(scanner, done, addedAll, lineEnd, out);
        }
        if (!addedAll) {
            addRest(done, lineEnd, out);
        }
        if (scanner.headerEnd() == scanner.bodyStart()) {
            out.write(lineEnd, 0, lineEnd.length);
        }
        out.write(source, scanner.headerEnd(), source.length - scanner.headerEnd());
        return out.toByteArray();
    }

    private void copy(
            HeaderScanner scanner, Set<String> done, boolean addedAll, byte[] lineEnd, ByteArrayOutputStream out) {
        String key = scanner.key();
        HeaderField replacement = scanner.isField() ? replaced.get(key) : null;
        if (replacement != null) {
            if (done.add(key) && !addedAll) {
                write(replacement, lineEnd, out);
            }
        } else if ((keepsAll || kept.contains(key)) && !(scanner.isField() && dropped.contains(key))) {
            out.write(source, scanner.start(), scanner.end() - scanner.start());
            byte last = source[scanner.end() - 1];
            if (last != '\n' && last != '\r') {
                out.write(lineEnd, 0, lineEnd.length);
            }
        }
    }

    private void addRest(Set<String> done, byte[] lineEnd, ByteArrayOutputStream out) {
        replaced.forEach((key, field) -> {
            if (done.add(key)) {
                write(field, lineEnd, out);
            }
        });
        added.forEach(field -> write(field, lineEnd, out));
    }

    private byte[] lineEnd() {
        boolean bareCr = false;
        for (int i = 0; i < source.length; i++) {
            if (source[i] == '\n') {
                return i > 0 && source[i - 1] == '\r' ? CRLF : new byte[] {'\n'};
            }
            bareCr |= source[i] == '\r';
        }
        return bareCr ? new byte[] {'\r'} : CRLF;
    }

    private static HeaderField checked(String name, String value) {
        key(name);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < ' ' || c > '~')) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "the value of %s has the character U+%04X; allowed is printable ASCII, encoded and not folded",
                        name,
                        (int) c));
            }
        }
        HeaderField field = new HeaderField(name, value.strip());
        if (fold(field, "\n").lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
            throw new IllegalArgumentException(
                    "the value of " + name + " has more than " + LONGEST_LINE + " characters without white space");
        }
        return field;
    }

    private static String key(String name) {
        boolean good = !name.isEmpty()
                && name.length() < WANTED_LINE - 1
                && name.chars().allMatch(c -> c > ' ' && c <= '~' && c != ':');
        if (!good) {
            throw new IllegalArgumentException(
                    "a header field's name has 1 to 76 printable ASCII characters, no colon");
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private static void write(HeaderField field, byte[] lineEnd, ByteArrayOutputStream out) {
        out.writeBytes(
                fold(field, new String(lineEnd, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII));
        out.write(lineEnd, 0, lineEnd.length);
    }

    /**
     * Breaks before white space, so that no line has more than 76 characters (what RFC 2047 section 2 allows for lines with
     * encoded words) where there is white space to break at.
     */
    private static String fold(HeaderField field, String lineEnd) {
        String value = field.body();
        StringBuilder folded =
                new StringBuilder(value.length() + 64).append(field.name()).append(": ");
        int column = folded.length();
        int from = 0;
        while (from < value.length()) {
            int to = from;
            while (to < value.length() && isWhite(value.charAt(to))) {
                to++;
            }
            while (to < value.length() && !isWhite(value.charAt(to))) {
                to++;
            }
            if (from > 0 && column + to - from > WANTED_LINE) {
                folded.append(lineEnd);
                column = 0;
            }
            folded.append(value, from, to);
            column += to - from;
            from = to;
        }
        return folded.toString();
    }

    private static boolean isWhite(char c) {
        return c == ' ' || c == '\t';
    }
}
