// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.postroom.wiring.RunningServer.AGENT;
import static org.postroom.wiring.RunningServer.PASSWORD;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.mail.Folder;
import javax.mail.Message;
import javax.mail.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are too long, and ends that are none, over a bare socket. */
@ExtendWith(RunningServer.class)
class WholeMailsTest {

    private static final String HIDDEN = "MAIL FROM:<hidden@example.org>\r\nRCPT TO:<" + AGENT
            + ">\r\nDATA\r\nSubject: hidden\r\n\r\nhidden\r\n.\r\n";

    @Test
    void commandLineThatIsTooLongShouldBeRefusedOnceAndWhole(PostroomServer server) throws Exception {
        for (int length : List.of(13_000, 70_000, 200_000)) {
            try (Lines client = greeted(server)) {
                assertThat(client.ask("NOOP " + "x".repeat(length))).startsWith("500");
                assertThat(client.ask("NOOP")).startsWith("250");
                // What stands behind the limit is no command.
                assertThat(client.ask("x".repeat(length) + "QUIT")).startsWith("500");
                assertThat(client.ask("NOOP")).startsWith("250");
            }
        }
    }

    @Test
    void longButLegalLineShouldBeKeptWhole(PostroomServer server) throws Exception {
        try (Lines client = writing(server, "long but legal")) {
            client.say("y".repeat(60_000));
            assertThat(client.ask(".")).startsWith("250");
        }
        try (Store store = new MailProgram(server.ports(), AGENT, PASSWORD).imap()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> contentOf(store, "long but legal").strip().equals("y".repeat(60_000)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 70_000, 300_000})
    void mailWithALineThatIsTooLongShouldBeRefusedAtItsEnd(int length, PostroomServer server) throws Exception {
        int before = inboxCount(server);
        try (Lines client = writing(server, "too long " + length)) {
            client.say("before").say("x".repeat(length)).say("behind");
            assertThat(client.ask(".")).startsWith("500 5.6.0");
            assertThat(client.ask("NOOP")).startsWith("250");
            assertThat(client.ask("DATA")).startsWith("503");
        }
        assertNothingCame(server, before);
    }

    @Test
    void lineThatIsTooLongShouldNotHideAnEnd(PostroomServer server) throws Exception {
        int before = inboxCount(server);
        String content = "x".repeat(70_000) + "\n.\r\n" + HIDDEN;
        try (Lines client = writing(server, "hiding behind a long line")) {
            client.send(bytes(content));
            // The only end is the hidden mail's: one answer, and it is a refusal.
            assertThat(client.reply()).startsWith("550 5.5.2");
            assertThat(client.ask("NOOP")).startsWith("250 ");
        }
        assertNothingCame(server, before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r\n.\n", "\n.\r", "\r\n.\r"})
    void endWithALoneLineFeedShouldNotEndAMail(String end, PostroomServer server) throws Exception {
        int before = inboxCount(server);
        try (Lines client = writing(server, "smuggling")) {
            client.send(bytes("text" + end + HIDDEN));
            String reply = client.reply();
            if (end.contains("\n.") && !end.startsWith("\r") || end.endsWith("\n")) {
                assertThat(reply).startsWith("550 5.5.2");
            }
            assertThat(client.ask("NOOP")).startsWith("250 ");
        }
        await().during(Duration.ofSeconds(1))
                .until(() -> subjects(server).stream().noneMatch(subject -> subject.equals("hidden")));
        assertThat(inboxCount(server)).isLessThanOrEqualTo(before + 1);
    }

    @Test
    void loneCarriageReturnsShouldEndNothingAndBeKept(PostroomServer server) throws Exception {
        int before = inboxCount(server);
        try (Lines client = writing(server, "carriage returns")) {
            client.send(bytes("one\r.\rtwo\r\n"));
            client.send(bytes("MAIL FROM:<hidden@example.org>\r\n.\r\n"));
            assertThat(client.reply()).startsWith("250");
            assertThat(client.ask("NOOP")).startsWith("250 ");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> inboxCount(server) == before + 1);
    }

    @Test
    void answersShouldComeInTheOrderOfCommands(PostroomServer server) throws Exception {
        StringBuilder all = new StringBuilder("MAIL FROM:<a@example.org>\r\n");
        for (int i = 0; i < 50; i++) {
            all.append("RCPT TO:<")
                    .append(AGENT)
                    .append(">\r\nRCPT TO:<nobody")
                    .append(i)
                    .append("@acme.test>\r\n");
        }
        try (Lines client = greeted(server)) {
            client.send(bytes(all + "RSET\r\nQUIT\r\n"));
            assertThat(client.reply()).startsWith("250");
            for (int i = 0; i < 50; i++) {
                assertThat(client.reply()).startsWith("250");
                assertThat(client.reply()).startsWith("550").contains("nobody" + i);
            }
            assertThat(client.reply()).startsWith("250");
            assertThat(client.reply()).startsWith("221");
            assertThat(client.read()).isNull();
        }
    }

    @Test
    void commandsSmuggledBehindStartTlsShouldNotCountAfterAMailEither(PostroomServer server) throws Exception {
        try (Lines client = writing(server, "before tls")) {
            assertThat(client.ask(".")).startsWith("250");
            client.send(bytes("STARTTLS\r\nMAIL FROM:<a@b.test>\r\n"));
            assertThat(client.reply()).doesNotStartWith("220");
        }
    }

    private static Lines greeted(PostroomServer server) throws Exception {
        Lines client = Lines.to(server.ports().smtp());
        client.reply();
        client.ask("EHLO client.test");
        return client;
    }

    private static Lines writing(PostroomServer server, String subject) throws Exception {
        Lines client = greeted(server);
        client.ask("MAIL FROM:<customer@example.org>");
        assertThat(client.ask("RCPT TO:<" + AGENT + ">")).startsWith("250");
        assertThat(client.ask("DATA")).startsWith("354");
        return client.say("Subject: " + subject).say("");
    }

    private static void assertNothingCame(PostroomServer server, int before) {
        await().during(Duration.ofSeconds(1)).until(() -> inboxCount(server) == before);
    }

    private static int inboxCount(PostroomServer server) throws Exception {
        return new MailProgram(server.ports(), AGENT, PASSWORD).inboxCount();
    }

    private static List<String> subjects(PostroomServer server) throws Exception {
        try (Store store = new MailProgram(server.ports(), AGENT, PASSWORD).imap();
                Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            java.util.ArrayList<String> subjects = new java.util.ArrayList<>();
            for (Message each : inbox.getMessages()) {
                subjects.add(String.valueOf(each.getSubject()));
            }
            return subjects;
        }
    }

    private static String contentOf(Store store, String subject) throws Exception {
        try (Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            for (Message each : inbox.getMessages()) {
                if (subject.equals(each.getSubject())) {
                    return new String(each.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                }
            }
            return "";
        }
    }

    private static byte[] bytes(String text) throws IOException {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
