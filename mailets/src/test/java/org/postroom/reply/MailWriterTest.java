// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;

class MailWriterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "two\nlines\n",
                ".\n..\n.hidden",
                "From here on\nFrom there on",
                "ends with a space \nand a tab\t\n",
                "1 = 1 and =3D stays",
                "--=_postroom_alternative--\n",
                "Größe: 3 µm, Preis: 10 €",
                "Здравствуйте, Иван Петров!",
                "您好，李明！",
                "emoji 😀😀😀 and \u0000 NUL"
            })
    void textShouldBeReadAsItWasWritten(String text) throws Exception {
        byte[] mail = new MailWriter().text("Subject", "x").write(text);

        assertThat(read(mail).getContent()).isEqualTo(text.replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "=", "é", "字", "😀", ". ", "From me\n", "word "})
    void linesShouldBeShortAndStartWithNothingSpecial(String piece) throws Exception {
        String text = piece.repeat(500);
        byte[] mail = new MailWriter().text("Subject", "x").write(text, "<p>" + text + "</p>");

        String[] lines = new String(mail, StandardCharsets.US_ASCII).split("\r\n", -1);
        assertThat(lines).allMatch(line -> line.length() <= 76).noneMatch(line -> line.startsWith("From "));
        assertThat(lines).noneMatch(line -> line.startsWith(".")).noneMatch(line -> line.endsWith(" "));
        assertThat(read(mail).getContentType()).startsWith("multipart/alternative");
    }

    @Test
    void headerShouldHoldWhatWasGiven() throws Exception {
        byte[] mail = new MailWriter()
                .date(Instant.parse("2026-11-01T05:06:07Z"), ZoneId.of("America/New_York"))
                .addresses("To", List.of(new NamedAddress("Петров, Иван", EmailAddress.of("ivan@acme.test"))))
                .text("Subject", "Grüße")
                .identifiers("References", List.of())
                .write("x");

        MimeMessage read = read(mail);
        assertThat(read.getHeader("Date")).containsExactly("Sun, 1 Nov 2026 01:06:07 -0400");
        assertThat(read.getAllRecipients()[0].toString()).contains("<ivan@acme.test>");
        assertThat(read.getSubject()).isEqualTo("Grüße");
        assertThat(read.getHeader("References")).isNull();
    }

    @Test
    void valueWithLineEndShouldBeRefused() {
        MailWriter writer = new MailWriter().field("X-Test", "a\r\nBcc: b@acme.test");

        assertThatThrownBy(() -> writer.write("x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sameCallsShouldGiveSameBytes() {
        assertThat(new MailWriter().date(Instant.EPOCH, ZoneOffset.UTC).write("a", "b"))
                .isEqualTo(new MailWriter().date(Instant.EPOCH, ZoneOffset.UTC).write("a", "b"));
    }

    private static MimeMessage read(byte[] mail) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
    }
}
