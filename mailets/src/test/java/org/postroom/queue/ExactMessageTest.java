// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageWrapper;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postroom.james.ExactMessage;
import org.postroom.store.sql.MailBytes;

class ExactMessageTest {

    static Stream<Named<byte[]>> sources() {
        return Stream.of(
                Named.of("raw UTF-8, Russian", raw("Не работает вход", StandardCharsets.UTF_8)),
                Named.of("raw UTF-8, Chinese", raw("无法登录我的账户", StandardCharsets.UTF_8)),
                Named.of("raw UTF-8, German", raw("Rückfrage zur Prüfung", StandardCharsets.UTF_8)),
                Named.of("raw KOI8-R", raw("Не работает вход", Charset.forName("KOI8-R"))),
                Named.of("raw GBK", raw("无法登录我的账户", Charset.forName("GBK"))),
                Named.of("encoded words", raw("=?UTF-8?B?0J3QtSDRgNCw0LHQvtGC0LDQtdGC?=", StandardCharsets.US_ASCII)),
                Named.of("a header without a body", ascii("Subject: nothing else\r\n")),
                Named.of("no header", ascii("\r\nonly text\r\n")),
                Named.of("an empty message", new byte[0]),
                Named.of("bare line feeds", ascii("Subject: one\nX-Folded: a\n b\n\ntext\nmore\n")),
                Named.of("NUL and bare CR", ascii("Subject: a\0b\r\n\r\nx\ry\0z\r\n")),
                Named.of(
                        "a multipart that never ends",
                        ascii("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n")));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void bytesShouldStayWhenNothingIsDone(byte[] source) throws Exception {
        ExactMessage message = exact(source);

        assertThat(stream(message)).isEqualTo(source);
        assertThat(written(message)).isEqualTo(source);
        assertThat(queued(message)).isEqualTo(source);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void bytesShouldStayWhenTheMessageWasParsed(byte[] source) throws Exception {
        ExactMessage message = exact(source);

        message.loadMessage();
        message.getSubject();

        assertThat(stream(message)).isEqualTo(source);
        assertThat(written(message)).isEqualTo(source);
        assertThat(queued(message)).isEqualTo(source);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void bytesShouldStayWhenTheMailIsDuplicated(byte[] source) throws Exception {
        MailImpl mail = Samples.mail("original");
        mail.setMessageNoCopy(exact(source));

        assertThat(Samples.bytes(mail.duplicate())).isEqualTo(source);
    }

    @Test
    void changedHeaderShouldChangeItsOwnLinesOnly() throws Exception {
        byte[] source = raw("Не работает вход", Charset.forName("KOI8-R"));
        ExactMessage message = exact(source);

        message.setHeader("X-Postroom-Ticket", "ACME-10427");
        message.removeHeader("X-Test");

        String expected = "X-Postroom-Ticket: ACME-10427\r\n" + latin(source).replace("X-Test: 1\r\n", "");
        assertThat(latin(stream(message))).isEqualTo(expected);
        assertThat(latin(written(message))).isEqualTo(expected);
        assertThat(latin(queued(message))).isEqualTo(expected);
    }

    @Test
    void headersShouldBeLeftOutWhenTheWriterAsksForIt() throws Exception {
        byte[] source = raw("Rückfrage", StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream written = new ByteArrayOutputStream();

        exact(source).writeTo(written, new String[] {"x-test"});

        assertThat(latin(written.toByteArray())).isEqualTo(latin(source).replace("X-Test: 1\r\n", ""));
    }

    @Test
    void changedBodyShouldBeWritten() throws Exception {
        ExactMessage message = exact(raw("Rückfrage", StandardCharsets.ISO_8859_1));

        message.setText("another text");
        message.saveChanges();

        assertThat(latin(queued(message))).contains("another text").doesNotContain("Body");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void messageThatSmtpReceivedShouldBeQueuedAsItIs(byte[] source) throws Exception {
        assertThat(queued(received(source))).isEqualTo(source);
    }

    @Test
    void messageThatSmtpReceivedAndAHookParsedShouldBeQueuedWithItsRawHeaders() throws Exception {
        byte[] source = raw("Не работает вход", Charset.forName("KOI8-R"));
        MimeMessageWrapper message = received(source);

        message.loadMessage();

        assertThat(queued(message)).isEqualTo(source);
    }

    @Test
    void messageThatAMailetMadeShouldBeQueuedAsItWritesItself() throws Exception {
        MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(ascii("Subject: made\r\n\r\ntext\r\n")));

        assertThat(queued(message)).isEqualTo(written(message));
    }

    private static byte[] raw(String subject, Charset charset) {
        String body = "Body: Тело, 正文\r\n.\r\n..\r\n";
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        source.writeBytes(ascii("Received: by mx.example.org\r\n\tfor <support@acme.test>\r\nSubject: "));
        source.writeBytes(subject.getBytes(charset));
        source.writeBytes(ascii("\r\nFrom: \""));
        source.writeBytes(subject.getBytes(charset));
        source.writeBytes(ascii("\" <customer@example.org>\r\nX-Test: 1\r\n\r\n"));
        source.writeBytes(body.getBytes(StandardCharsets.UTF_8));
        return source.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static ExactMessage exact(byte[] source) {
        return new ExactMessage(new Samples.Received(source));
    }

    private static MimeMessageWrapper received(byte[] source) {
        return new MimeMessageWrapper(new Samples.Received(source));
    }

    private static byte[] stream(MimeMessageWrapper message) throws MessagingException, IOException {
        try (InputStream stream = message.getMessageInputStream()) {
            return stream.readAllBytes();
        }
    }

    private static byte[] written(MimeMessage message) throws MessagingException, IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        message.writeTo(written);
        return written.toByteArray();
    }

    private static byte[] queued(MimeMessage message) throws MessagingException, IOException {
        MailBytes bytes = MessageBytes.of(message);
        try (InputStream stream = bytes.open()) {
            byte[] read = stream.readAllBytes();
            assertThat(bytes.size()).isEqualTo(read.length);
            return read;
        }
    }
}
