// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.postroom.wiring.RunningServer.AGENT;
import static org.postroom.wiring.RunningServer.COLLEAGUE;
import static org.postroom.wiring.RunningServer.PASSWORD;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningServer.class)
class MailFromTheWorldTest {

    @Test
    void loginShouldNeitherBeOfferedNorTaken(PostroomServer server) throws Exception {
        try (Lines client = Lines.to(server.ports().smtp())) {
            client.reply();
            assertThat(client.say("EHLO client.test").wholeReply())
                    .contains("STARTTLS")
                    .contains("SIZE 26214400")
                    .doesNotContain("AUTH");
            assertThat(client.ask("AUTH LOGIN")).startsWith("5");
            assertThat(client.ask("STARTTLS")).startsWith("220");
            client.startTls();
            assertThat(client.say("EHLO client.test").wholeReply()).doesNotContain("AUTH");
            assertThat(client.ask("AUTH PLAIN AGFnZW50AHB3")).startsWith("5");
        }
    }

    @Test
    void mailForAnAgentShouldArrive(PostroomServer server) throws Exception {
        MailProgram agent = new MailProgram(server.ports(), AGENT, PASSWORD);
        int before = agent.inboxCount();
        try (Lines client = greeted(server)) {
            assertThat(client.ask("MAIL FROM:<customer@example.org>")).startsWith("250");
            assertThat(client.ask("RCPT TO:<" + AGENT + ">")).startsWith("250");
            assertThat(client.ask("DATA")).startsWith("354");
            client.say("From: customer@example.org")
                    .say("Subject: hello")
                    .say("")
                    .say("hello");
            assertThat(client.ask(".")).startsWith("250");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> agent.inboxCount() == before + 1);
    }

    @Test
    void relayingShouldBeRefusedAlsoFromThisMachine(PostroomServer server) throws Exception {
        try (Lines client = greeted(server)) {
            client.ask("MAIL FROM:<customer@example.org>");
            assertThat(client.ask("RCPT TO:<somebody@elsewhere.test>")).startsWith("5");
        }
    }

    @Test
    void unknownRecipientsShouldBeRefused(PostroomServer server) throws Exception {
        try (Lines client = greeted(server)) {
            client.ask("MAIL FROM:<customer@example.org>");
            assertThat(client.ask("RCPT TO:<nobody@acme.test>")).startsWith("550");
            assertThat(client.ask("RCPT TO:<postmaster@acme.test>")).startsWith("550");
        }
    }

    @Test
    void addressesThatOthersCannotCarryShouldBeRefused(PostroomServer server) throws Exception {
        try (Lines client = greeted(server)) {
            assertThat(client.ask("MAIL FROM:<пётр@example.org>")).startsWith("5");
            client.ask("MAIL FROM:<customer@example.org>");
            assertThat(client.ask("RCPT TO:<пётр@acme.test>")).startsWith("5");
            assertThat(client.ask("RCPT TO:<\"a;b\"@acme.test>")).startsWith("553");
        }
    }

    @Test
    void tooLargeMailShouldBeRefusedWhenAnnounced(PostroomServer server) throws Exception {
        try (Lines client = greeted(server)) {
            assertThat(client.ask("MAIL FROM:<customer@example.org> SIZE=30000000"))
                    .startsWith("552");
        }
    }

    @Test
    void ownDomainInTheEnvelopeShouldNotNeedALogin(PostroomServer server) throws Exception {
        try (Lines client = greeted(server)) {
            assertThat(client.ask("MAIL FROM:<webform@acme.test>")).startsWith("250");
            assertThat(client.ask("RCPT TO:<" + COLLEAGUE + ">")).startsWith("250");
        }
    }

    private static Lines greeted(PostroomServer server) throws Exception {
        Lines client = Lines.to(server.ports().smtp());
        client.reply();
        client.ask("EHLO client.test");
        return client;
    }
}
