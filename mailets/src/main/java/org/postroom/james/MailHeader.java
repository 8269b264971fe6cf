// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroom.message.CharsetGuess;
import org.postroom.message.HeaderField;
import org.postroom.message.HeaderScanner;
import org.postroom.message.HeaderValue;
import org.postroom.message.Headers;
import org.postroom.message.MailCharsets;

/**
 * The header of a mail, read from its bytes within bounds.
 *
 * @param headers the fields
 * @param contentType what Content-Type says
 * @param transferEncoding what Content-Transfer-Encoding says; empty when nothing
 * @param disposition what Content-Disposition says
 * @param bodyStart where the text of the mail starts in the source
 * @param charsets guesses charsets that are not said
 */
record MailHeader(
        Headers headers,
        HeaderValue contentType,
        String transferEncoding,
        HeaderValue disposition,
        int bodyStart,
        CharsetGuess charsets) {

    private static final int MOST_FIELDS = 2000;
    private static final int LONGEST_FIELD = 65_536;
    private static final int LONGEST_HEADER = 1_048_576;

    /** One field as bytes, white space and line ends of folding still in it. */
    private record RawField(String name, byte[] body) {}

    static MailHeader of(byte[] source, Problems problems, CharsetGuess charsets) {
        List<RawField> raw = new ArrayList<>();
        HeaderScanner scanner = new HeaderScanner(source);
        int size = 0;
        while (scanner.next()) {
            if (!scanner.isField()) {
                problems.add("a line of the header is no field");
            } else if (raw.size() == MOST_FIELDS || size > LONGEST_HEADER) {
                problems.leaveOut("the header is too long; the rest of it is left out");
            } else {
                int end = Math.min(scanner.end(), scanner.valueStart() + LONGEST_FIELD);
                if (end < scanner.end()) {
                    problems.leaveOut("a field of the header is too long; the rest of it is left out");
                }
                raw.add(new RawField(scanner.name(), Arrays.copyOfRange(source, scanner.valueStart(), end)));
                size += end - scanner.start();
            }
        }
        return of(raw, scanner.bodyStart(), charsets);
    }

    private static MailHeader of(List<RawField> raw, int bodyStart, CharsetGuess charsets) {
        Optional<String> charset = value(raw, "Content-Type").parameter("charset");
        List<HeaderField> fields = raw.stream()
                .map(field -> new HeaderField(field.name(), text(field.body(), charset, charsets)))
                .toList();
        return new MailHeader(
                new Headers(fields),
                value(raw, "Content-Type"),
                value(raw, "Content-Transfer-Encoding").value(),
                value(raw, "Content-Disposition"),
                bodyStart,
                charsets);
    }

    private static HeaderValue value(List<RawField> raw, String name) {
        return raw.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst()
                .map(field -> HeaderValue.of(text(field.body(), Optional.empty())))
                .orElseGet(() -> HeaderValue.of(""));
    }

    /**
     * The body of a field as text: unfolded; bytes above 127 as UTF-8 if they are that, else in the charset of the mail's
     * text, else as their letters suggest.
     */
    static String text(byte[] body, Optional<String> charset) {
        return text(body, charset, CharsetGuess.ANY);
    }

    /** The same, with what is known of the languages that the mail may be in. */
    static String text(byte[] body, Optional<String> charset, CharsetGuess charsets) {
        byte[] unfolded = unfolded(body);
        for (byte b : unfolded) {
            if (b < 0) {
                Optional<String> utf8 = MailCharsets.utf8(unfolded);
                return utf8.orElseGet(
                        () -> MailCharsets.decode(unfolded, charset, charsets).text());
            }
        }
        return new String(unfolded, StandardCharsets.US_ASCII);
    }

    private static byte[] unfolded(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
        for (byte b : body) {
            if (b != '\r' && b != '\n' && b != 0) {
                out.write(b);
            }
        }
        return out.toByteArray();
    }
}
