// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroom.message.HeaderSplice;

/**
 * Makes a mail that every server passes on as it is, which it must be before it is signed (RFC 6376 section 5.3): lines end
 * in CRLF, and parts with bytes above 127 or with lines of more than 998 (RFC 5322 section 2.1.1) are encoded, text in
 * quoted-printable, all else in base64 (RFC 2045 section 6). What they decode to stays the same, and so does every other
 * byte. Signed and encrypted parts are left alone, and so are a header that is not ASCII and a
 * part that no empty line parts into header and body, since programs differ in where its body begins.
 */
final class SevenBit {

    private static final int DEEPEST = 10;
    private static final int LONGEST_LINE = 998;
    private static final String ENCODING = "Content-Transfer-Encoding";

    private SevenBit() {}

    /** The mail, or the same bytes where nothing has to be changed. */
    static byte[] of(byte[] source) {
        byte[] lines = withLineEnds(source);
        try {
            byte[] encoded = encoded(MimeEntity.of(lines), 0);
            return encoded == lines
                    ? lines
                    : HeaderSplice.of(encoded).replace("MIME-Version", "1.0").toBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("it is all in memory", e);
        }
    }

    /** Lone CR and LF become CRLF, as they do on their way through SMTP (RFC 5321 section 2.3.8). */
    static byte[] withLineEnds(byte[] source) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(source.length + 64);
        for (int i = 0; i < source.length; i++) {
            byte b = source[i];
            if (b == '\r' || b == '\n') {
                out.write('\r');
                out.write('\n');
                i += b == '\r' && i + 1 < source.length && source[i + 1] == '\n' ? 1 : 0;
            } else {
                out.write(b);
            }
        }
        return out.size() == source.length ? source : out.toByteArray();
    }

    private static byte[] encoded(MimeEntity entity, int depth) throws IOException {
        String encoding = entity.transferEncoding();
        boolean isPlain = List.of("", "7bit", "8bit", "binary").contains(encoding);
        if (!isPlain || entity.isSealed() || !entity.apart() || depth > DEEPEST) {
            return entity.source();
        }
        if (entity.isMultipart()) {
            return declaredAs7Bit(entity, parts(entity, depth));
        }
        if (entity.type().value().equals("message/rfc822")) {
            byte[] body = entity.body();
            byte[] inner = encoded(MimeEntity.of(body), depth + 1);
            return declaredAs7Bit(entity, inner == body ? entity.source() : entity.withBody(inner));
        }
        if (isClean(entity)) {
            return declaredAs7Bit(entity, entity.source());
        }
        String better = entity.type().value().startsWith("text/") ? "quoted-printable" : "base64";
        byte[] body = MimeEntity.encoded(entity.body(), better);
        return HeaderSplice.of(entity.withBody(body)).replace(ENCODING, better).toBytes();
    }

    private static byte[] parts(MimeEntity entity, int depth) throws IOException {
        byte[] source = entity.source();
        Optional<List<int[]>> ranges = entity.type().parameter("boundary").flatMap(entity::parts);
        if (ranges.isEmpty()) {
            return source;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(source.length);
        int from = 0;
        boolean changed = false;
        for (int[] range : ranges.get()) {
            byte[] part = Arrays.copyOfRange(source, range[0], range[1]);
            byte[] better = encoded(MimeEntity.of(part), depth + 1);
            changed |= better != part;
            out.write(source, from, range[0] - from);
            out.writeBytes(better);
            from = range[1];
        }
        out.write(source, from, source.length - from);
        return changed ? out.toByteArray() : source;
    }

    /** Says so where it said 8bit: James encodes whatever says that when it comes to a server without 8BITMIME. */
    private static byte[] declaredAs7Bit(MimeEntity entity, byte[] source) {
        boolean says8Bit = List.of("8bit", "binary").contains(entity.transferEncoding());
        return says8Bit ? HeaderSplice.of(source).replace(ENCODING, "7bit").toBytes() : source;
    }

    private static boolean isClean(MimeEntity entity) {
        int line = 0;
        for (int i = entity.bodyStart(); i < entity.source().length; i++) {
            byte b = entity.source()[i];
            line = b == '\n' ? 0 : line + 1;
            if (b <= 0 || line > LONGEST_LINE + 1) {
                return false;
            }
        }
        return true;
    }
}
