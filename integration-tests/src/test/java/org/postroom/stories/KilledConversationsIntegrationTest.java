// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed with SIGKILL while agents answer, note, command, and release what was held, and while failures are
 * reported. What was not accepted is sent again, as mail programs and servers do; in the end everything was done once.
 * {@code -Dpostroom.kill.conversations=N} says how many tickets take each course, 2 if nothing is said.
 */
class KilledConversationsIntegrationTest {

    private static final List<String> AGENTS = List.of("agent1@acme.test", "agent2@acme.test", "agent3@acme.test");
    private static final int OF_EACH = Integer.getInteger("postroom.kill.conversations", 2);
    private static final int KILLS = 3;
    private static final String SECRET = "secret";

    private final Random random = new Random(20261122);
    private final GreenMail outside =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
    private final AtomicInteger accepted = new AtomicInteger();
    private final Map<String, MimeMessage> written = new ConcurrentHashMap<>();

    @TempDir
    private Path home;

    private AdminQuestions admin;
    private volatile ServerProcess server;

    /** What an agent does with a ticket, and what it then is. */
    private enum Course {
        ANSWER("An answer: PUBLIC.", "waiting", "normal", "customer reply", "replied"),
        ANSWER_AND_CLOSE("#close\n#priority high\nAn answer: PUBLIC.", "closed", "high", "customer reply", "replied"),
        NOTE("#note\nThis is " + SECRET + ".", "new", "normal", "customer note", "noted"),
        ORDERS("#priority urgent\n#tag killed", "new", "urgent", "customer", "tagged"),
        HELD("#clsoe\nAn answer: PUBLIC.", "waiting", "normal", "customer reply", "held released replied"),
        FAILURE(
                "An answer: PUBLIC.",
                "open",
                "normal",
                "customer reply delivery-failure system",
                "replied delivery-failed");

        private final String text;
        private final String status;
        private final String priority;
        private final String kinds;
        private final String once;

        Course(String text, String status, String priority, String kinds, String once) {
            this.text = text;
            this.status = status;
            this.priority = priority;
            this.kinds = kinds;
            this.once = once;
        }

        boolean isAnswer() {
            return kinds.contains("reply");
        }
    }

    /** A customer's ticket and its course. */
    private record Matter(Course course, String name) {

        String customer() {
            return name + "@killed.test";
        }
    }

