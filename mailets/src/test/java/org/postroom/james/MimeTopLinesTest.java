// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.message.IncomingMail;

class MimeTopLinesTest {

    private static final List<String> LINES = List.of("#close", "#tag возврат");

    private final MimeTopLines topLines = new MimeTopLines();
    private final Mime4jMailParser parser = new Mime4jMailParser();

    @ParameterizedTest
    @CsvSource({
        "utf-8, 8bit",
        "utf-8, base64",
        "utf-8, quoted-printable",
        "koi8-r, 8bit",
        "windows-1251, base64",
        "koi8-r, quoted-printable"
    })
    void linesShouldGoAndTextStay(String charset, String encoding) throws Exception {
        String text =
                "#close\r\n\r\n  #tag возврат \r\n\r\nЗдравствуйте, готово.\r\n\r\n> #close\r\n> Где мои деньги?\r\n";
        byte[] source = mail("text/plain; charset=" + charset, encoding, text.getBytes(Charset.forName(charset)));

        byte[] edited = topLines.without(source, LINES).orElseThrow();

        assertThat(parser.parse(edited).text().strip())
                .isEqualTo("Здравствуйте, готово.\n\n> #close\n> Где мои деньги?");
        assertThat(parser.parse(edited).headers())
                .isEqualTo(parser.parse(source).headers());
    }

    @ParameterizedTest
    @CsvSource({
        "yes, 8bit",
        "no, 8bit",
        "yes, quoted-printable",
        "no, quoted-printable",
        "yes, base64",
        "no, base64",
    })
    void linesThatWereWrappedShouldGoAsAWhole(String delSp, String encoding) throws Exception {
        String space = delSp.equals("yes") ? "  " : " ";
        String text = "#snooze until" + space + "\r\nMonday" + space + "\r\n 9:00\r\n\r\n#subject Принтер в коридоре"
                + space + "\r\nвторого этажа\r\nЗдравствуйте, мы" + space + "\r\nпридём.\r\n>" + space.strip()
                + " Где вы?\r\n";
        byte[] source = mail(
                "text/plain; charset=utf-8; Format=Flowed; DelSp=" + delSp,
                encoding,
                text.getBytes(StandardCharsets.UTF_8));
        List<String> commands = List.of("#snooze until Monday 9:00", "#subject Принтер в коридоре второго этажа");
        assertThat(parser.parse(source).text()).startsWith(commands.get(0) + "\n\n" + commands.get(1) + "\n");

        byte[] edited = topLines.without(source, commands).orElseThrow();

        assertThat(parser.parse(edited).text().strip()).isEqualTo("Здравствуйте, мы придём.\n> Где вы?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>#snooze until\r\nMonday 9:00</p>\r\n<p>Guten Tag</p>",
                "#snooze until\n Monday <i>9:00</i><br>Guten Tag"
            })
    void linesThatAreWrappedInTheSourceOfHtmlShouldGoAsAWhole(String html) throws Exception {
        byte[] source = mail("text/html; charset=utf-8", "quoted-printable", html.getBytes(StandardCharsets.UTF_8));
        assertThat(parser.parse(source).text()).startsWith("#snooze until Monday 9:00\n");

        byte[] edited =
                topLines.without(source, List.of("#snooze until Monday 9:00")).orElseThrow();

        assertThat(parser.parse(edited).text().strip()).isEqualTo("Guten Tag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>#close</p><p>#tag возврат</p><p>Guten Tag</p>",
                "<html><head><style>p{}</style></head><body><div>#close<br></div><div>#tag&nbsp;возврат</div>"
                        + "<div><br></div><div>Guten Tag</div></body></html>",
                "#close<br>#tag <b>возврат</b><br>Guten Tag",
                "<div dir=\"ltr\"><span>#</span>close<div>#tag возврат<br><br>Guten Tag</div></div>",
            })
    void linesShouldGoOutOfHtml(String html) throws Exception {
        byte[] source = mail("text/html; charset=utf-8", "8bit", html.getBytes(StandardCharsets.UTF_8));

        IncomingMail edited = parser.parse(topLines.without(source, LINES).orElseThrow());

        assertThat(edited.text().strip()).isEqualTo("Guten Tag");
    }

