// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.mail.Message.RecipientType;
import javax.mail.Session;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeBodyPart;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.cli.Postroom;
import org.postroom.ticket.Ticket;

/** What leaves is signed, and verifies on the bytes that the far server gets. */
class SignedMailIntegrationTest {

    private static final String CUSTOMER = "ivan@kunde.test";
    private static final String SUBJECT =
            "Возврат денег за очень длинный заказ номер 4711, который так и не пришёл в наш офис в Санкт-Петербурге";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatLeavesShouldVerifyWhetherTheFarServerTakes8BitOrNot(boolean takes8Bit) throws Exception {
        Path home = RunningHelpDesk.newHome();
        makeKey(home.resolve("conf/dkim.pem"));
        RunningHelpDesk.change(home, "postroom.xml", text -> text.replace("<keyFile>none", "<keyFile>dkim.pem"));
        String record = dnsRecord(home);
        try (OutsideServer outside = new OutsideServer(takes8Bit);
                RunningHelpDesk desk = RunningHelpDesk.startIn(home, outside.port())) {
            desk.deliver(
                    CUSTOMER,
                    "support@acme.test",
                    Letters.text("signed", CUSTOMER, "support@acme.test", SUBJECT, "UTF-8", "Где мой заказ?"));
            Ticket ticket = desk.ticketOf(CUSTOMER, 1);
            AgentsProgram agent = desk.agent(ticket.agent().orElseThrow().asString());
            AgentsProgram.Seen copy =
                    agent.waitForCopies("INBOX", ticket.number().toString(), 1).get(0);
            MimeMessage answer = agent.reply(copy);
            answer.setContent(textAndFile());
            agent.send(answer);
            MimeMessage own = new MimeMessage((Session) null);
            own.setRecipient(RecipientType.TO, new InternetAddress("friend@kunde.test"));
            own.setSubject("Обед", "UTF-8");
            own.setText("Пообедаем?", "UTF-8");
            own.setHeader("Content-Transfer-Encoding", "8bit");
            agent.send(own);

            List<byte[]> mails = RunningHelpDesk.eventually(
                    "three mails outside",
                    () -> outside.mails().size() == 3 ? Optional.of(outside.mails()) : Optional.empty());

            for (byte[] mail : mails) {
                String text = new String(mail, StandardCharsets.ISO_8859_1);
                assertThat(verified(mail, record)).as(text).hasSize(1);
                assertThat(text.chars()).allMatch(c -> c < 128);
                assertThat(text).containsOnlyOnce("\r\nMessage-ID:").doesNotContain("X-MIME-Autoconverted");
            }
            assertThat(mails).anySatisfy(mail -> {
                MimeMessage received = new MimeMessage(null, new ByteArrayInputStream(mail));
                assertThat(received.getSubject()).isEqualTo("Re: [" + ticket.number() + "] " + SUBJECT);
                MimeMultipart parts = (MimeMultipart) received.getContent();
                assertThat(parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
                        .isEqualTo(answerText());
                assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(file());
            });
        }
    }

    private static List<SignatureRecord> verified(byte[] mail, String record) throws Exception {
        return new DKIMVerifier((methods, selector, domain) -> {
                    assertThat(selector + "._domainkey." + domain).isEqualTo("postroom._domainkey.acme.test");
                    return List.of(record);
                })
                .verify(new ByteArrayInputStream(mail));
    }

    private static void makeKey(Path file) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        Path made = Files.createTempFile(file.getParent(), "dkim", ".pem"); // for this account only
        Files.writeString(
                made,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(
                                        generator.generateKeyPair().getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Files.move(made, file);
    }

    /** As {@code ./postroom dkim} tells the admin. */
    private static String dnsRecord(Path home) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Postroom.run(new PrintWriter(out), new PrintWriter(err), "dkim", "--home", home.toString());
        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString()).contains("postroom._domainkey.acme.test. IN TXT (");
        StringBuilder record = new StringBuilder();
        Matcher strings = Pattern.compile("\"([^\"]*)\"").matcher(out.toString());
        while (strings.find()) {
            assertThat(strings.group(1)).hasSizeLessThan(256);
            record.append(strings.group(1));
        }
        return record.toString();
    }

    private static MimeMultipart textAndFile() throws Exception {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(answerText(), "UTF-8");
        text.setHeader("Content-Transfer-Encoding", "8bit");
        MimeBodyPart file = new MimeBodyPart();
        file.setContent(file(), "application/octet-stream");
        file.setFileName("счёт.bin");
        return new MimeMultipart(text, file);
    }

    private static String answerText() {
        return "Здравствуйте,\n\n.точка в начале строки\n" + "очень длинная строка ".repeat(90) + "\n\nАнна  \n\n\n";
    }

    private static byte[] file() {
        byte[] bytes = new byte[5000];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
