// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.postroom.wiring.RunningServer.AGENT;
import static org.postroom.wiring.RunningServer.COLLEAGUE;
import static org.postroom.wiring.RunningServer.PASSWORD;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningServer.class)
class SubmissionTest {

    private static final String LOGIN = "AUTH PLAIN "
            + Base64.getEncoder().encodeToString(("\0" + AGENT + "\0" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    @Test
    void mailShouldReachTheInboxOfAColleague(PostroomServer server) throws Exception {
        MailProgram colleague = new MailProgram(server.ports(), COLLEAGUE, PASSWORD);
        int before = colleague.inboxCount();

        new MailProgram(server.ports(), AGENT, PASSWORD).send(COLLEAGUE, "Привет, 你好", "Grüße");

        await().atMost(Duration.ofSeconds(30)).until(() -> colleague.inboxCount() == before + 1);
    }

    @Test
    void passwordShouldBeRefusedBeforeTls(PostroomServer server) throws Exception {
        try (Lines client = Lines.to(server.ports().submission())) {
            client.reply();
            assertThat(client.say("EHLO client.test").wholeReply())
                    .contains("STARTTLS")
                    .doesNotContain("AUTH");
            assertThat(client.ask(LOGIN)).startsWith("538 5.7.11");
            assertThat(client.ask("AUTH LOGIN")).startsWith("538");
            assertThat(client.ask("MAIL FROM:<" + AGENT + ">")).startsWith("530");
        }
    }

    @Test
    void passwordShouldBeTakenOverTls(PostroomServer server) throws Exception {
        try (Lines client = loggedIn(server)) {
            assertThat(client.ask("MAIL FROM:<" + AGENT + ">")).startsWith("250");
        }
    }

    @Test
    void passwordShouldBeTakenOnThePortThatSpeaksTlsFromTheStart(PostroomServer server) throws Exception {
        try (Lines client = Lines.overTlsTo(server.ports().submissions())) {
            client.reply();
            assertThat(client.say("EHLO client.test").wholeReply()).contains("AUTH");
            assertThat(client.ask(LOGIN)).startsWith("235");
        }
    }

    @Test
    void wrongPasswordShouldBeRefused(PostroomServer server) throws Exception {
        try (Lines client = Lines.overTlsTo(server.ports().submissions())) {
            client.reply();
            client.ask("EHLO client.test");
            String wrong =
                    Base64.getEncoder().encodeToString(("\0" + AGENT + "\0wrong").getBytes(StandardCharsets.UTF_8));
            assertThat(client.ask("AUTH PLAIN " + wrong)).startsWith("535");
            assertThat(client.ask("MAIL FROM:<" + AGENT + ">")).startsWith("530");
        }
    }

    @Test
    void envelopeSenderShouldBeTheAgents(PostroomServer server) throws Exception {
        try (Lines client = loggedIn(server)) {
            assertThat(client.ask("MAIL FROM:<" + COLLEAGUE + ">")).startsWith("503");
            assertThat(client.ask("MAIL FROM:<somebody@elsewhere.test>")).startsWith("503");
        }
    }

    @Test
    void readReceiptShouldBeTakenWithTheNullSender(PostroomServer server) throws Exception {
        try (Lines client = loggedIn(server)) {
            assertThat(client.ask("MAIL FROM:<>")).startsWith("250");
            assertThat(client.ask("RCPT TO:<" + COLLEAGUE + ">")).startsWith("250");
        }
    }

    @Test
    void fromHeaderShouldBeTheAgents(PostroomServer server) throws Exception {
        try (Lines client = loggedIn(server)) {
            client.ask("MAIL FROM:<" + AGENT + ">");
            client.ask("RCPT TO:<" + COLLEAGUE + ">");
            client.ask("DATA");
            client.say("From: Boss <" + COLLEAGUE + ">")
                    .say("Subject: pay at once")
                    .say("")
                    .say("now");
            assertThat(client.ask(".")).startsWith("550 5.7.1").contains(COLLEAGUE);
        }
    }

    @Test
    void senderHeaderShouldBeTheAgents(PostroomServer server) throws Exception {
        try (Lines client = loggedIn(server)) {
            client.ask("MAIL FROM:<" + AGENT + ">");
            client.ask("RCPT TO:<" + COLLEAGUE + ">");
            client.ask("DATA");
            client.say("From: " + AGENT).say("Sender: " + COLLEAGUE).say("").say("now");
            assertThat(client.ask(".")).startsWith("550 5.7.1");
        }
    }

    @Test
    void unknownAddressOfOursShouldBeRefusedAtOnce(PostroomServer server) throws Exception {
        try (Lines client = loggedIn(server)) {
            client.ask("MAIL FROM:<" + AGENT + ">");
            assertThat(client.ask("RCPT TO:<nobody@acme.test>")).startsWith("550");
            assertThat(client.ask("RCPT TO:<somebody@elsewhere.test>")).startsWith("250");
        }
    }

    @Test
    void commandsSmuggledBehindStartTlsShouldNotCount(PostroomServer server) throws Exception {
        try (Lines client = Lines.to(server.ports().submission())) {
            client.reply();
            client.ask("EHLO client.test");
            client.send("STARTTLS\r\nMAIL FROM:<a@b.test>\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.reply()).doesNotStartWith("220");
        }
    }

    private static Lines loggedIn(PostroomServer server) throws Exception {
        Lines client = Lines.to(server.ports().submission());
        client.reply();
        client.ask("EHLO client.test");
        assertThat(client.ask("STARTTLS")).startsWith("220");
        client.startTls();
        assertThat(client.say("EHLO client.test").wholeReply()).contains("AUTH LOGIN PLAIN");
        assertThat(client.ask(LOGIN)).startsWith("235");
        return client;
    }
}
