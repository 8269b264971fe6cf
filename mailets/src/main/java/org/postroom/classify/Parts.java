// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.message.HeaderField;
import org.postroom.message.Headers;
import org.postroom.message.MailCharsets;

/**
 * Takes a report apart into its parts, down to the mail that it returns and not into that one: what lies inside a returned
 * or forwarded mail is not said by this mail.
 *
 * <p>Written for reports, which are small, plain and often broken (no boundary, no header, wrong types): it reads the
 * beginning of the source only, and never fails.
 *
 * @param headers the header of the mail
 * @param type its media type in lower case
 * @param leaves the parts that are no multipart, in order
 */
record Parts(Headers headers, String type, List<Part> leaves) {

    /** A report says what it has to say before this; behind it comes what is returned. */
    private static final int LONGEST_READ = 1 << 20;

    private static final int DEEPEST = 8;
    private static final int MOST_PARTS = 100;
    private static final Pattern FIELD = Pattern.compile("([!-9;-~]{1,100})[ \\t]*:(.*)", Pattern.DOTALL);
    private static final Pattern LOST_BOUNDARY =
            Pattern.compile("(?m)^--(\\S.{0,200}?)[ \\t]{0,20}\\n(?=[Cc]ontent-[Tt]ype:)");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\\s[^<>]{0,2000})?/?>");
    private static final Pattern LINE_TAG =
            Pattern.compile("(?i)<(?:br|/?p|/?div|/?tr|/?li|/?h[1-6]|/?pre)(?:\\s[^<>]{0,2000})?/?>");

    /**
     * Reads a mail.
     *
     * @param source its bytes
     * @return its parts; never fails
     */
    static Parts read(byte[] source) {
        String text = new String(source, 0, Math.min(source.length, LONGEST_READ), StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
        if (text.startsWith("From ")) {
            text = text.substring(text.indexOf('\n') + 1);
        }
        List<Part> leaves = new ArrayList<>();
        int bodyAt = bodyStart(text);
        Headers headers = headers(text.substring(0, bodyAt));
        collect(headers, text.substring(bodyAt), 0, leaves);
        return new Parts(headers, Part.typeOf(headers), List.copyOf(leaves));
    }

    /** The header fields at the beginning of a text, unfolded. */
    static Headers headers(String head) {
        List<HeaderField> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (String line : head.split("\n", -1)) {
            if (!line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t')) {
                field.append(' ').append(line.strip());
                continue;
            }
            add(fields, field);
            field.setLength(0);
            field.append(line);
        }
        add(fields, field);
        return new Headers(fields);
    }

    /** Where the body begins: behind the first empty line. */
    static int bodyStart(String text) {
        if (text.startsWith("\n")) {
            return 1;
        }
        int end = text.indexOf("\n\n");
        return end < 0 ? text.length() : end + 2;
    }

    private static void add(List<HeaderField> fields, CharSequence line) {
        Matcher matcher = FIELD.matcher(line);
        if (matcher.matches()) {
            fields.add(new HeaderField(matcher.group(1), text(matcher.group(2).strip())));
        }
    }

    private static void collect(Headers headers, String body, int depth, List<Part> leaves) {
        String type = Part.typeOf(headers);
        if (!type.startsWith("multipart/") || depth >= DEEPEST) {
            leaves.add(new Part(headers, type, content(headers, type, body)));
            return;
        }
        List<String> sections = sections(headers, body);
        if (sections.isEmpty()) {
            leaves.add(new Part(headers, "text/plain", content(headers, "text/plain", body)));
            return;
        }
        for (String section : sections) {
            if (leaves.size() >= MOST_PARTS) {
                return;
            }
            int bodyAt = bodyStart(section);
            Headers inner = headers(section.substring(0, bodyAt));
            if (inner.fields().isEmpty()) {
                bodyAt = 0;
            }
            collect(inner, section.substring(bodyAt), depth + 1, leaves);
        }
    }

    private static List<String> sections(Headers headers, String body) {
        Optional<String> boundary = Part.parameter(headers, "boundary")
                .filter(name -> !name.isEmpty() && body.contains("--" + name))
                .or(() -> lostBoundary(body));
        return boundary.map(name -> split(body, "--" + name)).orElse(List.of());
    }

    private static Optional<String> lostBoundary(String body) {
        Matcher matcher = LOST_BOUNDARY.matcher(body);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static List<String> split(String body, String delimiter) {
        List<String> sections = new ArrayList<>();
        int from = -1;
        int at = body.startsWith(delimiter) ? 0 : next(body, delimiter, 0);
        while (at >= 0) {
            if (from >= 0) {
                sections.add(body.substring(Math.min(from, at), at));
            }
            int end = at + delimiter.length();
            if (body.startsWith("--", end) || sections.size() > MOST_PARTS) {
                return sections;
            }
            int line = body.indexOf('\n', end);
            from = line < 0 ? body.length() : line + 1;
            at = next(body, delimiter, Math.max(end - 1, from - 1));
        }
        if (from >= 0) {
            sections.add(body.substring(from));
        }
        return sections;
    }

    private static int next(String body, String delimiter, int from) {
        int at = body.indexOf("\n" + delimiter, from);
        return at < 0 ? -1 : at + 1;
    }

    private static String content(Headers headers, String type, String body) {
        if (!type.startsWith("text/") && !type.startsWith("message/")) {
            return "";
        }
        byte[] raw = body.getBytes(StandardCharsets.ISO_8859_1);
        byte[] decoded =
                switch (headers.first("Content-Transfer-Encoding").orElse("").toLowerCase(Locale.ROOT)) {
                    case "base64" -> base64(raw);
                    case "quoted-printable" -> quotedPrintable(raw);
                    default -> raw;
                };
        String text = text(decoded, Part.parameter(headers, "charset")).replace("\r\n", "\n");
        return type.equals("text/html") ? withoutTags(text) : text;
    }

    private static byte[] base64(byte[] raw) {
        byte[] clean = new byte[raw.length];
        int length = 0;
        for (byte c : raw) {
            if (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/') {
                clean[length++] = c;
            }
        }
        return Base64.getDecoder().decode(Arrays.copyOf(clean, length - (length % 4 == 1 ? 1 : 0)));
    }

    private static byte[] quotedPrintable(byte[] raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '=') {
                out.write(raw[i]);
            } else if (i + 1 < raw.length && raw[i + 1] == '\n') {
                i++;
            } else if (i + 2 < raw.length
                    && Character.digit(raw[i + 1], 16) >= 0
                    && Character.digit(raw[i + 2], 16) >= 0) {
                out.write(Character.digit(raw[i + 1], 16) << 4 | Character.digit(raw[i + 2], 16));
                i += 2;
            } else {
                out.write('=');
            }
        }
        return out.toByteArray();
    }

    /** Bytes above 127 in a header, which are read one to one so far, mean UTF-8 where they can (RFC 6532). */
    private static String text(String body) {
        boolean raw = body.chars().anyMatch(c -> c > 0x7f) && body.chars().allMatch(c -> c <= 0xff);
        return raw ? strictUtf8(body.getBytes(StandardCharsets.ISO_8859_1)).orElse(body) : body;
    }

    private static String text(byte[] bytes, Optional<String> charset) {
        return charset.flatMap(Parts::charset)
                .map(known -> MailCharsets.lenient(bytes, known))
                .or(() -> strictUtf8(bytes))
                .orElseGet(() -> new String(bytes, Charset.forName("windows-1252")));
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name.strip())).filter(known -> !known.equals(StandardCharsets.US_ASCII));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> strictUtf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length)))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String withoutTags(String html) {
        String lines = LINE_TAG.matcher(html).replaceAll("\n");
        return TAG.matcher(lines)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&#64;", "@")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
