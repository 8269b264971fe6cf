// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroom.message.Attachment;
import org.postroom.message.MailCharsets;

/**
 * What Outlook packs into {@code winmail.dat} (Transport Neutral Encapsulation Format, MS-OXTNEF): the attached files, and the
 * text where it is plain or HTML; rich text is passed over, since a text part of the mail says the same. Read as a stream:
 * files are counted, not kept; what is packed once more inside is one file. Not thread-safe.
 */
final class Tnef {

    private static final long SIGNATURE = 0x223E9F78L;
    private static final int LONGEST_BODY = 1 << 20;
    private static final int LONGEST_NAME = 1000;
    private static final int MOST_FILES = 500;

    private static final int BODY = 0x0002800C;
    private static final int NEW_FILE = 0x00069002;
    private static final int TITLE = 0x00018010;
    private static final int DATA = 0x0006800F;
    private static final int FILE_PROPERTIES = 0x00069005;
    private static final int PROPERTIES = 0x00069003;
    private static final int CODE_PAGE = 0x00069007;

    private static final int UNICODE = 0x1F;
    private static final int OBJECT = 0x0D;

    private final TnefInput in;
    private final List<Attachment> files = new ArrayList<>();
    private Optional<String> charset = Optional.empty();
    private TextPart plain = TextPart.NOTHING;
    private TextPart html = TextPart.NOTHING;
    private boolean cut;
    private boolean open;
    private String title = "";
    private String longName = "";
    private String type = "";
    private long size;

    private Tnef(InputStream in) {
        this.in = new TnefInput(new BufferedInputStream(in));
    }

    /**
     * What was found.
     *
     * @param files the attached files
     * @param text the text, where it stands there as plain text or HTML
     * @param size the bytes of the whole
     * @param cut whether it ends early, or is none at all
     */
    record Contents(List<Attachment> files, TextPart text, long size, boolean cut) {}

    /** Reads all of a stream; never fails because of what stands in it. */
    static Contents read(InputStream stream) throws IOException {
        Tnef tnef = new Tnef(stream);
        try {
            tnef.attributes();
        } catch (EOFException e) {
            tnef.cut = true;
        }
        tnef.close();
        while (tnef.in.next() >= 0) {
            // What stands behind is counted only.
        }
        TextPart text = tnef.html.isBlank() ? tnef.plain : tnef.html;
        return new Contents(List.copyOf(tnef.files), text, tnef.in.position(), tnef.cut);
    }

    private void attributes() throws IOException {
        if (in.u32() != SIGNATURE) {
            cut = true;
            return;
        }
        in.u16();
        for (int level = in.next(); level == 1 || level == 2; level = in.next()) {
            int id = (int) in.u32();
            long length = in.u32();
            long end = in.position() + length;
            attribute(id, length, end);
            in.skip(end - in.position());
            in.u16();
        }
    }

    private void attribute(int id, long length, long end) throws IOException {
        switch (id) {
            case CODE_PAGE -> charset = Optional.of(name(in.u32()));
            case BODY -> plain = TextPart.of("text/plain", withoutZero(in.block(length, LONGEST_BODY)), charset);
            case PROPERTIES -> MapiProperties.read(in, end, this::ofMail);
            case NEW_FILE -> {
                close();
                open = files.size() < MOST_FILES;
            }
            case TITLE -> title = text(0, in.block(length, LONGEST_NAME));
            case DATA -> size = length;
            case FILE_PROPERTIES -> MapiProperties.read(in, end, this::ofFile);
            default -> {
                // Dates, classes and the like say nothing of files or text.
            }
        }
    }

    private void ofMail(int id, int valueType, long length, byte[] start) {
        if (id == 0x1000 && plain.isBlank()) {
            plain = TextPart.of("text/plain", text(valueType, start).getBytes(StandardCharsets.UTF_8), utf8());
        } else if (id == 0x1013 && valueType == UNICODE) {
            html = TextPart.of("text/html", text(valueType, start).getBytes(StandardCharsets.UTF_8), utf8());
        } else if (id == 0x1013) {
            html = TextPart.of(
                    "text/html", withoutZero(start), Repair.charsetInHtml(start).or(() -> charset));
        }
    }

    private void ofFile(int id, int valueType, long length, byte[] start) {
        switch (id) {
            case 0x3707 -> longName = text(valueType, start);
            case 0x3704, 0x3001 -> title = title.isEmpty() ? text(valueType, start) : title;
            case 0x370E -> type = text(valueType, start);
            case 0x3701 -> {
                size = length;
                type = valueType == OBJECT && type.isEmpty() ? "application/ms-tnef" : type;
            }
            default -> {
                // Icons, positions in the text and the like.
            }
        }
    }

    private void close() {
        if (open) {
            String name = PartHeader.fileName(longName.isEmpty() ? title : longName);
            files.add(new Attachment(name, type.isEmpty() ? typeOf(name) : type, size));
        }
        open = false;
        title = "";
        longName = "";
        type = "";
        size = 0;
    }

    /** The media type that a file's name suggests. */
    static String typeOf(String name) {
        return Optional.ofNullable(URLConnection.guessContentTypeFromName(name)).orElse("application/octet-stream");
    }

    private String text(int valueType, byte[] bytes) {
        if (valueType == UNICODE) {
            return new String(bytes, StandardCharsets.UTF_16LE).replace("\u0000", "");
        }
        return MailCharsets.decode(withoutZero(bytes), charset).text();
    }

    private static byte[] withoutZero(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private static String name(long codePage) {
        return codePage == 65_001 ? "utf-8" : codePage / 10 == 125 ? "windows-" + codePage : "cp" + codePage;
    }

    private static Optional<String> utf8() {
        return Optional.of("utf-8");
    }
}
