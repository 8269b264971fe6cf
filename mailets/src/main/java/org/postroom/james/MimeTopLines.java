// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.postroom.message.FlowedText;
import org.postroom.message.HeaderValue;
import org.postroom.message.MailCharsets;
import org.postroom.message.TopLines;

/**
 * Takes lines out of the texts of a MIME mail. Only the bytes of the parts that show the text change: every header, every
 * other part and all boundaries stay as they were. Safe for many threads.
 */
public final class MimeTopLines implements TopLines {

    private static final int DEEPEST = 10;

    @Override
    public Optional<byte[]> without(byte[] source, List<String> lines) {
        try {
            MimeEntity mail = MimeEntity.of(source);
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

    private static byte[] edited(MimeEntity entity, List<String> lines, int depth) throws CannotEdit, IOException {
        if (entity.isText()) {
            return entity.withBody(text(entity, lines));
        }
        String type = entity.type().value();
        if (!entity.isMultipart() || depth > DEEPEST) {
            throw new CannotEdit("the mail begins with " + type);
        }
        if (entity.isSealed()) {
            throw new CannotEdit("a change would break the signature");
        }
        String boundary = entity.type().parameter("boundary").orElseThrow(() -> new CannotEdit("no boundary"));
        List<int[]> parts = entity.parts(boundary).orElseThrow(() -> new CannotEdit("the multipart has no end"));
        boolean all = type.equals("multipart/alternative");
        ByteArrayOutputStream out = new ByteArrayOutputStream(entity.source().length);
        int from = 0;
        boolean done = false;
        for (int[] range : parts) {
            MimeEntity part = MimeEntity.of(Arrays.copyOfRange(entity.source(), range[0], range[1]));
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

    private static byte[] text(MimeEntity entity, List<String> lines) throws CannotEdit, IOException {
        Optional<String> declared = entity.type().parameter("charset");
        byte[] bytes = decoded(entity.body(), entity.transferEncoding());
        boolean isHtml = entity.type().value().equals("text/html");
        Optional<String> charset = isHtml ? declared.or(() -> Repair.charsetInHtml(bytes)) : declared;
        MailCharsets.Decoded text = MailCharsets.decode(bytes, charset);
        Optional<String> cut = isHtml
                ? HtmlTopLines.without(text.text(), text.charset(), lines)
                : plain(text.text(), paragraphs(text.text(), entity.type()), lines);
        String rest = cut.orElseThrow(() -> new CannotEdit("the lines do not stand at the top"));
        byte[] encoded = rest.getBytes(text.charset());
        if (!text.charset()
                .newDecoder()
                .decode(ByteBuffer.wrap(encoded))
                .toString()
                .equals(rest)) {
            throw new CannotEdit("the text cannot be written in " + text.charset());
        }
        return MimeEntity.encoded(encoded, entity.transferEncoding());
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

    /** What was written in one line and sent in several, as RFC 3676 has it. */
    private static List<FlowedText.Paragraph> paragraphs(String text, HeaderValue type) {
        String lines = text.replace("\r\n", "\n");
        if (says(type, "format", "flowed")) {
            return FlowedText.paragraphs(lines, says(type, "delsp", "yes"));
        }
        return Arrays.stream(lines.split("\n", -1))
                .map(line -> new FlowedText.Paragraph(line, 1))
                .toList();
    }

    private static boolean says(HeaderValue type, String parameter, String value) {
        return type.parameter(parameter).filter(value::equalsIgnoreCase).isPresent();
    }

    /** The lines, the empty ones between and behind them, and nothing else. */
    private static Optional<String> plain(String text, List<FlowedText.Paragraph> paragraphs, List<String> lines) {
        int found = 0;
        int from = 0;
        for (FlowedText.Paragraph paragraph : paragraphs) {
            String line = TopLines.plain(paragraph.text());
            if (!line.isEmpty()) {
                if (found == lines.size() || !line.equals(TopLines.plain(lines.get(found)))) {
                    break;
                }
                found++;
            }
            for (int i = 0; i < paragraph.lines(); i++) {
                int end = text.indexOf('\n', from);
                from = end < 0 ? text.length() : end + 1;
            }
        }
        return found == lines.size() ? Optional.of(text.substring(from)) : Optional.empty();
    }
}
