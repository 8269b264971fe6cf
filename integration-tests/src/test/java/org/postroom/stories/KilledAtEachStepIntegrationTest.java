// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed before the first, the second, the third ... commit that a customer's mail and an agent's answer lead
 * to, in any of its databases; each time it is started again, and senders send again what was not accepted.
 *
 * <p>{@code -Dpostroom.kill.every=N} takes each Nth commit only, 4 if nothing is said; 1 takes them all, which lasts minutes.
 */
class KilledAtEachStepIntegrationTest {

    private static final List<String> AGENTS = List.of("agent1@acme.test", "agent2@acme.test", "agent3@acme.test");
    private static final int EVERY = Integer.getInteger("postroom.kill.every", 4);

    private final GreenMail outside =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
    private final List<String> customers = new ArrayList<>();

    @TempDir
    private Path home;

    private ServerProcess server;
    private AdminQuestions admin;

    /** A mail or an answer on its way: how it is sent, and how one sees that all of its work is done. */
    private record Work(Sending sending, Callable<Boolean> isDone) {}

    @FunctionalInterface
    private interface Sending {
        void send() throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        RunningHelpDesk.copyConf(home.resolve("conf"));
        outside.start();
        admin = new AdminQuestions(home);
        server = ServerProcess.halting(home, outside.getSmtp().getPort());
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

    @Test
    void nothingShouldBeLostOrDoneTwiceWhereverTheServerIsKilled() throws Exception {
        int ofMail = commitsOf(letter("first"));
        int ofAnswer = commitsOf(answer("first"));
        System.out.printf("commits that write: %d of a customer's mail, %d of an answer%n", ofMail, ofAnswer);
        assertThat(ofMail).isGreaterThan(10);
        assertThat(ofAnswer).isGreaterThan(10);

        for (int commit = 1; commit <= Math.max(ofMail, ofAnswer); commit += EVERY) {
            String customer = "killed" + commit;
            killedAt(commit, letter(customer));
            killedAt(commit, answer(customer));
        }

        everythingIsThereOnce();
    }

    private int commitsOf(Work work) throws Exception {
        server.order("arm " + Integer.MAX_VALUE);
        work.sending().send();
        eventually(
                "the end of the work", () -> Optional.of(work.isDone().call()).filter(done -> done));
        return Integer.parseInt(server.order("count").substring("commits ".length()));
    }

    /**
     * With less work than usual, the last commits may not be reached: then nothing was killed, and the work is done. What
     * comes after it, an agent's login for example, writes too and must not be what ends the server.
     */
    private void killedAt(int commit, Work work) throws Exception {
        server.order("arm " + commit);
        boolean sent = isSent(work);
        eventually(
                "commit " + commit,
                () -> Optional.of(server.isDead() || isDone(work)).filter(ended -> ended));
        if (!isDisarmed()) {
            server = ServerProcess.halting(home, outside.getSmtp().getPort());
            if (!sent) {
                work.sending().send();
            }
            eventually(
                    "the end of what was killed at commit " + commit,
                    () -> Optional.of(work.isDone().call()).filter(done -> done));
        }
    }

    private boolean isDisarmed() throws InterruptedException {
        try {
            server.order("arm " + Integer.MAX_VALUE);
            return true;
        } catch (IOException e) {
            server.kill(); // its output has ended, it soon is dead
            return false;
        }
    }

    private static boolean isSent(Work work) throws Exception {
        try {
            work.sending().send();
            return true;
        } catch (IOException | MessagingException e) {
            return false; // the server died before it had accepted the mail
        }
    }

    private boolean isDone(Work work) throws Exception {
        try {
            return work.isDone().call();
        } catch (IOException | MessagingException e) {
            return false; // the server died while it was asked
        }
    }

