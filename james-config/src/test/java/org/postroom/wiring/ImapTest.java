// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.wiring.RunningServer.AGENT;
import static org.postroom.wiring.RunningServer.PASSWORD;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import javax.mail.Flags;
import javax.mail.Folder;
import javax.mail.Message;
import javax.mail.Session;
import javax.mail.Store;
import javax.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningServer.class)
class ImapTest {

    @Test
    void passwordShouldNotBeTakenBeforeTls(PostroomServer server) throws Exception {
        try (Lines client = Lines.to(server.ports().imap())) {
            client.read();
            assertThat(client.say("a CAPABILITY").read())
                    .contains("LOGINDISABLED")
                    .contains("STARTTLS")
                    .doesNotContain("AUTH=");
            assertThat(client.read()).startsWith("a OK");
            assertThat(client.say("b LOGIN " + AGENT + " \"" + PASSWORD + "\"").read())
                    .matches("b (NO|BAD) .*");
            assertThat(client.say("c AUTHENTICATE PLAIN").read()).matches("c (NO|BAD) .*");
        }
    }

    @Test
    void hugeLiteralShouldBeRefusedBeforeLogin(PostroomServer server) throws Exception {
        for (String announced : new String[] {"{104857600}", "{104857600+}", "{99999999999999999999}", "{4097+}"}) {
            try (Lines client = Lines.overTlsTo(server.ports().imaps())) {
                client.read();
                assertThat(client.say("a LOGIN " + announced).read())
                        .as(announced)
                        .startsWith("* BYE");
                assertThat(client.read()).isNull();
            }
        }
    }

    @Test
    void manyLiteralsOfOneCommandShouldBeRefusedBeforeLogin(PostroomServer server) throws Exception {
        try (Lines client = Lines.to(server.ports().imap())) {
            client.read();
            String literal = "{4000+}\r\n" + "x".repeat(4000);
            client.send(("a LOGIN " + literal + " " + literal).getBytes(StandardCharsets.US_ASCII));
            assertThat(client.read()).startsWith("* BYE");
        }
    }

    @Test
    void endlessLineShouldBeRefusedBeforeLogin(PostroomServer server) throws Exception {
        try (Lines client = Lines.to(server.ports().imap())) {
            client.read();
            client.send("a".repeat(20_000).getBytes(StandardCharsets.US_ASCII));
            assertThat(client.read()).startsWith("* BYE");
        }
    }

    @Test
    void loginWithLiteralsShouldWork(PostroomServer server) throws Exception {
        try (Lines client = Lines.overTlsTo(server.ports().imaps())) {
            client.read();
            assertThat(client.say("a LOGIN {" + AGENT.length() + "}").read()).startsWith("+");
            assertThat(client.say(AGENT + " {" + PASSWORD.length() + "}").read())
                    .startsWith("+");
            assertThat(client.say(PASSWORD).read()).startsWith("a OK");
        }
    }

    @Test
    void literalLargerThanAMailShouldBeRefusedAfterLogin(PostroomServer server) throws Exception {
        try (Lines client = Lines.overTlsTo(server.ports().imaps())) {
            client.read();
            assertThat(client.say("a LOGIN " + AGENT + " \"" + PASSWORD + "\"").read())
                    .startsWith("a OK");
            assertThat(client.say("b APPEND Drafts {1048576000}").read()).startsWith("* BYE");
        }
    }

    @Test
    void largeMailShouldBeAppendedWhole(PostroomServer server) throws Exception {
        byte[] text = new byte[3 * 1024 * 1024];
        Arrays.fill(text, (byte) 'x');
        for (int i = 70; i < text.length; i += 72) {
            text[i] = '\r';
            text[i + 1] = '\n';
        }
        String source = "Subject: large\r\n\r\n" + new String(text, StandardCharsets.US_ASCII);
        MimeMessage message = new MimeMessage(
                Session.getInstance(new Properties()),
                new java.io.ByteArrayInputStream(source.getBytes(StandardCharsets.US_ASCII)));

        try (Store store = new MailProgram(server.ports(), AGENT, PASSWORD).imap()) {
            Folder folder = store.getFolder("Large");
            folder.create(Folder.HOLDS_MESSAGES);
            folder.appendMessages(new Message[] {message});
            folder.open(Folder.READ_WRITE);
            assertThat(folder.getMessageCount()).isEqualTo(1);
            assertThat(folder.getMessage(1).getSize()).isEqualTo(source.length());
            folder.setFlags(1, 1, new Flags(Flags.Flag.DELETED), true);
            folder.close(true);
        }
    }
}
