// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.message.HeaderValue;

/** What is mended in memory before mime4j reads a mail; the archive keeps the bytes as they came. */
final class Repair {

    private static final int LOOK_FOR_BOUNDARY = 65_536;
    private static final int LONGEST_BOUNDARY = 200;
    private static final int LOOK_FOR_CHARSET = 4096;
    private static final Pattern META_CHARSET =
            Pattern.compile("<meta[^>]{0,200}?charset\\s*=\\s*[\"']?([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);

    private Repair() {}

    /**
     * Mails whose lines end in a bare CR get LF, which mime4j can read.
     *
     * @return the source itself, or the body alone with its line ends changed
     */
    static byte[] lineEnds(byte[] source, int bodyStart) {
        boolean bareCr = false;
        for (byte b : source) {
            if (b == '\n') {
                return source;
            }
            bareCr |= b == '\r';
        }
        if (!bareCr) {
            return source;
        }
        byte[] body = Arrays.copyOfRange(source, bodyStart, source.length);
        for (int i = 0; i < body.length; i++) {
            body[i] = body[i] == '\r' ? (byte) '\n' : body[i];
        }
        return body;
    }

    /** The boundary that a multipart uses, where its Content-Type does not say it: its first line with two hyphens. */
    static Optional<String> boundary(byte[] body, int start, HeaderValue contentType) {
        boolean silent = contentType.value().startsWith("multipart/")
                && contentType.parameter("boundary").filter(b -> !b.isBlank()).isEmpty();
        if (!silent) {
            return Optional.empty();
        }
        String head =
                new String(body, start, Math.min(body.length - start, LOOK_FOR_BOUNDARY), StandardCharsets.ISO_8859_1);
        return head.lines()
                .filter(line -> line.startsWith("--") && line.length() > 4 && line.length() < LONGEST_BOUNDARY)
                .map(line -> line.substring(2).stripTrailing())
                .filter(line -> !line.isEmpty() && line.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"'))
                .findFirst();
    }

    /** The fields of the header that say how to read the body, in the form that mime4j surely understands. */
    static byte[] contentHeader(MailHeader header, Optional<String> foundBoundary) {
        StringBuilder lines = new StringBuilder("MIME-Version: 1.0\r\n");
        if (!header.contentType().value().isEmpty()) {
            lines.append("Content-Type: ").append(printable(header.contentType().value()));
            foundBoundary
                    .or(() -> header.contentType().parameter("boundary"))
                    .ifPresent(boundary -> lines.append("; boundary=").append(quoted(boundary)));
            header.contentType().parameters().forEach((name, value) -> {
                if (name.matches("charset|name|format|delsp|type|start|report-type")) {
                    lines.append("; ").append(name).append('=').append(quoted(value));
                }
            });
            lines.append("\r\n");
        }
        if (!header.transferEncoding().isEmpty()) {
            lines.append("Content-Transfer-Encoding: ")
                    .append(printable(header.transferEncoding()))
                    .append("\r\n");
        }
        if (!header.disposition().value().isEmpty()) {
            lines.append("Content-Disposition: ")
                    .append(printable(header.disposition().value()));
            header.disposition()
                    .parameter("filename")
                    .ifPresent(name -> lines.append("; filename=").append(quoted(name)));
            lines.append("\r\n");
        }
        return lines.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What an HTML page says of its own charset. */
    static Optional<String> charsetInHtml(byte[] html) {
        String head = new String(html, 0, Math.min(html.length, LOOK_FOR_CHARSET), StandardCharsets.ISO_8859_1);
        Matcher meta = META_CHARSET.matcher(head);
        return meta.find() ? Optional.of(meta.group(1)) : Optional.empty();
    }

    private static String quoted(String value) {
        return "\""
                + value.replaceAll("[\\r\\n\\u0000]", "").replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String printable(String value) {
        return value.replaceAll("[^!-~]", "");
    }
}