    @Test
    void bothTextsShouldBeEditedAndEverythingElseStay() {
        String mail = """
                From: agent1@acme.test
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="out er"

                preamble
                --out er
                Content-Type: multipart/alternative; boundary=inner

                --inner
                Content-Type: text/plain; charset=utf-8

                #close
                #tag возврат

                好的
                --inner
                Content-Type: text/html; charset=utf-8

                <div>#close</div><div>#tag возврат</div><p>好的</p><img src="cid:1">
                --inner--
                --out er
                Content-Type: text/plain; name=notes.txt
                Content-Disposition: attachment; filename=notes.txt

                #close
                #tag возврат
                --out er--
                epilogue
                """.replace("\n", "\r\n");

        String edited = new String(
                topLines.without(mail.getBytes(StandardCharsets.UTF_8), LINES).orElseThrow(), StandardCharsets.UTF_8);

        String expected = mail.replaceFirst("#close\r\n#tag возврат\r\n\r\n好的", "好的")
                .replace(
                        "<div>#close</div><div>#tag возврат</div><p>好的</p><img src=\"cid:1\">",
                        "<html><head></head><body><p>好的</p><img src=\"cid:1\"></body></html>");
        assertThat(edited).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/signed; boundary=b", "multipart/encrypted; boundary=b", "multipart/mixed", "image/png"
            })
    void whatCannotBeEditedShouldBeLeftAlone(String type) {
        byte[] source = mail(
                type, "8bit", "--b\r\n\r\n#close\r\n#tag возврат\r\nyes\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));

        assertThat(topLines.without(source, LINES)).isEmpty();
    }

    @Test
    void linesThatDoNotStandAtTheTopOfBothTextsShouldBeLeftAlone() {
        String mail =
                "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\n#close\r\n#tag возврат\r\nyes\r\n--b\r\n"
                        + "Content-Type: text/html\r\n\r\n<p>see picture</p>\r\n--b--\r\n";

        assertThat(topLines.without(mail.getBytes(StandardCharsets.UTF_8), LINES))
                .isEmpty();
        assertThat(topLines.without(new byte[0], LINES)).isEmpty();
    }

    private static byte[] mail(String type, String encoding, byte[] body) {
        String header = "From: agent1@acme.test\r\nMIME-Version: 1.0\r\nContent-Type: " + type
                + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n";
        byte[] encoded = switch (encoding) {
            case "base64" -> Base64.getMimeEncoder().encode(body);
            case "quoted-printable" -> quoted(body);
            default -> body;
        };
        byte[] head = header.getBytes(StandardCharsets.US_ASCII);
        byte[] mail = java.util.Arrays.copyOf(head, head.length + encoded.length);
        System.arraycopy(encoded, 0, mail, head.length, encoded.length);
        return mail;
    }

    private static byte[] quoted(byte[] body) {
        StringBuilder out = new StringBuilder();
        for (byte b : body) {
            out.append(b == '\r' || b == '\n' ? String.valueOf((char) b) : String.format("=%02X", b & 0xff));
            if (out.length() - out.lastIndexOf("\n") > 70) {
                out.append("=\r\n");
            }
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void innerTextsShouldSayWhatStandsInAttachedMailsAndFiles() {
        String inner = "Subject: inner\r\n\r\nпароль сервера";
        String mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee below\r\n--b\r\n"
                + "Content-Type: text/html; name=x.html\r\nContent-Disposition: attachment\r\n\r\n<b>bold</b> word\r\n--b\r\n"
                + "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(inner.getBytes(StandardCharsets.UTF_8)) + "\r\n--b--\r\n";
        MimeInnerTexts texts = new MimeInnerTexts();

        assertThat(texts.texts(mail.getBytes(StandardCharsets.UTF_8)))
                .containsExactly("see below", "bold word", "пароль сервера");
        assertThat(texts.mails(mail.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .satisfies(bytes -> assertThat(parser.parse(bytes).subject()).isEqualTo("inner"));
        assertThat(Optional.of(texts.texts(new byte[0])).get()).allMatch(String::isBlank);
    }
}
