// SPDX-License-Identifier: Apache-2.0
package org.postroom.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.postroom.james.Mime4jMailParser;
import org.postroom.message.ContentDigest;
import org.postroom.message.IncomingMail;
import org.postroom.message.MessageId;
import org.postroom.ticket.MailKey;

/**
 * A mail of the corpus.
 *
 * @param file where it comes from
 * @param source its bytes, as they are delivered
 * @param key what makes it this mail
 * @param mail what it says
 */
record CorpusMail(String file, byte[] source, MailKey key, IncomingMail mail) {

    /** The mails among some files, in the order of their files. */
    static List<CorpusMail> among(Map<String, byte[]> files) {
        Mime4jMailParser parser = new Mime4jMailParser();
        List<CorpusMail> mails = new ArrayList<>();
        files.forEach((file, bytes) -> {
            if (CorpusFiles.isMail(file)) {
                byte[] source = crlf(withoutMboxLine(bytes));
                IncomingMail mail = parser.parse(source);
                // Without any header the server's own lines become the header, and the digest is that of another mail.
                if (!mail.headers().fields().isEmpty()) {
                    mails.add(new CorpusMail(
                            file, source, new MailKey(mail.messageId(), ContentDigest.of(source)), mail));
                }
            }
        });
        return mails;
    }

    /** As a mail server gets them: by their dates, and never a mail before one that it names. */
    static List<CorpusMail> inOrderOfDelivery(List<CorpusMail> mails) {
        Map<MessageId, List<CorpusMail>> byId = new HashMap<>();
        mails.forEach(mail -> mail.mail()
                .messageId()
                .ifPresent(id ->
                        byId.computeIfAbsent(id, unknown -> new ArrayList<>()).add(mail)));
        LinkedHashSet<CorpusMail> ordered = new LinkedHashSet<>();
        mails.stream()
                .sorted(Comparator.comparing(mail -> mail.mail().date().orElse(Instant.EPOCH)))
                .forEach(mail -> addAfterItsParents(mail, byId, new LinkedHashSet<>(), ordered));
        return List.copyOf(ordered);
    }

    /** All identifiers that it has or names. */
    List<MessageId> identifiers() {
        List<MessageId> all = named();
        mail.messageId().ifPresent(all::add);
        return all;
    }

    /** All identifiers of other mails that it names. */
    List<MessageId> named() {
        List<MessageId> named = new ArrayList<>(mail.references());
        named.addAll(mail.inReplyTo());
        return named;
    }

    private static void addAfterItsParents(
            CorpusMail mail,
            Map<MessageId, List<CorpusMail>> byId,
            Collection<CorpusMail> begun,
            Collection<CorpusMail> ordered) {
        if (!ordered.contains(mail) && begun.add(mail)) { // some name each other
            mail.named().stream()
                    .flatMap(id -> byId.getOrDefault(id, List.of()).stream())
                    .forEach(parent -> addAfterItsParents(parent, byId, begun, ordered));
            ordered.add(mail);
        }
    }

    /** One file is one mail, whatever it says. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CorpusMail mail && mail.file.equals(file);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    @Override
    public String toString() {
        return file;
    }

    private static byte[] withoutMboxLine(byte[] bytes) {
        if (bytes.length > 5 && new String(bytes, 0, 5, StandardCharsets.ISO_8859_1).equals("From ")) {
            int end = 0;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            return Arrays.copyOfRange(bytes, Math.min(bytes.length, end + 1), bytes.length);
        }
        return bytes;
    }

    /** As an SMTP client sends them: lines end in CRLF. */
    private static byte[] crlf(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 1024);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) {
                out.write('\r');
            }
            out.write(bytes[i]);
        }
        if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
            out.write('\r');
            out.write('\n');
        }
        return out.toByteArray();
    }
}
