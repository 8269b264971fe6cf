// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads encoded words (RFC 2047 section 6.2, RFC 2231 section 5), leniently and in linear time: they may stand inside other
 * text, hold spaces, be longer than 75 characters, lack padding, or be cut inside a character; adjacent words of one charset
 * are decoded as one.
 */
final class EncodedWords {

    private static final int LONGEST_CHARSET = 64;

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private String pendingCharset = "";
    private boolean endsSeen = true;

    private EncodedWords(String text) {
        this.text = text;
    }

    static String decode(String text) {
        return text.contains("=?") ? new EncodedWords(text).decoded() : text;
    }

    /** One word, by its offsets in the text. */
    private record Word(String charset, char encoding, int from, int to) {}

    private String decoded() {
        int done = 0;
        int at = text.indexOf("=?");
        while (at >= 0) {
            Optional<Word> found = wordAt(at);
            if (found.isEmpty()) {
                at = text.indexOf("=?", at + 2);
                continue;
            }
            Word word = found.get();
            String between = text.substring(done, at);
            boolean adjacent = pending.size() > 0 && between.isBlank();
            if (!adjacent) {
                flush();
                out.append(between);
            }
            append(word);
            done = word.to() + 2;
            at = text.indexOf("=?", done);
        }
        flush();
        return out.append(text, done, text.length()).toString();
    }

    private void append(Word word) {
        String charset = word.charset().toLowerCase(Locale.ROOT);
        if (!charset.equals(pendingCharset)) {
            flush();
        }
        pendingCharset = charset;
        String encoded = text.substring(word.from(), word.to());
        pending.writeBytes(word.encoding() == 'B' ? base64(encoded) : quoted(encoded));
    }

    private void flush() {
        if (pending.size() > 0) {
            out.append(MailCharsets.decode(pending.toByteArray(), Optional.of(pendingCharset))
                    .text());
            pending.reset();
        }
    }

    private Optional<Word> wordAt(int start) {
        int charsetEnd = text.indexOf('?', start + 2);
        if (!endsSeen || charsetEnd < 0 || charsetEnd > start + 2 + LONGEST_CHARSET) {
            return Optional.empty();
        }
        boolean shaped = charsetEnd > start + 2
                && charsetEnd + 2 < text.length()
                && text.charAt(charsetEnd + 2) == '?'
                && "BbQq".indexOf(text.charAt(charsetEnd + 1)) >= 0;
        String charset = text.substring(start + 2, charsetEnd);
        if (!shaped || charset.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            return Optional.empty();
        }
        int from = charsetEnd + 3;
        int to = text.indexOf("?=", from);
        if (to < 0) {
            endsSeen = false;
            return Optional.empty();
        }
        int language = charset.indexOf('*');
        String name = language > 0 ? charset.substring(0, language) : charset;
        return Optional.of(new Word(name, Character.toUpperCase(text.charAt(charsetEnd + 1)), from, to));
    }

    private static byte[] quoted(String encoded) {
        byte[] bytes = new byte[encoded.length() * 3];
        int size = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            int hex = c == '=' && i + 2 < encoded.length() ? hex(encoded.charAt(i + 1), encoded.charAt(i + 2)) : -1;
            if (hex >= 0) {
                bytes[size++] = (byte) hex;
                i += 2;
            } else if (c < 0x80) {
                bytes[size++] = (byte) (c == '_' ? ' ' : c);
            } else {
                byte[] raw = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(raw, 0, bytes, size, raw.length);
                size += raw.length;
            }
        }
        return Arrays.copyOf(bytes, size);
    }

    private static int hex(char high, char low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first << 4 | second;
    }

    /** Base64 that skips what it does not know and needs no padding; a joint of two paddings starts a new group. */
    private static byte[] base64(String encoded) {
        byte[] bytes = new byte[encoded.length() * 3 / 4 + 3];
        int size = 0;
        int bits = 0;
        int count = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '=') {
                bits = 0;
                count = 0;
                continue;
            }
            int value = value(c);
            if (value < 0) {
                continue;
            }
            bits = bits << 6 | value;
            count += 6;
            if (count >= 8) {
                count -= 8;
                bytes[size++] = (byte) (bits >> count);
                bits &= (1 << count) - 1;
            }
        }
        return Arrays.copyOf(bytes, size);
    }

    private static int value(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
    }
}