    private Work letter(String customer) {
        customers.add(customer);
        byte[] source = Letters.plain(
                customer,
                address(customer),
                "About " + customer,
                "Please help: needle" + customer + ". Пожалуйста, помогите.",
                "");
        Sending sending = () -> {
            try (SmtpClient client = new SmtpClient(server.port("smtp"))) {
                String reply = client.deliver(address(customer), List.of("support@acme.test"), source);
                assertThat(reply).startsWith("250");
            }
        };
        return new Work(
                sending,
                () -> ticket(customer).isPresent()
                        && copies("INBOX", customer) == 1
                        && received(customer).size() == 1
                        && admin.search(server, "needle" + customer).size() == 1);
    }

    private Work answer(String customer) throws Exception {
        JsonNode ticket = ticket(customer).orElseThrow();
        AgentsProgram program = program(ticket.path("agent").asText());
        String number = ticket.path("number").asText();
        AgentsProgram.Seen copy = program.waitForCopies("INBOX", number, 1).get(0);
        MimeMessage reply = program.reply(copy);
        reply.setText("#priority high\nIt is answer" + customer + " that you need.", "UTF-8");
        reply.saveChanges();
        MimeMessage answer = new SameMessageId(reply);
        return new Work(
                () -> program(ticket.path("agent").asText()).send(answer),
                () -> copies("Tickets.Waiting", customer) == 2
                        && copies("INBOX", customer) == 0
                        && received(customer).size() == 2
                        && admin.search(server, "answer" + customer).size() == 1);
    }

    private void everythingIsThereOnce() throws Exception {
        for (String customer : customers) {
            assertThat(received(customer)).as("mails to " + customer).hasSize(2);
            assertThat(ticket(customer).orElseThrow().path("messages").asInt())
                    .as("messages of " + customer)
                    .isEqualTo(2);
            assertThat(ticket(customer).orElseThrow().path("priority").asText()).isEqualTo("high");
            assertThat(copies("Tickets.Waiting", customer)).isEqualTo(2);
            assertThat(copies("INBOX", customer)).isZero();
        }
        assertThat(admin.tickets(server).size()).isEqualTo(new HashSet<>(customers).size());
        assertThat(admin.differences(server)).isEmpty();
        assertThat(admin.failed(server)).isZero();
        try (var failed = Files.walk(home.resolve("var").resolve("mail"))) {
            assertThat(failed.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private Optional<JsonNode> ticket(String customer) throws IOException, InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode ticket : admin.tickets(server)) {
            if (ticket.path("requester").asText().equals(address(customer))) {
                found.add(ticket);
            }
        }
        assertThat(found.size()).as("tickets of " + customer).isLessThanOrEqualTo(1);
        return found.stream().filter(ticket -> !ticket.path("agent").isNull()).findFirst();
    }

    /** Different mails to a customer: the same Message-ID counts once. */
    private Set<String> received(String customer) throws jakarta.mail.MessagingException {
        Set<String> identifiers = new HashSet<>();
        for (jakarta.mail.internet.MimeMessage mail : outside.getReceivedMessages()) {
            if (Arrays.toString(mail.getAllRecipients()).contains(address(customer))) {
                identifiers.add(mail.getMessageID());
            }
        }
        assertThat(identifiers.size()).as("mails to " + customer).isLessThanOrEqualTo(2);
        return identifiers;
    }

    private int copies(String folder, String customer) throws Exception {
        Optional<JsonNode> ticket = ticket(customer);
        if (ticket.isEmpty()) {
            return 0;
        }
        int copies = program(ticket.get().path("agent").asText())
                .copies(folder, ticket.get().path("number").asText())
                .size();
        assertThat(copies).as("copies of " + customer + " in " + folder).isLessThanOrEqualTo(2);
        return copies;
    }

    private AgentsProgram program(String agent) {
        return new AgentsProgram(server.ports(), agent, RunningHelpDesk.PASSWORD);
    }

    private static String address(String customer) {
        return customer + "@killed.test";
    }
}
