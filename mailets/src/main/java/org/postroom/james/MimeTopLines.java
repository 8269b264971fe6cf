// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.codec.QuotedPrintableOutputStream;
import org.postroom.message.HeaderScanner;
import org.postroom.message.HeaderValue;
import org.postroom.message.MailCharsets;
import org.postroom.message.TopLines;

/**
 * Takes lines out of the texts of a MIME mail. Only the bytes of the parts that show the text change: every header, every
 * other part and all boundaries stay as they were. Safe for many threads.
 */
public final class MimeTopLines implements TopLines {

    private static final int DEEPEST = 10;
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    @Override
    public Optional<byte[]> without(byte[] source, List<String> lines) {
        try {
            Entity mail = Entity.of(source);
            byte[] edited = edited(mail, lines, 0);
            return Optional.of(edited);
        } catch (CannotEdit | IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** The mail, or one of its parts cannot be edited. */
    private static final class CannotEdit extends Exception {
        private static final long serialVersionUID = 1;

        CannotEdit(String why) {
            super(why);
        }
    }

    /** A mail or a part: its bytes, where its body starts, and what its header says. */
    private record Entity(
            byte[] source, int bodyStart, HeaderValue type, HeaderValue disposition, String transferEncoding) {

        static Entity of(byte[] source) {
            if (source.length > 0 && (source[0] == '\n' || source[0] == '\r')) {
                int start = source.length > 1 && source[0] == '\r' && source[1] == '\n' ? 2 : 1;
                return new Entity(source, start, HeaderValue.of("text/plain"), HeaderValue.of(""), "");
            }
            HeaderScanner fields = new HeaderScanner(source);
            String type = "text/plain";
            String disposition = "";
            String encoding = "";
            while (fields.next()) {
                byte[] body = Arrays.copyOfRange(source, fields.valueStart(), fields.end());
                String value = MailHeader.text(body, Optional.empty());
                switch (fields.key()) {
                    case "content-type" -> type = value;
                    case "content-disposition" -> disposition = value;
                    case "content-transfer-encoding" ->
                        encoding = HeaderValue.of(value).value();
                    default -> {
                        // Other fields say nothing of the body.
                    }
                }
            }
            return new Entity(source, fields.bodyStart(), HeaderValue.of(type), HeaderValue.of(disposition), encoding);
        }

        byte[] body() {
            return Arrays.copyOfRange(source, bodyStart, source.length);
        }

        byte[] withBody(byte[] body) {
            byte[] whole = Arrays.copyOf(source, bodyStart + body.length);
            System.arraycopy(body, 0, whole, bodyStart, body.length);
            return whole;
        }

        boolean isText() {
            boolean shown = !disposition.value().equals("attachment")
                    && disposition.parameter("filename").isEmpty()
                    && type.parameter("name").isEmpty();
            return shown && (type.value().equals("text/plain") || type.value().equals("text/html"));
        }

        boolean isMultipart() {
            return type.value().startsWith("multipart/");
        }
    }

    private static byte[] edited(Entity entity, List<String> lines, int depth) throws CannotEdit, IOException {
        if (entity.isText()) {
            return entity.withBody(text(entity, lines));
        }
        String type = entity.type().value();
        if (!entity.isMultipart() || depth > DEEPEST) {
            throw new CannotEdit("the mail begins with " + type);
        }
        if (type.equals("multipart/signed") || type.equals("multipart/encrypted")) {
            throw new CannotEdit("a change would break the signature");
        }
        String boundary = entity.type().parameter("boundary").orElseThrow(() -> new CannotEdit("no boundary"));
        List<int[]> parts = parts(entity, boundary);
        boolean all = type.equals("multipart/alternative");
        ByteArrayOutputStream out = new ByteArrayOutputStream(entity.source().length);
        int from = 0;
        boolean done = false;
        for (int[] range : parts) {
            Entity part = Entity.of(Arrays.copyOfRange(entity.source(), range[0], range[1]));
            boolean shows = part.isText() || part.isMultipart();
            boolean isOtherText = part.type().value().startsWith("text/")
                    && !part.type().value().equals("text/calendar");
            if (all && !shows && isOtherText) {
                throw new CannotEdit("its text also stands in " + part.type().value());
            }
            if (shows && (all || !done)) {
                out.write(entity.source(), from, range[0] - from);
                out.writeBytes(edited(part, lines, depth + 1));
                from = range[1];
                done = true;
            }
        }
        if (!done) {
            throw new CannotEdit("there is no text");
        }
        out.write(entity.source(), from, entity.source().length - from);
        return out.toByteArray();
    }

    /** Where the parts stand: from behind a delimiter's line to before the line end that belongs to the next one. */
    private static List<int[]> parts(Entity entity, String boundary) throws CannotEdit {
        byte[] source = entity.source();
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        List<int[]> parts = new ArrayList<>();
        int start = -1;
        for (int line = entity.bodyStart(); line < source.length; line = next(source, line)) {
            if (!isDelimiter(source, line, delimiter)) {
                continue;
            }
            if (start >= 0) {
                parts.add(new int[] {start, withoutLineEnd(source, start, line)});
            }
            int behind = line + delimiter.length;
            if (behind + 1 < source.length && source[behind] == '-' && source[behind + 1] == '-') {
                return parts;
            }
            start = next(source, line);
        }
        throw new CannotEdit("the multipart has no end");
    }

    private static boolean isDelimiter(byte[] source, int line, byte[] delimiter) {
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

    private static int next(byte[] source, int line) {
        int i = line;
        while (i < source.length && source[i] != '\n') {
            i++;
        }
        return Math.min(source.length, i + 1);
    }

    private static int withoutLineEnd(byte[] source, int start, int line) {
        int end = line;
        if (end > start && source[end - 1] == '\n') {
            end--;
        }
        if (end > start && source[end - 1] == '\r') {
            end--;
        }
        return end;
    }

    private static byte[] text(Entity entity, List<String> lines) throws CannotEdit, IOException {
        Optional<String> declared = entity.type().parameter("charset");
        byte[] bytes = decoded(entity.body(), entity.transferEncoding());
        boolean isHtml = entity.type().value().equals("text/html");
        Optional<String> charset = isHtml ? declared.or(() -> Repair.charsetInHtml(bytes)) : declared;
        MailCharsets.Decoded text = MailCharsets.decode(bytes, charset);
        Optional<String> cut =
                isHtml ? HtmlTopLines.without(text.text(), text.charset(), lines) : plain(text.text(), lines);
        String rest = cut.orElseThrow(() -> new CannotEdit("the lines do not stand at the top"));
        byte[] encoded = rest.getBytes(text.charset());
        if (!text.charset()
                .newDecoder()
                .decode(ByteBuffer.wrap(encoded))
                .toString()
                .equals(rest)) {
            throw new CannotEdit("the text cannot be written in " + text.charset());
        }
        return encoded(encoded, entity.transferEncoding());
    }

    private static byte[] decoded(byte[] body, String encoding) throws CannotEdit, IOException {
        InputStream in = new ByteArrayInputStream(body);
        return switch (encoding) {
            case "", "7bit", "8bit", "binary" -> body;
            case "base64" -> new Base64InputStream(in, DecodeMonitor.SILENT).readAllBytes();
            case "quoted-printable" -> new QuotedPrintableInputStream(in, DecodeMonitor.SILENT).readAllBytes();
            default -> throw new CannotEdit("it is encoded in " + encoding);
        };
    }

    private static byte[] encoded(byte[] text, String encoding) throws IOException {
        return switch (encoding) {
            case "base64" -> BASE64.encode(text);
            case "quoted-printable" -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream(text.length * 2);
                try (QuotedPrintableOutputStream quoted = new QuotedPrintableOutputStream(out, false)) {
                    quoted.write(text);
                }
                yield out.toByteArray();
            }
            default -> text;
        };
    }

    /** The lines, the empty ones between and behind them, and nothing else. */
    private static Optional<String> plain(String text, List<String> lines) {
        int found = 0;
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int next = end < 0 ? text.length() : end + 1;
            String line = TopLines.plain(text.substring(from, next));
            if (!line.isEmpty()) {
                if (found == lines.size() || !line.equals(TopLines.plain(lines.get(found)))) {
                    break;
                }
                found++;
            }
            from = next;
        }
        return found == lines.size() ? Optional.of(text.substring(from)) : Optional.empty();
    }
}
