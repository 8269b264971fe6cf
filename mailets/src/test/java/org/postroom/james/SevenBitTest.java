// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.postroom.message.IncomingMail;

class SevenBitTest {

    @Test
    void cleanMailShouldStayAsItIs() {
        byte[] mail = bytes("From: a@b.test\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=BC\r\n");

        assertThat(SevenBit.of(mail)).isSameAs(mail);
    }

    @Test
    void loneLineEndsShouldBecomeCrLf() {
        assertThat(text(SevenBit.of(bytes("From: a@b.test\n\nOne\rTwo\r\n\nThree"))))
                .isEqualTo("From: a@b.test\r\n\r\nOne\r\nTwo\r\n\r\nThree");
    }

    @Test
    void eachPartShouldBeEncodedWhereItHasTo() {
        String mail = """
                From: a@b.test
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=x
                Content-Transfer-Encoding: 8bit

                --x
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                Grüße
                --x
                Content-Type: text/plain; charset=us-ascii
                Content-Transfer-Encoding: 8bit

                plain
                --x
                Content-Type: image/png; name=a.png
                Content-Transfer-Encoding: binary

                \u0089PNG ü
                --x
                Content-Type: message/rfc822
                Content-Transfer-Encoding: 8bit

                Subject: inner
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                Привет
                --x--
                """.replace("\n", "\r\n");
        byte[] source = mail.getBytes(StandardCharsets.UTF_8);

        byte[] result = SevenBit.of(source);

        assertThat(text(result))
                .contains("Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe\r\n--x\r\n")
                .contains("Content-Transfer-Encoding: 7bit\r\n\r\nplain\r\n--x\r\n")
                .contains("Content-Transfer-Encoding: base64\r\n\r\nwolQTkcgw7w=\r\n--x\r\n")
                .contains("Content-Transfer-Encoding: quoted-printable\r\n\r\n=D0=9F=D1=80")
                .doesNotContain("8bit")
                .doesNotContain("binary");
        assertThat(text(result).chars()).allMatch(c -> c < 128);
        IncomingMail before = new Mime4jMailParser().parse(source);
        IncomingMail after = new Mime4jMailParser().parse(result);
        assertThat(after.text()).isEqualTo(before.text());
        assertThat(after.attachments().get(0)).isEqualTo(before.attachments().get(0));
        assertThat(SevenBit.of(result)).isSameAs(result);
    }

    @Test
    void signedPartsShouldBeLeftAlone() {
        byte[] mail =
                bytes("From: a@b.test\r\nContent-Type: multipart/signed; boundary=x\r\n\r\n--x\r\n\r\nGrüße\r\n--x\r\n"
                        + "Content-Type: application/pgp-signature\r\n\r\nabc\r\n--x--\r\n");

        assertThat(SevenBit.of(mail)).isSameAs(mail);
    }

    @Test
    void textWithoutAnyMimeFieldShouldBecomeMime() {
        assertThat(text(SevenBit.of(bytes("From: a@b.test\r\n\r\nGrüße\r\n"))))
                .isEqualTo("From: a@b.test\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-Version: 1.0\r\n\r\n"
                        + "Gr=C3=BC=C3=9Fe\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
