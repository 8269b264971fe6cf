// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroom.message.Attachment;
import org.postroom.message.ContentDigest;
import org.postroom.message.IncomingMail;
import org.postroom.message.NewText;

/** What holds for readers of whole mails and of what is packed in them, whatever they read. */
public final class MailProperties {

    private static final Mime4jMailParser PARSER = new Mime4jMailParser();

    private MailProperties() {}

    /** Every mail can be read, the same each time, and what is read is bounded. */
    public static void mail(byte[] input) {
        IncomingMail mail = PARSER.parse(input);

        assertThat(PARSER.parse(input)).isEqualTo(mail);
        assertThat(mail.text().length()).isLessThanOrEqualTo(2 * MailParts.LONGEST_TEXT);
        assertThat(mail.attachments().size()).isLessThanOrEqualTo(2 * MailParts.MOST_PARTS);
        assertThat(mail.attachments()).allSatisfy(file -> {
            assertThat(file.size()).isBetween(0L, (long) input.length + 2);
            assertThat(file.name().chars()).noneMatch(c -> c < ' ' || c == '/' || c == '\\');
        });
        assertThat(mail.subject().chars()).noneMatch(c -> c < ' ');
        assertThat(mail.problems().size()).isLessThan(100);
        assertThat(NewText.of(mail).newText().isBlank()).isEqualTo(mail.text().isBlank());
        ContentDigest.of(input);
    }

    /** All texts together are bounded by the mail. */
    public static void innerTexts(byte[] input) {
        MimeInnerTexts inner = new MimeInnerTexts();

        long length = inner.texts(input).stream().mapToLong(String::length).sum();

        assertThat(length).isLessThanOrEqualTo(20L * input.length + 10_000);
        assertThat(inner.mails(input))
                .allSatisfy(mail -> assertThat(mail.length).isLessThanOrEqualTo(input.length + 2));
    }

    /** What is taken out and what is left are the text, and nothing else changes. */
    public static void topLines(byte[] input) {
        IncomingMail mail = PARSER.parse(input);
        List<String> lines = mail.text()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(1)
                .toList();
        Optional<byte[]> without = new MimeTopLines().without(input, lines);
        if (without.isPresent() && !lines.isEmpty()) {
            IncomingMail after = PARSER.parse(without.get());
            assertThat(after.headers()).isEqualTo(mail.headers());
            assertThat(after.attachments()).isEqualTo(mail.attachments());
            if (mail.text().chars().allMatch(c -> c < 0x80)) { // what is left of others may look like another charset
                assertThat(words(lines.get(0) + after.text())).isEqualTo(words(mail.text()));
            }
        }
    }

    /** The mail says the same, and making it 7 bit again changes nothing. */
    public static void sevenBit(byte[] input) {
        byte[] result = SevenBit.of(input);

        assertThat(SevenBit.of(result)).isEqualTo(result);
        IncomingMail before = PARSER.parse(SevenBit.withLineEnds(input));
        IncomingMail after = PARSER.parse(result);
        assertThat(after.text()).isEqualTo(before.text());
        assertThat(after.attachments().stream().map(Attachment::name))
                .containsExactlyElementsOf(
                        before.attachments().stream().map(Attachment::name).toList());
        assertThat(after.subject()).isEqualTo(before.subject());
    }

    /** Files within winmail.dat are no larger than it. */
    public static void tnef(byte[] input) throws IOException {
        byte[] begun = new byte[input.length + 6];
        byte[] signature = {0x78, (byte) 0x9f, 0x3e, 0x22, 1, 0};
        System.arraycopy(signature, 0, begun, 0, 6);
        System.arraycopy(input, 0, begun, 6, input.length);
        for (byte[] file : List.of(input, begun)) {
            Tnef.Contents contents = Tnef.read(new ByteArrayInputStream(file));
            assertThat(contents.files())
                    .allSatisfy(one -> assertThat(one.size()).isBetween(0L, (long) file.length));
            assertThat(contents.size()).isEqualTo(file.length);
        }
    }

    /** A file that is uuencoded within a text is found with its size, and the text around it stays. */
    public static void uuencode(byte[] input) throws IOException {
        UuBlocks any = UuBlocks.in(input);
        assertThat(any.text().length).isLessThanOrEqualTo(input.length);

        byte[] file = input.length == 0 ? new byte[1] : input;
        String encoded = uuencoded(file);
        UuBlocks blocks = UuBlocks.in(("above\n" + encoded + "below\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(blocks.text(), StandardCharsets.US_ASCII)).isEqualTo("above\nbelow\n");
        assertThat(blocks.files())
                .singleElement()
                .satisfies(found -> assertThat(found.size()).isEqualTo(file.length));
        byte[] decoded =
                new UuInputStream(new ByteArrayInputStream(encoded.getBytes(StandardCharsets.US_ASCII))).readAllBytes();
        assertThat(decoded).isEqualTo(file);
        new UuInputStream(new ByteArrayInputStream(input)).readAllBytes();
    }

    private static String uuencoded(byte[] file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("begin 644 file.bin\n".getBytes(StandardCharsets.US_ASCII));
        for (int from = 0; from < file.length; from += 45) {
            byte[] line = Arrays.copyOfRange(file, from, Math.min(file.length, from + 45));
            byte[] padded = Arrays.copyOf(line, (line.length + 2) / 3 * 3);
            out.write(sign(line.length));
            for (int i = 0; i < padded.length; i += 3) {
                int bits = (padded[i] & 0xff) << 16 | (padded[i + 1] & 0xff) << 8 | padded[i + 2] & 0xff;
                out.write(sign(bits >> 18));
                out.write(sign(bits >> 12));
                out.write(sign(bits >> 6));
                out.write(sign(bits));
            }
            out.write('\n');
        }
        out.writeBytes("`\nend\n".getBytes(StandardCharsets.US_ASCII));
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static int sign(int bits) {
        return (bits & 0x3f) == 0 ? '`' : (bits & 0x3f) + ' ';
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }
}
