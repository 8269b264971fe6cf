// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.message.ContentDigest;
import org.postroom.message.HeaderSplice;
import org.postroom.message.IncomingMail;
import org.postroom.message.MailParser;
import org.postroom.message.NewText;

/** Mails made to break a parser: each has an end, within bounds of stack and time. */
class HostileMailTest {

    private static final long SMALL_STACK = 256 * 1024;
    private static final int SIZE = 1_000_000;

    private final MailParser parser = new Mime4jMailParser();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Parses in a thread with a small stack and measures its own processor time, which a busy machine does not change. */
    private IncomingMail parseWithin(Duration most, byte[] source) throws Exception {
        FutureTask<Duration> time = new FutureTask<>(
                () -> Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()));
        FutureTask<IncomingMail> task = new FutureTask<>(() -> parser.parse(source));
        Thread thread = new Thread(
                null,
                () -> {
                    task.run();
                    time.run();
                },
                "small-stack",
                SMALL_STACK);
        thread.start();
        IncomingMail mail = task.get();
        assertThat(time.get()).isLessThan(most);
        return mail;
    }

    @Test
    void multipartsNestedTwentyThousandDeepShouldBeKeptAsOneAttachment() throws Exception {
        StringBuilder mail = new StringBuilder("From: ann@customer.test\r\nSubject: deep\r\n");
        for (int i = 0; i < 20_000; i++) {
            mail.append(String.format(
                    Locale.ROOT, "Content-Type: multipart/mixed; boundary=b%05d\r\n\r\n--b%05d\r\n", i, i));
        }
        mail.append("\r\nthe bottom\r\n");
        IncomingMail read = parseWithin(Duration.ofSeconds(5), bytes(mail.toString()));
        assertThat(read.subject()).isEqualTo("deep");
        assertThat(read.attachments()).hasSize(1);
        assertThat(read.problems()).anyMatch(problem -> problem.contains("deeper than 50"));
        assertThat(read.leftOut()).singleElement().asString().contains("deeper than 50");
    }

    @Test
    void mailsNestedTwentyThousandDeepShouldBeOneAttachment() throws Exception {
        String mail = "From: ann@customer.test\r\nContent-Type: message/rfc822\r\n\r\n".repeat(20_000);
        IncomingMail read = parseWithin(Duration.ofSeconds(5), bytes(mail + "\r\nthe bottom\r\n"));
        assertThat(read.attachments()).hasSize(1);
    }

    @Test
    void partsWithoutNumberShouldBeCut() throws Exception {
        String mail =
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\nx\r\n".repeat(200_000) + "--b--\r\n";
        IncomingMail read = parseWithin(Duration.ofSeconds(5), bytes(mail));
        assertThat(read.problems()).anyMatch(problem -> problem.contains("more than 2000 parts"));
    }

    @Test
    void endlessTextShouldBeCut() throws Exception {
        IncomingMail read =
                parseWithin(Duration.ofSeconds(10), bytes("Subject: x\r\n\r\n" + "word ".repeat(6_000_000)));
        assertThat(read.text()).hasSize(MailParts.LONGEST_TEXT);
        assertThat(read.problems()).anyMatch(problem -> problem.contains("text is too long"));
        assertThat(read.leftOut()).singleElement().asString().contains("text is too long");
    }

    @Test
    void headersOfFiveMegabytesShouldBeCut() throws Exception {
        String field = "X-Long: " + "x".repeat(990) + "\r\n";
        IncomingMail many = parseWithin(Duration.ofSeconds(5), bytes(field.repeat(5000) + "Subject: lost\r\n\r\ntext"));
        assertThat(many.text()).isEqualTo("text");
        assertThat(many.problems()).anyMatch(problem -> problem.contains("header is too long"));
        assertThat(many.leftOut()).singleElement().asString().contains("header is too long");
        IncomingMail one = parseWithin(
                Duration.ofSeconds(5), bytes("Subject: s\r\nX: " + "y\r\n ".repeat(1_250_000) + "z\r\n\r\ntext"));
        assertThat(one.subject()).isEqualTo("s");
        assertThat(one.text()).isEqualTo("text");
    }

    @Test
    void partHeadersOfFiveMegabytesShouldNotMatter() throws Exception {
        String mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; x=\""
                + "y ".repeat(2_500_000) + "\"\r\n" + "a: b\r\n".repeat(500_000) + "\r\nthe text\r\n--b--\r\n";
        assertThat(parseWithin(Duration.ofSeconds(10), bytes(mail)).text()).isEqualTo("the text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n--b",
                "--b\r\n",
                "\r\n--b--\r\n",
                "\r",
                "\n",
                "\u0000",
                "\r\n-",
                "=",
                "=\r\n",
                "=?",
                "--b\r\n\r\n--b--",
                "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n",
                "--b\r\nContent-Type: message/rfc822\r\n\r\n",
                "--b\r\nContent-Type: text/html\r\n\r\n<div>\r\n",
                "(",
                "\"",
                "<",
                "a: b\r\n",
                "--b\r\nContent-Type: x;",
                "--b\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\u00ff\r\n",
                "begin 644 x\r\n"
            })
    void repeatedPiecesShouldTakeLinearTime(String piece) throws Exception {
        String body = piece.repeat(SIZE / piece.length());
        for (String encoding : new String[] {"7bit", "base64", "quoted-printable", "x-uuencode"}) {
            String head = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding: "
                    + encoding + "\r\n\r\n";
            assertThat(parseWithin(Duration.ofSeconds(10), bytes(head + body))).isNotNull();
        }
        assertThat(parseWithin(
                        Duration.ofSeconds(10), bytes("Content-Type: multipart/mixed; boundary=b\r\n\r\n" + body)))
                .isNotNull();
        assertThat(parseWithin(Duration.ofSeconds(10), bytes("From: " + body))).isNotNull();
        assertThat(parseWithin(Duration.ofSeconds(10), bytes("Subject: x\r\nContent-Type: text/html\r\n\r\n" + body)))
                .isNotNull();
    }

    static Stream<Path> goldenMails() throws Exception {
        return GoldenMailTest.mails();
    }

    @ParameterizedTest
    @MethodSource("goldenMails")
    void changedMailsShouldBeReadAllTheSame(Path mail) throws IOException {
        byte[] source = Files.readAllBytes(mail);
        Random random = new Random(20_261_121);
        for (int i = 0; i < 150; i++) {
            byte[] changed = changed(source, random);
            IncomingMail read = parser.parse(changed);
            assertThat(read.subject()).doesNotContain("\n", "\r", "\u0000");
            assertThat(NewText.split(read.text()).newText()).isNotNull();
            assertThat(ContentDigest.of(changed)).hasSize(64);
            byte[] spliced = HeaderSplice.of(changed)
                    .drop("Bcc", "Subject")
                    .prepend("X-Postroom-Ticket", "ACME-10427")
                    .add("Subject", "x")
                    .toBytes();
            IncomingMail again = parser.parse(spliced);
            assertThat(again.headers().first("X-Postroom-Ticket")).contains("ACME-10427");
            assertThat(again.subject()).isEqualTo("x");
            assertThat(again.text()).isEqualTo(read.text());
        }
    }

    private static byte[] changed(byte[] source, Random random) {
        byte[] bytes = source.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 1; i--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(30));
            bytes = switch (random.nextInt(5)) {
                case 0 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
                case 1 -> joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, at, bytes.length));
                case 2 -> Arrays.copyOf(bytes, at + 1);
                case 3 ->
                    joined(
                            joined(Arrays.copyOf(bytes, at), new byte[] {
                                "\r\n\u0000\"<=?-: ".getBytes(StandardCharsets.US_ASCII)[random.nextInt(9)]
                            }),
                            Arrays.copyOfRange(bytes, at, bytes.length));
                default -> {
                    bytes[at] = (byte) random.nextInt(256);
                    yield bytes;
                }
            };
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(first.length + second.length);
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
