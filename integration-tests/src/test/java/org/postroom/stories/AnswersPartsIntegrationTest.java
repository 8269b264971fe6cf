// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.activation.DataHandler;
import javax.mail.internet.MimeBodyPart;
import javax.mail.internet.MimeMultipart;
import javax.mail.util.ByteArrayDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postroom.ticket.Ticket;

/** Attachments, inline pictures, alternative parts and charsets of an agent's answer arrive as they were written. */
@ExtendWith(SharedHelpDesk.class)
class AnswersPartsIntegrationTest {

    private static final String CUSTOMER = "parts@answers.test";
    private static final byte[] PICTURE = bytes(3_000);
    private static final byte[] DOCUMENT = bytes(200_000);
    private static final byte[] LIST = "#close\r\n第一项\r\n第二项\r\n".getBytes(Charset.forName("GB18030"));

    private static RunningHelpDesk desk;

    @BeforeAll
    static void start(RunningHelpDesk shared) {
        desk = shared;
    }

    @Test
    void everyPartShouldArriveAsItWasWrittenButForTheCommands() throws Exception {
        desk.deliver(
                CUSTOMER,
                "support@acme.test",
                Letters.text("parts", CUSTOMER, "support@acme.test", "Схема", "KOI8-R", "Пришлите схему и список."));
        Ticket ticket = desk.ticketOf(CUSTOMER, 1);
        AgentsProgram program = desk.agent(ticket.agent().orElseThrow().asString());
        var answer = program.reply(
                program.waitForCopies("INBOX", ticket.number().toString(), 1).get(0));
        answer.setContent(content());

        program.send(answer);

        MimeMessage got = eventually(
                "the answer",
                () -> desk.received(CUSTOMER).stream()
                        .filter(mail -> !CustomersIntegrationTest.isAutomatic(mail))
                        .findFirst());
        List<Part> leaves = new ArrayList<>();
        collect(got, leaves);
        assertThat(leaves).hasSize(5);
        assertThat(text(leaves.get(0), "windows-1251")).isEqualTo("Схема и список приложены.\r\nС уважением, Анна");
        assertThat(leaves.get(0).getContentType()).containsIgnoringCase("windows-1251");
        assertThat(text(leaves.get(1), "UTF-8"))
                .contains("<b>Схема</b> и список приложены.<img src=\"cid:scheme@agents\">")
                .doesNotContain("#закрыть");
        assertThat(decoded(leaves.get(2))).isEqualTo(PICTURE);
        assertThat(leaves.get(2).getHeader("Content-ID")).containsExactly("<scheme@agents>");
        assertThat(decoded(leaves.get(3))).isEqualTo(DOCUMENT);
        assertThat(MimeUtility.decodeText(leaves.get(3).getFileName())).isEqualTo("схема 图.pdf");
        assertThat(decoded(leaves.get(4))).isEqualTo(LIST);
        assertThat(leaves.get(4).getContentType()).containsIgnoringCase("GB18030");
        program.waitForCopies("Tickets.Closed", ticket.number().toString(), 2);
    }

    private static MimeMultipart content() throws Exception {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText("#закрыть\r\nСхема и список приложены.\r\nС уважением, Анна", "windows-1251");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(
                "<html><body><div>#закрыть</div><div><b>Схема</b> и список приложены.<img src=\"cid:scheme@agents\"></div>"
                        + "<div>С уважением, Анна</div></body></html>",
                "UTF-8",
                "html");
        MimeBodyPart picture = file(PICTURE, "image/png", "scheme.png");
        picture.setContentID("<scheme@agents>");
        picture.setDisposition(Part.INLINE);
        return new MimeMultipart(
                "mixed",
                part(new MimeMultipart("related", part(new MimeMultipart("alternative", plain, html)), picture)),
                file(DOCUMENT, "application/pdf", "схема 图.pdf"),
                file(LIST, "text/plain; charset=GB18030", "list.txt"));
    }

    private static MimeBodyPart part(MimeMultipart content) throws Exception {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(content);
        return part;
    }

    private static MimeBodyPart file(byte[] content, String type, String name) throws Exception {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
        part.setFileName(name);
        return part;
    }

    private static void collect(Part part, List<Part> leaves) throws Exception {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                collect(inner, leaves);
            }
        } else {
            leaves.add(part);
        }
    }

    private static byte[] decoded(Part part) throws Exception {
        try (InputStream in = part.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static String text(Part part, String charset) throws Exception {
        return new String(decoded(part), Charset.forName(charset)).stripTrailing();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
