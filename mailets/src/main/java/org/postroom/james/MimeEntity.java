// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mime4j.codec.QuotedPrintableOutputStream;
import org.postroom.message.HeaderScanner;
import org.postroom.message.HeaderValue;

/**
 * A mail or one of its parts as bytes, to be changed in one place while all others stay as they are.
 *
 * @param source its bytes
 * @param bodyStart where its body starts
 * @param apart whether an empty line stands before the body
 * @param type Content-Type
 * @param disposition Content-Disposition
 * @param transferEncoding Content-Transfer-Encoding, lower case; empty where it is not said
 */
record MimeEntity(
        byte[] source,
        int bodyStart,
        boolean apart,
        HeaderValue type,
        HeaderValue disposition,
        String transferEncoding) {

    /** Of several the first counts, as for whoever reads the mail ({@link MailHeader}). */
    private static final Set<String> DESCRIBING =
            Set.of("content-type", "content-disposition", "content-transfer-encoding");

    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    static MimeEntity of(byte[] source) {
        if (source.length > 0 && (source[0] == '\n' || source[0] == '\r')) {
            int start = source.length > 1 && source[0] == '\r' && source[1] == '\n' ? 2 : 1;
            return new MimeEntity(source, start, true, HeaderValue.of("text/plain"), HeaderValue.of(""), "");
        }
        HeaderScanner fields = new HeaderScanner(source);
        Map<String, HeaderValue> described = new HashMap<>();
        while (fields.next()) {
            if (DESCRIBING.contains(fields.key())) {
                byte[] body = Arrays.copyOfRange(source, fields.valueStart(), fields.end());
                described.computeIfAbsent(fields.key(), any -> HeaderValue.of(MailHeader.text(body, Optional.empty())));
            }
        }
        HeaderValue none = HeaderValue.of("");
        return new MimeEntity(
                source,
                fields.bodyStart(),
                fields.headerEnd() < fields.bodyStart(),
                described.getOrDefault("content-type", HeaderValue.of("text/plain")),
                described.getOrDefault("content-disposition", none),
                described.getOrDefault("content-transfer-encoding", none).value());
    }

    byte[] body() {
        return Arrays.copyOfRange(source, bodyStart, source.length);
    }

    /**
     * The same header above another body. An empty line that is missing between them is put in, since a line of the new body may
     * look like a field.
     */
    byte[] withBody(byte[] body) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bodyStart + body.length + 2);
        whole.write(source, 0, bodyStart);
        if (!apart) {
            if (bodyStart > 0 && source[bodyStart - 1] == '\r') {
                whole.write('\n');
            }
            whole.write('\r');
            whole.write('\n');
        }
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    /** Whether it is a text that mail programs show, and no file. */
    boolean isText() {
        boolean shown = !disposition.value().equals("attachment")
                && disposition.parameter("filename").isEmpty()
                && type.parameter("name").isEmpty();
        return shown && (type.value().equals("text/plain") || type.value().equals("text/html"));
    }

    boolean isMultipart() {
        return type.value().startsWith("multipart/");
    }

    /** Whether a change within it would break what its author signed or encrypted. */
    boolean isSealed() {
        return type.value().equals("multipart/signed") || type.value().equals("multipart/encrypted");
    }

    /**
     * Where the parts of a multipart stand: from behind a delimiter's line to before the line end that belongs to the next
     * one. Empty when it has no end.
     */
    Optional<List<int[]>> parts(String boundary) {
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        List<int[]> parts = new ArrayList<>();
        int start = -1;
        for (int line = bodyStart; line < source.length; line = next(line)) {
            if (!isDelimiter(line, delimiter)) {
                continue;
            }
            if (start >= 0) {
                parts.add(new int[] {start, withoutLineEnd(start, line)});
            }
            int behind = line + delimiter.length;
            if (behind + 1 < source.length && source[behind] == '-' && source[behind + 1] == '-') {
                return Optional.of(parts);
            }
            start = next(line);
        }
        return Optional.empty();
    }

    /** Encodes a body, or gives it back where the encoding changes nothing. */
    static byte[] encoded(byte[] body, String encoding) throws IOException {
        return switch (encoding) {
            case "base64" -> BASE64.encode(body);
            case "quoted-printable" -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream(body.length * 2);
                try (QuotedPrintableOutputStream quoted = new QuotedPrintableOutputStream(out, false)) {
                    quoted.write(body);
                }
                yield out.toByteArray();
            }
            default -> body;
        };
    }

    private boolean isDelimiter(int line, byte[] delimiter) {
        int end = line + delimiter.length;
        if (end > source.length || !Arrays.equals(source, line, end, delimiter, 0, delimiter.length)) {
            return false;
        }
        for (int i = end; i < source.length && source[i] != '\n'; i++) {
            boolean closing = i < end + 2 && source[i] == '-';
            if (!closing && source[i] != ' ' && source[i] != '\t' && source[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private int next(int line) {
        int i = line;
        while (i < source.length && source[i] != '\n') {
            i++;
        }
        return Math.min(source.length, i + 1);
    }

    private int withoutLineEnd(int start, int line) {
        int end = line;
        if (end > start && source[end - 1] == '\n') {
            end--;
        }
        if (end > start && source[end - 1] == '\r') {
            end--;
        }
        return end;
    }
}
