// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A value with parameters, such as Content-Type and Content-Disposition have (RFC 2045 section 5.1, RFC 2231).
 *
 * <p>Read leniently: comments are skipped, quotes may be missing, a parameter may be cut into numbered pieces, be
 * percent-encoded with a charset, or hold encoded words where they are not allowed (RFC 2047 section 5 forbids them, mail
 * programs write them). Linear time.
 *
 * @param value what stands before the first semicolon, lower case; empty when there is nothing
 * @param parameters the parameters by name, lower case, decoded; the first of a name counts
 */
public record HeaderValue(String value, Map<String, String> parameters) {

    private static final int MOST_PARAMETERS = 200;
    private static final int LONGEST = 65_536;

    /** Takes a copy. */
    public HeaderValue {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads a field's body.
     *
     * @param body the unfolded body; may be anything
     * @return the value; never fails
     */
    public static HeaderValue of(String body) {
        String text = body.length() > LONGEST ? body.substring(0, LONGEST) : body;
        List<String> pieces = new Pieces(text).all();
        Map<String, String> raw = new LinkedHashMap<>();
        for (String piece : pieces.subList(1, pieces.size())) {
            int equals = piece.indexOf('=');
            if (equals > 0 && raw.size() < MOST_PARAMETERS) {
                String name = piece.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                raw.putIfAbsent(name, unquoted(piece.substring(equals + 1).strip()));
            }
        }
        return new HeaderValue(pieces.get(0).strip().toLowerCase(Locale.ROOT), decoded(raw));
    }

    /**
     * A parameter.
     *
     * @param name its name in lower case
     * @return its decoded value, or empty when it is missing
     */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static Map<String, String> decoded(Map<String, String> raw) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Map<String, TreeMap<Integer, String>> cut = new LinkedHashMap<>();
        Map<String, Boolean> encoded = new LinkedHashMap<>();
        raw.forEach((name, value) -> {
            int star = name.indexOf('*');
            if (star <= 0) {
                parameters.putIfAbsent(name, HeaderText.decode(value));
                return;
            }
            String base = name.substring(0, star);
            boolean extended = name.endsWith("*");
            String digits = name.substring(star + 1).replace("*", "");
            int number = digits.isEmpty() ? 0 : number(digits);
            cut.computeIfAbsent(base, any -> new TreeMap<>()).putIfAbsent(number, extended ? value : escaped(value));
            encoded.merge(base, extended, Boolean::logicalOr);
        });
        cut.forEach((name, pieces) -> {
            String whole = String.join("", pieces.values());
            parameters.put(
                    name, encoded.getOrDefault(name, false) ? extended(whole) : percent(whole, Optional.empty()));
        });
        return parameters;
    }

    /** {@code charset'language'percent-encoded} (RFC 2231 section 4). */
    private static String extended(String value) {
        int first = value.indexOf('\'');
        int second = first < 0 ? -1 : value.indexOf('\'', first + 1);
        if (second < 0) {
            return percent(value, Optional.empty());
        }
        return percent(value.substring(second + 1), Optional.of(value.substring(0, first)));
    }

    private static String escaped(String plain) {
        return plain.replace("%", "%25").replace("'", "%27");
    }

    private static String percent(String value, Optional<String> charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int high = c == '%' && i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(value.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return MailCharsets.decode(bytes.toByteArray(), charset).text();
    }

    private static int number(String digits) {
        return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : MOST_PARAMETERS;
    }

    private static String unquoted(String value) {
        if (!value.startsWith("\"")) {
            return value;
        }
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 1; i < value.length() && value.charAt(i) != '"'; i++) {
            char c = value.charAt(i);
            boolean escape = c == '\\' && i + 1 < value.length() && "\"\\".indexOf(value.charAt(i + 1)) >= 0;
            plain.append(escape ? value.charAt(++i) : c);
        }
        return plain.toString();
    }

    /** Cuts at semicolons outside quotes and comments, and leaves the comments out. */
    private static final class Pieces {

        private final String text;
        private final List<String> pieces = new ArrayList<>();
        private StringBuilder piece = new StringBuilder();

        Pieces(String text) {
            this.text = text;
        }

        List<String> all() {
            int depth = 0;
            boolean quoted = false;
            int lastQuote = text.lastIndexOf('"');
            int lastClose = text.lastIndexOf(')');
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\\' && i + 1 < text.length() && (quoted || depth > 0)) {
                    i++;
                    if (depth == 0) {
                        piece.append(c).append(text.charAt(i));
                    }
                } else if (depth > 0) {
                    depth += c == '(' && i < lastClose ? 1 : c == ')' ? -1 : 0;
                } else if (c == '"' && (quoted || i < lastQuote)) {
                    quoted = !quoted;
                    piece.append(c);
                } else if (c == '(' && !quoted && i < lastClose) {
                    depth++;
                } else if (c == ';' && !quoted) {
                    pieces.add(piece.toString());
                    piece = new StringBuilder();
                } else {
                    piece.append(c);
                }
            }
            pieces.add(piece.toString());
            return pieces;
        }
    }
}
