// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Text in header fields (RFC 2047): people's text to what may stand in a header. What comes out is ASCII in one line, with
 * spaces where it may be folded; {@link HeaderSplice} folds it.
 */
public final class HeaderText {

    /** Short enough that {@code Subject: } and one word fit into a line of 76 (RFC 2047 section 2 allows words of 75). */
    private static final int LONGEST_WORD = 66;

    private static final String START_B = "=?UTF-8?B?";
    private static final String START_Q = "=?UTF-8?Q?";
    private static final String END = "?=";
    private static final int ROOM = LONGEST_WORD - START_B.length() - END.length();
    private static final int LONGEST_PLAIN_WORD = 200;

    private HeaderText() {}

    /**
     * Encodes unstructured text, such as a subject. Words of ASCII before and behind what has to be encoded stay readable.
     *
     * @param decoded any text; controls become spaces
     * @return ASCII without line ends; decodes to the same text
     */
    public static String encode(String decoded) {
        String text = oneLine(decoded).strip();
        if (isPlain(text)) {
            return text;
        }
        int from = 0;
        for (int space = text.indexOf(' '); space > 0; space = text.indexOf(' ', space + 1)) {
            if (!isPlain(text.substring(from, space)) || text.charAt(space + 1) == ' ') {
                break;
            }
            from = space + 1;
        }
        int to = text.length();
        for (int space = text.lastIndexOf(' '); space > from; space = text.lastIndexOf(' ', space - 1)) {
            if (!isPlain(text.substring(space + 1, to)) || text.charAt(space - 1) == ' ') {
                break;
            }
            to = space;
        }
        return text.substring(0, from) + words(text.substring(from, to)) + text.substring(to);
    }

    /**
     * A display name as it may stand before an address (RFC 5322 section 3.4, {@code display-name}).
     *
     * @param name any text; controls become spaces
     * @return atoms, a quoted string or encoded words; empty for a blank name
     */
    public static String phrase(String name) {
        String text = oneLine(name).strip();
        if (text.isEmpty()) {
            return "";
        }
        if (!isPlain(text)) {
            return words(text);
        }
        boolean atoms = text.chars().allMatch(c -> isAtomText((char) c) || c == ' ') && !text.contains("  ");
        return atoms ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /**
     * An address with its name (RFC 5322 section 3.4, {@code name-addr}).
     *
     * @param address the address
     * @return such as {@code "Petrov, Ivan" <ivan@acme.test>}; the bare address when it has no name
     */
    public static String address(NamedAddress address) {
        String phrase = phrase(address.name());
        String bare = address.address().asString();
        return phrase.isEmpty() ? bare : phrase + " <" + bare + ">";
    }

    /**
     * Several addresses, as for {@code To}.
     *
     * @param addresses the addresses
     * @return them, separated by comma and space
     */
    public static String addresses(List<NamedAddress> addresses) {
        return addresses.stream().map(HeaderText::address).collect(Collectors.joining(", "));
    }

    /**
     * Decodes text of a header field, leniently: broken words, wrong charset names, base64 without its padding, words
     * that are cut inside a character.
     *
     * @param encoded the unfolded body of a field; may be anything
     * @return the text; what cannot be decoded stays as it is
     */
    public static String decode(String encoded) {
        return EncodedWords.decode(encoded);
    }

    /** The shorter of the two encodings, in words that never cut a character. */
    private static String words(String text) {
        StringBuilder words = new StringBuilder();
        int length = text.codePointCount(0, text.length());
        long ascii =
                text.codePoints().filter(c -> isUnencodedInQ(c) || c == ' ').count();
        boolean q = (length - ascii) * 3 < length;
        int from = 0;
        while (from < text.length()) {
            int to = from;
            int used = 0;
            while (to < text.length()) {
                int point = text.codePointAt(to);
                int size = q ? sizeInQ(point) : utf8Size(point);
                boolean full = q ? used + size > ROOM : (used + size + 2) / 3 * 4 > ROOM;
                if (full) {
                    break;
                }
                used += size;
                to += Character.charCount(point);
            }
            words.append(words.isEmpty() ? "" : " ").append(word(text.substring(from, to), q));
            from = to;
        }
        return words.toString();
    }

    private static String word(String text, boolean q) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!q) {
            return START_B + Base64.getEncoder().encodeToString(bytes) + END;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length * 3);
        for (byte b : bytes) {
            if (b == ' ') {
                out.write('_');
            } else if (isUnencodedInQ(b)) {
                out.write(b);
            } else {
                out.writeBytes(String.format(Locale.ROOT, "=%02X", b & 0xff).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return START_Q + out.toString(StandardCharsets.US_ASCII) + END;
    }

    private static int sizeInQ(int point) {
        return isUnencodedInQ(point) || point == ' ' ? 1 : 3 * utf8Size(point);
    }

    /** An unpaired surrogate becomes a question mark: one byte. */
    private static int utf8Size(int point) {
        if (point < 0x80 || point >= 0xd800 && point <= 0xdfff) {
            return 1;
        }
        return point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }

    /** What may stand for itself in a phrase (RFC 2047 section 5, rule 3), which is good for unstructured text, too. */
    private static boolean isUnencodedInQ(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "!*+-/".indexOf(c) >= 0;
    }

    private static boolean isAtomText(char c) {
        return c > ' ' && c < 0x7f && "()<>[]:;@\\,.\"".indexOf(c) < 0;
    }

    /** Text that needs no encoding: printable ASCII that nobody could take for an encoded word, in words of bearable length. */
    private static boolean isPlain(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
            length = c == ' ' ? 0 : length + 1;
            if (length > LONGEST_PLAIN_WORD) {
                return false;
            }
        }
        return !text.contains("=?");
    }

    private static String oneLine(String text) {
        return text.codePoints()
                .map(c -> Character.getType(c) == Character.CONTROL || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
