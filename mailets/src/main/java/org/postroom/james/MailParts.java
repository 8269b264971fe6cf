// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.apache.james.mime4j.util.MimeUtil;
import org.postroom.message.Attachment;
import org.postroom.message.HtmlText;
import org.postroom.message.MailCharsets;

/**
 * The body of one mail: its text, its HTML, what is attached. Walks over mime4j's tokens in one loop; multiparts that are
 * open lie on a stack of our own with a limit, and deeper ones are kept as one opaque attachment. Not thread-safe.
 */
final class MailParts {

    /** How many multiparts may lie in one another. */
    static final int DEEPEST = 50;

    /** How many parts are looked at. */
    static final int MOST_PARTS = 2000;

    /** How many bytes of text, HTML included, are kept of one mail. */
    static final int LONGEST_TEXT = 4 * 1024 * 1024;

    private static final int LONGEST_FIELD = 65_536;
    private static final int LONGEST_PREAMBLE = 262_144;
    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxHeaderLen(-1)
            .setMaxContentLen(-1)
            .build();

    private final Problems problems;
    private final MailHeader header;
    private final List<Attachment> attachments = new ArrayList<>();
    private final OpenMultiparts open = new OpenMultiparts();
    private PartHeader part = PartHeader.EMPTY;
    private TextPart packed = TextPart.NOTHING;
    private int leaves;
    private int textLeft = LONGEST_TEXT;

    private MailParts(MailHeader header, Problems problems) {
        this.header = header;
        this.problems = problems;
    }

    static MailParts read(byte[] source, MailHeader header, Problems problems) {
        MailParts parts = new MailParts(header, problems);
        byte[] body = Repair.lineEnds(source, header.bodyStart());
        int start = body == source ? header.bodyStart() : 0;
        Optional<String> boundary = Repair.boundary(body, start, header.contentType());
        boundary.ifPresent(found -> problems.add("the multipart does not say its boundary; it was found"));
        byte[] head = Repair.contentHeader(header, boundary);
        InputStream mail = new SequenceInputStream(
                new ByteArrayInputStream(head), new ByteArrayInputStream(body, start, body.length - start));
        try {
            parts.walk(mail);
        } catch (MimeException | IOException | RuntimeException e) {
            // mime4j's own faults included: whatever it thinks of a mail, the mail is filed.
            problems.add("the structure is broken; what was read up to there is kept");
        }
        parts.open.closeAll();
        return parts;
    }

    String text() {
        return content().text();
    }

    Optional<String> html() {
        return content().html();
    }

    /** What is packed in winmail.dat says the same as the mail's text, and counts only where there is none. */
    private TextPart content() {
        return open.root().isBlank() ? packed : open.root();
    }

    List<Attachment> attachments() {
        return attachments;
    }

