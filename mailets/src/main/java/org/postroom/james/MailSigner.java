// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.api.BodyHasher;
import org.apache.james.jdkim.api.Headers;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.apache.james.jdkim.tagvalue.SignatureRecordImpl;
import org.postroom.desk.SigningKey;
import org.postroom.message.AddressList;
import org.postroom.message.HeaderScanner;
import org.postroom.message.HeaderSplice;

/**
 * Signs mail (DKIM, RFC 6376) with the key of its From domain, in relaxed form, over the bytes that leave. The same mail and
 * key give the same bytes each time: the signature has no time in it. Safe for many threads.
 */
public final class MailSigner {

    /**
     * What is signed, each once more than it stands, so that nobody can add another one. A field that is not ASCII is left out:
     * servers on the way may change it.
     */
    private static final List<String> SIGNED = List.of(
            "From",
            "To",
            "Cc",
            "Subject",
            "Date",
            "Message-ID",
            "Reply-To",
            "In-Reply-To",
            "References",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            "Auto-Submitted");

    private static final String FIELD = "DKIM-Signature:";
    private static final int CHUNK = 64;

    private final List<SigningKey> keys;

    /**
     * Takes the keys.
     *
     * @param keys at most one a domain
     */
    public MailSigner(List<SigningKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Signs a mail.
     *
     * @param source its bytes
     * @return the mail with its signature on top, encoded so that it need not be changed on its way; or empty when there is no
     *     key for its From, or no From that could be signed
     */
    public Optional<byte[]> sign(byte[] source) {
        Fields original = Fields.of(source);
        return original.fromDomain()
                .flatMap(domain -> SigningKey.forDomain(keys, domain))
                .map(key -> signed(SevenBit.of(source), key));
    }

    private static byte[] signed(byte[] mail, SigningKey key) {
        Fields fields = Fields.of(mail);
        String template = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + key.domain() + "; s=" + key.selector() + "; h="
                + fields.names() + "; bh=; b=;";
        Signer signer = new Signer(template, key);
        try {
            BodyHasher hasher = signer.newBodyHasher(signer.newSignatureRecordTemplate(template));
            try (OutputStream body = hasher.getOutputStream()) {
                body.write(mail, fields.bodyStart(), mail.length - fields.bodyStart());
            }
            String field = signer.sign(fields, hasher);
            return HeaderSplice.of(mail)
                    .prepend("DKIM-Signature", foldable(field.substring(FIELD.length())))
                    .toBytes();
        } catch (PermFailException e) {
            throw new IllegalStateException("the mail cannot be signed with " + key, e);
        } catch (IOException e) {
            throw new UncheckedIOException("it is all in memory", e);
        }
    }

    /** White space in the value of b= counts for nothing (RFC 6376 section 3.5), so there the line may be broken. */
    private static String foldable(String value) {
        int start = value.lastIndexOf(" b=") + 3;
        int end = value.indexOf(';', start);
        StringBuilder folded = new StringBuilder(value.substring(0, start));
        for (int i = start; i < end; i += CHUNK) {
            folded.append(i == start ? "" : " ").append(value, i, Math.min(end, i + CHUNK));
        }
        return folded.append(value.substring(end)).toString().strip();
    }

    /** The library's signer, with the tags in the order in which they are written here. */
    private static final class Signer extends DKIMSigner {

        Signer(String template, SigningKey key) {
            super(template, key.key());
        }

        @Override
        public SignatureRecord newSignatureRecordTemplate(String template) {
            return new SignatureRecordImpl(template) {
                @Override
                protected Map<String, CharSequence> newTagValue() {
                    return new LinkedHashMap<>();
                }
            };
        }
    }

    /** The fields that are signed, byte for byte. */
    private record Fields(Map<String, List<String>> byName, int bodyStart) implements Headers {

        static Fields of(byte[] mail) {
            Map<String, List<String>> byName = new LinkedHashMap<>();
            SIGNED.forEach(name -> byName.put(key(name), new ArrayList<>()));
            HeaderScanner scanner = new HeaderScanner(mail);
            while (scanner.next()) {
                List<String> same = byName.get(scanner.key());
                if (same != null) {
                    ByteArrayOutputStream line = new ByteArrayOutputStream();
                    line.write(mail, scanner.start(), scanner.end() - scanner.start());
                    same.add(line.toString(StandardCharsets.ISO_8859_1).stripTrailing());
                }
            }
            byName.values().removeIf(lines -> lines.stream().anyMatch(line -> !isAscii(line)));
            return new Fields(byName, scanner.bodyStart());
        }

        Optional<String> fromDomain() {
            return byName.getOrDefault("from", List.of()).stream()
                    .flatMap(line -> AddressList.parse(line.substring(line.indexOf(':') + 1)).stream())
                    .map(named -> named.address().domain())
                    .findFirst();
        }

        /** What {@code h=} names. */
        String names() {
            return byName.entrySet().stream()
                    .map(field -> String.join(
                            ":", Collections.nCopies(field.getValue().size() + 1, field.getKey())))
                    .collect(Collectors.joining(": "));
        }

        @Override
        public List<String> getFields() {
            return byName.values().stream().flatMap(List::stream).toList();
        }

        @Override
        public List<String> getFields(String name) {
            return byName.getOrDefault(key(name), List.of());
        }

        private static String key(String name) {
            return name.toLowerCase(Locale.ROOT);
        }

        private static boolean isAscii(String line) {
            return line.chars().allMatch(c -> c < 0x7f && (c >= ' ' || c == '\t' || c == '\r' || c == '\n'));
        }
    }
}
