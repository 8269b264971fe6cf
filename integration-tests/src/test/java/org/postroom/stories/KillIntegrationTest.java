// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed with SIGKILL while mail comes in, and started again, several times over. */
class KillIntegrationTest {

    private static final int ROUNDS = 5;
    private static final int MAILS = 300;
    private static final int CONNECTIONS = 4;

    private final Random random = new Random(20261121);
    private final Set<String> accepted = new ConcurrentSkipListSet<>();
    private final GreenMail outside =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
    private ServerProcess server;

    @Test
    void everyAcceptedMailShouldBeOneMessageOneCopyAndOneAcknowledgement(@TempDir Path home) throws Exception {
        RunningHelpDesk.copyConf(home.resolve("conf"));
        outside.start();
        int smarthost = outside.getSmtp().getPort();
        AdminQuestions admin = new AdminQuestions(home);
        server = ServerProcess.start(home, smarthost);
        for (String agent : List.of("agent1", "agent2", "agent3", "lead")) {
            admin.addUser(server, agent + "@acme.test");
        }
        for (int round = 0; round < ROUNDS; round++) {
            int killAfter = 20 + random.nextInt(MAILS - 40);
            send(round, killAfter);
            server = ServerProcess.start(home, smarthost);
        }
        check(admin);
    }

    @AfterEach
    void stop() throws Exception {
        outside.stop();
        server.close();
    }

    /** Sends over several connections and kills the server when so many mails were accepted. */
    private void send(int round, int killAfter) throws Exception {
        AtomicInteger next = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(killAfter);
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            senders.add(new Thread(() -> sender(server.port("smtp"), round, next, enough), "sender-" + i));
        }
        senders.forEach(Thread::start);
        assertThat(enough.await(120, TimeUnit.SECONDS)).isTrue();
        server.kill();
        for (Thread sender : senders) {
            sender.join(60_000);
        }
    }

    private void sender(int port, int round, AtomicInteger next, CountDownLatch enough) {
        try (SmtpClient client = new SmtpClient(port)) {
            for (int n = next.getAndIncrement(); n < MAILS; n = next.getAndIncrement()) {
                String id = "r" + round + "n" + n;
                String reply = client.deliver(
                        id + "@killed.test",
                        List.of("support@acme.test"),
                        Letters.plain(id, id + "@killed.test", "Kill " + id, "needle" + id + " may not be lost", ""));
                if (reply.startsWith("250")) {
                    accepted.add(id);
                    enough.countDown();
                }
            }
        } catch (IOException e) {
            return; // the server was killed: what it had not accepted is the sender's to send again
        }
    }

    private void check(AdminQuestions admin) throws Exception {
        Map<String, String> tickets = eventually("all accepted mails as tickets with agents", () -> {
            Map<String, String> found = new HashMap<>();
            for (JsonNode ticket : admin.tickets(server)) {
                String id = ticket.path("requester").asText().replace("@killed.test", "");
                assertThat(found.put(id, ticket.path("number").asText()))
                        .as("a second ticket of " + id)
                        .isNull();
                assertThat(ticket.path("messages").asInt())
                        .as("messages of " + id)
                        .isEqualTo(1);
            }
            Set<String> missing = new TreeSet<>(accepted);
            missing.removeAll(found.keySet());
            return missing.isEmpty() ? Optional.of(found) : Optional.empty();
        });
        copies(tickets);
        acknowledgements(tickets.keySet());
        for (String id : accepted) {
            eventually(
                    "search for " + id,
                    () -> Optional.of(admin.search(server, "needle" + id)).filter(hits -> hits.size() == 1));
        }
        assertThat(admin.differences(server)).isEmpty();
        assertThat(admin.failed(server)).isZero();
    }

    private void copies(Map<String, String> tickets) {
        Map<String, Integer> copies = eventually("a copy of each ticket", () -> {
            Map<String, Integer> found = new HashMap<>();
            for (String agent : List.of("agent1", "agent2", "agent3")) {
                new AgentsProgram(server.ports(), agent + "@acme.test", RunningHelpDesk.PASSWORD)
                        .folder("INBOX")
                        .forEach(seen -> found.merge(seen.header("X-Postroom-Ticket"), 1, Integer::sum));
            }
            return found.keySet().containsAll(tickets.values()) ? Optional.of(found) : Optional.empty();
        });
        tickets.forEach((id, number) ->
                assertThat(copies.get(number)).as("copies of " + id).isEqualTo(1));
    }

    private void acknowledgements(Set<String> ids) {
        eventually("an acknowledgement of each", () -> {
            Set<String> missing = new TreeSet<>(ids);
            Map<String, Set<String>> identifiers = new HashMap<>();
            for (MimeMessage mail : outside.getReceivedMessages()) {
                String id = mail.getAllRecipients()[0].toString().replaceAll(".*<|@killed.test.*", "");
                missing.remove(id);
                identifiers.computeIfAbsent(id, any -> new HashSet<>()).add(mail.getMessageID());
            }
            identifiers.forEach(
                    (id, all) -> assertThat(all).as("acknowledgements of " + id).hasSize(1));
            return missing.isEmpty() ? Optional.of(true) : Optional.empty();
        });
    }
}