    private void walk(InputStream mail) throws MimeException, IOException {
        MimeTokenStream tokens = new MimeTokenStream(CONFIG);
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(mail);
        for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
            switch (state) {
                case T_START_HEADER -> part = PartHeader.EMPTY;
                case T_FIELD -> field(tokens.getField());
                case T_END_HEADER ->
                    tokens.setRecursionMode(open.depth() < DEEPEST ? RecursionMode.M_NO_RECURSE : RecursionMode.M_FLAT);
                case T_START_MULTIPART -> open.start(tokens.getBodyDescriptor().getSubType());
                case T_PREAMBLE -> open.preamble(read(tokens.getInputStream(), LONGEST_PREAMBLE));
                case T_END_MULTIPART -> open.end();
                case T_BODY -> leaf(tokens);
                default -> {
                    // Starts and ends of parts say nothing that the other tokens do not.
                }
            }
            if (leaves > MOST_PARTS) {
                problems.leaveOut("there are more than " + MOST_PARTS + " parts; the rest is left out");
                return;
            }
        }
    }

    private void field(Field field) {
        String name = field.getName().toLowerCase(Locale.ROOT);
        if (name.startsWith("content-") && field.getRaw() != null) {
            byte[] raw = field.getRaw().toByteArray();
            int colon = 0;
            while (colon < raw.length && raw[colon] != ':') {
                colon++;
            }
            int from = Math.min(raw.length, colon + 1);
            byte[] body = Arrays.copyOfRange(raw, from, Math.min(raw.length, from + LONGEST_FIELD));
            part = part.with(name, MailHeader.text(body, header.contentType().parameter("charset"), header.charsets()));
        }
    }

    private void leaf(MimeTokenStream tokens) throws IOException {
        leaves++;
        String type = tokens.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
        boolean whole = open.isEmpty();
        if (type.startsWith("multipart/")) {
            if (open.depth() >= DEEPEST) {
                problems.leaveOut(
                        "multiparts lie deeper than " + DEEPEST + "; the inner ones are kept as one attachment");
            } else {
                problems.add("a multipart has no boundary");
            }
        }
        PartHeader known = part;
        if (isText(type, known, whole)) {
            byte[] bytes = decoded(tokens, textLeft + 1);
            if (bytes.length > textLeft) {
                problems.leaveOut("the text is too long; the rest of it is left out");
            }
            int kept = Math.min(bytes.length, textLeft);
            textLeft -= kept;
            TextPart read =
                    TextPart.of(type, unpacked(type, Arrays.copyOf(bytes, kept), known), known, header.charsets());
            if (read.html()
                    .filter(html -> html.length() > HtmlText.LONGEST_INPUT)
                    .isPresent()) {
                problems.leaveOut("the HTML is too long; the rest of it is left out of the text");
            }
            open.add(read);
        } else {
            attach(type, known, tokens);
        }
    }

    /** The text without files that stand uuencoded in it; these are attached. */
    private byte[] unpacked(String type, byte[] text, PartHeader known) {
        if (!type.equals("text/plain")) {
            return text;
        }
        UuBlocks blocks = UuBlocks.in(text);
        for (UuBlocks.UuFile file : blocks.files()) {
            String name = PartHeader.fileName(
                    MailCharsets.decode(file.name(), known.charset()).text());
            attachments.add(new Attachment(name, Tnef.typeOf(name), file.size()));
        }
        return blocks.text();
    }

    /** Outlook's winmail.dat: what is in it, or itself where no file is. */
    private void unpack(String type, PartHeader known, MimeTokenStream tokens) throws IOException {
        Tnef.Contents contents = Tnef.read(decodedStream(tokens));
        if (contents.cut()) {
            problems.add("winmail.dat is broken; what was read up to there is kept");
        }
        if (contents.files().isEmpty()) {
            attachments.add(new Attachment(known.fileName(), type, contents.size()));
        }
        attachments.addAll(contents.files());
        packed = packed.and(contents.text());
    }

    private static boolean isTnef(String type, String name) {
        return type.equals("application/ms-tnef")
                || type.equals("application/vnd.ms-tnef")
                || name.equalsIgnoreCase("winmail.dat");
    }

    private boolean isText(String type, PartHeader known, boolean whole) {
        boolean readable = type.equals("text/plain") || type.equals("text/html") || TextPart.isOtherText(type);
        if (!readable || known.isAttachment()) {
            return false;
        }
        if (whole) {
            // A file under a type that is none, such as application-x-gzip, passes for text/plain.
            String said = known.type().value();
            return said.isEmpty() || said.startsWith("text") || known.fileName().isEmpty();
        }
        return known.fileName().isEmpty() && !open.isRelatedWithRoot();
    }

    private void attach(String type, PartHeader known, MimeTokenStream tokens) throws IOException {
        if (type.equals("message/rfc822") || type.equals("message/global")) {
            InnerMail inner = InnerMail.of(decodedStream(tokens));
            String name = known.fileName().isEmpty() ? inner.fileName() : known.fileName();
            attachments.add(new Attachment(name, type, inner.size()));
            return;
        }
        if (isTnef(type, known.fileName())) {
            unpack(type, known, tokens);
            return;
        }
        long size = count(decodedStream(tokens));
        boolean emptyRoot = open.isEmpty() && size == 0 && known.fileName().isEmpty();
        if (!emptyRoot) {
            attachments.add(new Attachment(known.fileName(), type, size));
        }
    }

    private static InputStream decodedStream(MimeTokenStream tokens) {
        String encoding = String.valueOf(tokens.getBodyDescriptor().getTransferEncoding());
        if (UuInputStream.isUuencoded(encoding)) {
            return new UuInputStream(tokens.getInputStream());
        }
        if (MimeUtil.isBase64Encoding(encoding)) {
            // Where the padding is missing, mime4j would drop the last characters.
            InputStream padded =
                    new SequenceInputStream(tokens.getInputStream(), new ByteArrayInputStream(new byte[] {'=', '='}));
            return new Base64InputStream(padded, DecodeMonitor.SILENT);
        }
        return tokens.getDecodedInputStream();
    }

    private static byte[] decoded(MimeTokenStream tokens, int most) throws IOException {
        return read(decodedStream(tokens), most);
    }

    /** Reads on to the end, but keeps no more than that. */
    private static byte[] read(InputStream in, int most) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[8192];
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            out.write(block, 0, Math.min(n, most - out.size()));
        }
        return out.toByteArray();
    }

    private static long count(InputStream in) throws IOException {
        byte[] block = new byte[8192];
        long size = 0;
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            size += n;
        }
        return size;
    }
}