    @Test
    void everythingThatAgentsDoShouldBeDoneOnceThoughTheServerIsKilled() throws Exception {
        start();
        List<Matter> matters = matters();
        for (Matter matter : matters) {
            try (SmtpClient client = new SmtpClient(server.port("smtp"))) {
                byte[] mail = Letters.plain(
                        matter.name(), matter.customer(), "About " + matter.name(), "Помогите, пожалуйста.", "");
                assertThat(client.deliver(matter.customer(), List.of("support@acme.test"), mail))
                        .startsWith("250");
            }
        }
        ExecutorService agents = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> works = new ArrayList<>();
            matters.forEach(matter -> works.add(agents.submit(() -> {
                go(matter);
                return true;
            })));
            killNowAndThen(matters.size());
            for (Future<?> work : works) {
                work.get();
            }
        } finally {
            agents.shutdownNow();
        }
        for (Matter matter : matters) {
            isDoneOnce(matter);
        }
        nothingInternalLeft();
        assertThat(admin.tickets(server).size()).isEqualTo(matters.size());
        assertThat(admin.differences(server)).isEmpty();
        assertThat(admin.failed(server)).isZero();
    }

    private void start() throws Exception {
        RunningHelpDesk.copyConf(home.resolve("conf"));
        outside.start();
        admin = new AdminQuestions(home);
        server = ServerProcess.start(home, outside.getSmtp().getPort());
        for (String agent : AGENTS) {
            admin.addUser(server, agent);
        }
        admin.addUser(server, "lead@acme.test");
    }

    @AfterEach
    void stop() throws Exception {
        outside.stop();
        server.close();
    }

    private static List<Matter> matters() {
        List<Matter> matters = new ArrayList<>();
        for (int i = 0; i < OF_EACH; i++) {
            for (Course course : Course.values()) {
                matters.add(new Matter(course, course.name().toLowerCase(Locale.ROOT) + i));
            }
        }
        return matters;
    }

    /** Right after something was accepted, while it is worked on. */
    private void killNowAndThen(int all) throws Exception {
        int each = all / (KILLS + 1);
        for (int kill = 0; kill < KILLS; kill++) {
            int at = kill * each + 1 + random.nextInt(each);
            eventually(
                    at + " mails that were accepted",
                    () -> Optional.of(accepted.get()).filter(n -> n >= at));
            server.kill();
            server = ServerProcess.start(home, outside.getSmtp().getPort());
        }
    }

    private void go(Matter matter) {
        sendUntilAccepted(
                "the mail of " + matter,
                program -> {
                    MimeMessage mail = written.get(matter.name());
                    if (mail == null) {
                        AgentsProgram.Seen copy =
                                program
                                        .copies(
                                                "INBOX",
                                                ticket(matter)
                                                        .orElseThrow()
                                                        .path("number")
                                                        .asText())
                                        .stream()
                                        .findFirst()
                                        .orElseThrow();
                        mail = kept(program.reply(copy), matter.course().text.replace("PUBLIC", matter.name()));
                        written.put(matter.name(), mail);
                    }
                    program.send(mail);
                },
                matter);
        if (matter.course() == Course.HELD) {
            sendUntilAccepted(
                    "the release of " + matter,
                    program -> {
                        AgentsProgram.Seen question = program.folder("INBOX").stream()
                                .filter(seen -> seen.subject().startsWith("Not sent yet")
                                        && seen.subject().contains(matter.name()))
                                .findFirst()
                                .orElseThrow();
                        MimeMessage release = written.get("release " + matter.name());
                        if (release == null) {
                            release = kept(program.reply(question), "#send");
                            written.put("release " + matter.name(), release);
                        }
                        program.send(release);
                    },
                    matter);
        }
        if (matter.course() == Course.FAILURE) {
            sendUntilAccepted("the report of " + matter, program -> report(matter), matter);
        }
    }

    private static MimeMessage kept(MimeMessage reply, String text) throws MessagingException {
        reply.setText(text, "UTF-8");
        reply.saveChanges();
        return new SameMessageId(reply);
    }

    @FunctionalInterface
    private interface Sending {
        void send(AgentsProgram program) throws Exception;
    }

    /** As often as it takes: until then the copy is not there, or the server is not. */
    private void sendUntilAccepted(String what, Sending sending, Matter matter) {
        eventually(what, () -> {
            try {
                String agent = ticket(matter)
                        .map(ticket -> ticket.path("agent").asText())
                        .orElseThrow();
                sending.send(new AgentsProgram(server.ports(), agent, RunningHelpDesk.PASSWORD));
                return Optional.of(accepted.incrementAndGet());
            } catch (IOException | MessagingException | NoSuchElementException e) {
                return Optional.empty();
            }
        });
    }

    private void report(Matter matter) throws Exception {
        jakarta.mail.internet.MimeMessage answer = received(matter).stream()
                .filter(mail -> !CustomersIntegrationTest.isAutomatic(mail))
                .findFirst()
                .orElseThrow();
        String to = answer.getHeader("Return-Path")[0].replaceAll("[<>]", "");
        String report = "From: MAILER-DAEMON@killed.test\r\nTo: <" + to + ">\r\nSubject: Undelivered Mail\r\n"
                + "Message-ID: <report-" + matter.name() + "@killed.test>\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n"
                + "--b\r\nContent-Type: text/plain\r\n\r\nThe mailbox is full.\r\n"
                + "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; killed.test\r\n\r\n"
                + "Final-Recipient: rfc822; " + matter.customer()
                + "\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\n--b--\r\n";
        try (SmtpClient client = new SmtpClient(server.port("smtp"))) {
            String reply = client.deliver("", List.of(to), report.getBytes(StandardCharsets.US_ASCII));
            if (!reply.startsWith("250")) {
                throw new IOException(reply);
            }
        }
    }

    private void isDoneOnce(Matter matter) {
        Course course = matter.course();
        eventually("the end of " + matter, () -> {
            JsonNode ticket = ticket(matter).orElseThrow();
            JsonNode shown = admin.show(server, ticket.path("number").asText());
            return kinds(shown).equals(course.kinds)
                            && ticket.path("status").asText().equals(course.status)
                            && ticket.path("priority").asText().equals(course.priority)
                            && identifiers(matter).size() == (course.isAnswer() ? 2 : 1)
                    ? Optional.of(shown)
                    : Optional.empty();
        });
        JsonNode shown = eventually(
                "what became of " + matter,
                () -> Optional.of(admin.show(
                        server, ticket(matter).orElseThrow().path("number").asText())));
        for (String type : course.once.split(" ")) {
            assertThat(shown.findPath("events").findValuesAsText("type"))
                    .as("events of " + matter)
                    .containsOnlyOnce(type);
        }
        if (course == Course.HELD) {
            assertThat(questions(matter)).as("questions about " + matter).isEqualTo(1);
        }
    }

    private long questions(Matter matter) {
        return eventually(
                "the questions about " + matter,
                () -> Optional.of(new AgentsProgram(
                                server.ports(),
                                ticket(matter).orElseThrow().path("agent").asText(),
                                RunningHelpDesk.PASSWORD)
                        .folder("INBOX").stream()
                                .filter(seen -> seen.subject().startsWith("Not sent")
                                        && seen.subject().contains(matter.name()))
                                .count()));
    }

    private static String kinds(JsonNode shown) {
        return String.join(" ", shown.findPath("messages").findValuesAsText("kind"));
    }

    private void nothingInternalLeft() throws Exception {
        for (jakarta.mail.internet.MimeMessage mail : outside.getReceivedMessages()) {
            assertThat(String.valueOf(mail.getContent())).doesNotContain(SECRET).doesNotContain("#close");
        }
    }

    private Optional<JsonNode> ticket(Matter matter) throws IOException, InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode ticket : admin.tickets(server)) {
            if (ticket.path("requester").asText().equals(matter.customer())) {
                found.add(ticket);
            }
        }
        assertThat(found.size()).as("tickets of " + matter).isLessThanOrEqualTo(1);
        return found.stream().filter(ticket -> !ticket.path("agent").isNull()).findFirst();
    }

    private List<jakarta.mail.internet.MimeMessage> received(Matter matter) throws jakarta.mail.MessagingException {
        List<jakarta.mail.internet.MimeMessage> received = new ArrayList<>();
        for (jakarta.mail.internet.MimeMessage mail : outside.getReceivedMessages()) {
            if (Arrays.toString(mail.getAllRecipients()).contains(matter.customer())) {
                received.add(mail);
            }
        }
        return received;
    }

    /** Different mails to a customer: the same Message-ID counts once. */
    private Set<String> identifiers(Matter matter) throws jakarta.mail.MessagingException {
        Set<String> identifiers = new HashSet<>();
        for (jakarta.mail.internet.MimeMessage mail : received(matter)) {
            identifiers.add(mail.getMessageID());
        }
        return identifiers;
    }
}
