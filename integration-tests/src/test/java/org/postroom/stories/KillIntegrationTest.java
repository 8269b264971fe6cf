// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroom.wiring.Ports;

/** The server is killed with SIGKILL while mail comes in, and started again, several times over. */
class KillIntegrationTest {

    private static final int ROUNDS = 5;
    private static final int MAILS = 300;
    private static final int CONNECTIONS = 4;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Random random = new Random(20261121);
    private final Set<String> accepted = new ConcurrentSkipListSet<>();

    @Test
    void everyAcceptedMailShouldBeOneMessageOneCopyAndOneAcknowledgement(@TempDir Path home) throws Exception {
        RunningHelpDesk.copyConf(home.resolve("conf"));
        Path postroom = home.resolve("conf").resolve("postroom.xml");
        Files.writeString(
                postroom,
                Files.readString(postroom)
                        .replace("<bind>0.0.0.0</bind>", "<bind>127.0.0.1</bind>")
                        .replace("<capacity>200</capacity>", "<capacity>100000</capacity>"));
        GreenMail outside = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
        outside.start();
        int smarthost = outside.getSmtp().getPort();
        ServerProcess server = ServerProcess.start(home, smarthost);
        for (String agent : List.of("agent1", "agent2", "agent3", "lead")) {
            ask(home, server, "POST", "/postroom/users/" + agent + "@acme.test", RunningHelpDesk.PASSWORD);
        }
        for (int round = 0; round < ROUNDS; round++) {
            int killAfter = 20 + random.nextInt(MAILS - 40);
            send(server, round, killAfter);
            server = ServerProcess.start(home, smarthost);
        }
        try (ServerProcess last = server) {
            check(home, last, outside);
        } finally {
            outside.stop();
        }
    }

    /** Sends over several connections and kills the server when so many mails were accepted. */
    private void send(ServerProcess server, int round, int killAfter) throws Exception {
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

    private void check(Path home, ServerProcess server, GreenMail outside) throws Exception {
        Map<String, String> tickets = eventually("all accepted mails as tickets with agents", () -> {
            Map<String, String> found = new HashMap<>();
            for (JsonNode ticket : ask(home, server, "GET", "/postroom/tickets?limit=100000", "")) {
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
        copies(server, tickets);
        acknowledgements(outside, tickets.keySet());
        for (String id : accepted) {
            String query = URLEncoder.encode("needle" + id, StandardCharsets.UTF_8);
            eventually(
                    "search for " + id,
                    () -> Optional.of(ask(home, server, "GET", "/postroom/search?query=" + query, ""))
                            .filter(hits -> hits.size() == 1));
        }
        assertThat(ask(home, server, "POST", "/postroom/doctor", "").path("differences"))
                .isEmpty();
        assertThat(ask(home, server, "POST", "/postroom/retry", "")
                        .path("mails")
                        .asInt())
                .isZero();
    }

    private void copies(ServerProcess server, Map<String, String> tickets) {
        Ports ports = new Ports(
                server.port("smtp"),
                server.port("submission"),
                server.port("submissions"),
                server.port("imap"),
                server.port("imaps"),
                server.port("webadmin"));
        Map<String, Integer> copies = eventually("a copy of each ticket", () -> {
            Map<String, Integer> found = new HashMap<>();
            for (String agent : List.of("agent1", "agent2", "agent3")) {
                new AgentsProgram(ports, agent + "@acme.test", RunningHelpDesk.PASSWORD)
                        .folder("INBOX")
                        .forEach(seen -> found.merge(seen.header("X-Postroom-Ticket"), 1, Integer::sum));
            }
            return found.keySet().containsAll(tickets.values()) ? Optional.of(found) : Optional.empty();
        });
        tickets.forEach((id, number) ->
                assertThat(copies.get(number)).as("copies of " + id).isEqualTo(1));
    }

    private void acknowledgements(GreenMail outside, Set<String> ids) {
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

    private static JsonNode ask(Path home, ServerProcess server, String method, String path, String body)
            throws IOException, InterruptedException {
        String token =
                Files.readString(home.resolve("var").resolve("webadmin.token")).strip();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port("webadmin") + path))
                                .header("Authorization", "Bearer " + token)
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return MAPPER.readTree(answer.body());
    }
}
