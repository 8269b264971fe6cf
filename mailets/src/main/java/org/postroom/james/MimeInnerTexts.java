// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jsoup.Jsoup;
import org.postroom.message.HtmlText;
import org.postroom.message.InnerTexts;
import org.postroom.message.MailCharsets;
import org.postroom.message.TopLines;

/**
 * Looks into all parts with mime4j's stream parser, attached mails included, which it opens one after the other. Number, depth
 * and length are bounded. Safe for many threads.
 */
public final class MimeInnerTexts implements InnerTexts {

    private static final int DEEPEST_MULTIPART = 50;
    private static final int DEEPEST_MAIL = 5;
    private static final int MOST_PARTS = 500;
    private static final int LONGEST_IN_ALL = 8 * 1024 * 1024;
    private static final int LARGEST_MAIL = 32 * 1024 * 1024;
    private static final Map<String, String> NAMED = Map.of(
            ".eml", "message/rfc822",
            ".txt", "text/plain",
            ".md", "text/plain",
            ".csv", "text/plain",
            ".htm", "text/html",
            ".html", "text/html");
    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxHeaderLen(-1)
            .setMaxContentLen(-1)
            .build();

    @Override
    public Found look(byte[] source) {
        Walk walk = new Walk(true);
        walk.mail(source, 0);
        return new Found(walk.texts, walk.whole);
    }

    @Override
    public List<byte[]> mails(byte[] source) {
        Walk walk = new Walk(false);
        walk.mail(source, 0);
        return walk.mails;
    }

    /** What programs call a file of unknown type is told by its name. */
    private static String type(BodyDescriptor part, PartHeader header) {
        String type = part.getMimeType().toLowerCase(Locale.ROOT);
        String name = header.fileName().toLowerCase(Locale.ROOT);
        if (type.startsWith("text/") || type.startsWith("message/")) {
            return type;
        }
        return NAMED.entrySet().stream()
                .filter(known -> name.endsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(type);
    }

    private static final class Walk {

        private final boolean within;
        private final List<String> texts = new ArrayList<>();
        private final List<byte[]> mails = new ArrayList<>();
        private PartHeader header = PartHeader.EMPTY;
        private int parts;
        private int left = LONGEST_IN_ALL;
        private boolean whole = true;

        Walk(boolean within) {
            this.within = within;
        }

        void mail(byte[] source, int depth) {
            MimeTokenStream tokens = new MimeTokenStream(CONFIG);
            tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
            tokens.parse(new ByteArrayInputStream(source));
            int open = 0;
            try {
                EntityState state = tokens.getState();
                for (; state != EntityState.T_END_OF_STREAM && parts < MOST_PARTS; state = tokens.next()) {
                    if (state == EntityState.T_START_HEADER) {
                        header = PartHeader.EMPTY;
                    } else if (state == EntityState.T_FIELD) {
                        Field field = tokens.getField();
                        header = header.with(field.getName().toLowerCase(Locale.ROOT), String.valueOf(field.getBody()));
                    } else if (state == EntityState.T_START_MULTIPART) {
                        open++;
                    } else if (state == EntityState.T_END_MULTIPART) {
                        open--;
                    } else if (state == EntityState.T_END_HEADER) {
                        tokens.setRecursionMode(
                                open < DEEPEST_MULTIPART ? RecursionMode.M_NO_RECURSE : RecursionMode.M_FLAT);
                    } else if (state == EntityState.T_BODY) {
                        parts++;
                        part(tokens.getBodyDescriptor(), tokens.getDecodedInputStream(), depth);
                    }
                }
                whole &= state == EntityState.T_END_OF_STREAM;
            } catch (MimeException | IOException | RuntimeException e) {
                texts.add(MailCharsets.decode(source, Optional.empty()).text()); // whatever can be read in it
                whole = false;
            }
        }

        private void part(BodyDescriptor part, InputStream content, int depth) throws IOException {
            String type = type(part, header);
            if (type.equals("message/rfc822") || type.equals("message/global")) {
                byte[] inner = content.readNBytes(LARGEST_MAIL);
                whole &= content.read() < 0;
                if (within && depth < DEEPEST_MAIL) {
                    mail(inner, depth + 1);
                } else {
                    mails.add(inner);
                    whole = false;
                }
            } else if (type.startsWith("multipart/")) {
                whole = false; // nested too deep
            } else if (within && type.startsWith("text/")) {
                byte[] bytes = content.readNBytes(left);
                left -= bytes.length;
                whole &= content.read() < 0;
                String text = MailCharsets.decode(bytes, Optional.ofNullable(part.getCharset()))
                        .text();
                boolean isHtml = type.equals("text/html");
                String shown = isHtml ? HtmlText.of(text) : text;
                texts.add(shown);
                String all = isHtml ? Jsoup.parse(text).text() : "";
                if (isHtml && !TopLines.plain(all).equals(TopLines.plain(shown))) {
                    texts.add(all); // what is not shown leaves, too: titles, hidden elements
                }
            }
        }
    }
}
