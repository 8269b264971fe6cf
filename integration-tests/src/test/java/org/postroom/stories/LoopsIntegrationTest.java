// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroom.config.SmartHost;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketFilter;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;
import org.postroom.wiring.HelpDeskServer;
import org.postroom.wiring.Ports;
import org.postroom.wiring.PostroomServer;

/** Robots that answer robots fall silent, and what cannot be delivered is seen. */
class LoopsIntegrationTest {

    @TempDir
    private Path directory;

    @Test
    void twoHelpDesksThatWriteToEachOtherShouldFallSilentAtOnce() throws Exception {
        Ports ports = new Ports(freePort(), freePort(), freePort(), freePort(), freePort(), freePort());
        PostroomServer acme = start(directory.resolve("acme"), Ports.free(), ports.smtp(), "acme.test");
        PostroomServer beta =
                start(directory.resolve("beta"), ports, acme.ports().smtp(), "beta.test");
        try (SmtpClient client = new SmtpClient(acme.ports().smtp())) {
            String reply = client.deliver(
                    "support@beta.test",
                    List.of("support@acme.test"),
                    Letters.plain("between", "support@beta.test", "Between two desks", "Hello, desk.", ""));
            assertThat(reply).startsWith("250");

            Ticket first = onlyTicket(acme, 1);
            Ticket second = onlyTicket(beta, 1);

            assertThat(types(acme, first)).contains(EventType.ACKNOWLEDGED);
            Message got = messages(beta, second).get(0);
            assertThat(got.kind()).isEqualTo(MessageKind.AUTO_REPLY);
            assertThat(types(beta, second)).contains(EventType.ACKNOWLEDGEMENT_WITHHELD);
            assertThat(types(beta, second)).doesNotContain(EventType.ACKNOWLEDGED);
            assertThat(messages(acme, onlyTicket(acme, 1))).hasSize(1);
        } finally {
            acme.stop();
            beta.stop();
        }
    }

    @Test
    void ourOwnMailThatComesBackShouldBeFiledInItsTicketAndAnsweredByNobody() throws Exception {
        try (RunningHelpDesk desk = RunningHelpDesk.start()) {
            String customer = "redirects@loop.test";
            desk.deliver(customer, "support@acme.test", Letters.plain("redirect", customer, "Hello", "Hello.", ""));
            desk.ticketOf(customer, 1);
            MimeMessage acknowledgement = eventually(
                    "the acknowledgement",
                    () -> desk.received(customer).stream().findFirst());
            ByteArrayOutputStream source = new ByteArrayOutputStream();
            acknowledgement.writeTo(source);

            desk.deliver(customer, "support@acme.test", source.toByteArray());

            Ticket after = desk.ticketOf(customer, 2);
            assertThat(desk.messages(after).get(1).kind()).isEqualTo(MessageKind.SYSTEM);
            assertThat(desk.tickets()).hasSize(1);
            assertThat(desk.received(customer)).hasSize(1);
        }
    }

    @Test
    void robotThatStripsEveryHeaderShouldBeStoppedByEachCap() throws Exception {
        Path home = RunningHelpDesk.newHome();
        RunningHelpDesk.change(
                home,
                "postroom.xml",
                text -> text.replaceAll("<acknowledgementsPerAddress>[0-9]+", "<acknowledgementsPerAddress>3")
                        .replaceAll("<acknowledgementsPerSubject>[0-9]+", "<acknowledgementsPerSubject>4")
                        .replaceAll("<mailsPerTicket>[0-9]+", "<mailsPerTicket>3"));
        try (RunningHelpDesk desk = RunningHelpDesk.startIn(home)) {
            stoppedByAddress(desk);
            stoppedBySubject(desk);
            stoppedByTicket(desk);
        }
    }

    private static void stoppedByAddress(RunningHelpDesk desk) throws Exception {
        String robot = "robot@stripped.test";
        String[] subjects = {"Thank you", "Danke", "Спасибо", "谢谢", "Merci", "Grazie"};
        for (int i = 0; i < subjects.length; i++) {
            send(desk, robot, "support@acme.test", subjects[i]);
            int filed = i + 1;
            eventually(
                    "ticket " + filed + " of the robot, routed",
                    () -> Optional.of(desk.ticketsOf(robot))
                            .filter(found -> found.size() == filed
                                    && found.stream()
                                            .flatMap(ticket -> desk.messages(ticket).stream())
                                            .allMatch(Message::routed)));
        }
        assertThat(desk.ticketsOf(robot))
                .filteredOn(ticket -> types(desk, ticket).contains(EventType.ACKNOWLEDGED))
                .hasSize(3);
        assertThat(desk.ticketsOf(robot))
                .filteredOn(ticket -> withheld(desk, ticket).contains("3 acknowledgements to this address"))
                .hasSize(3);
    }

    private static void stoppedBySubject(RunningHelpDesk desk) throws Exception {
        for (int i = 0; i < 6; i++) {
            String robot = "ticket-" + i + "@skeleton.test";
            send(desk, robot, "support@acme.test", "Ваша заявка №" + (4710 + i) + " принята");
            Ticket ticket = desk.ticketOf(robot, 1);
            assertThat(types(desk, ticket))
                    .contains(i < 4 ? EventType.ACKNOWLEDGED : EventType.ACKNOWLEDGEMENT_WITHHELD);
        }
        assertThat(desk.receivedAt("skeleton.test")).isLessThanOrEqualTo(4);
    }

    private static void stoppedByTicket(RunningHelpDesk desk) throws Exception {
        String robot = "chatty@ticket.test";
        send(desk, robot, "support@acme.test", "自动应答");
        MimeMessage acknowledgement = eventually(
                "the acknowledgement", () -> desk.received(robot).stream().findFirst());
        String replyTo = EmailAddress.parse(
                        ((jakarta.mail.internet.InternetAddress) acknowledgement.getReplyTo()[0]).getAddress())
                .orElseThrow()
                .asString();
        for (int messages = 2; messages <= 3; messages++) {
            send(desk, robot, replyTo, "自动应答");
            desk.ticketOf(robot, messages);
        }
        send(desk, robot, replyTo, "自动应答");
        Ticket stopped = desk.ticketOf(robot, 5);
        send(desk, robot, replyTo, "自动应答");

        assertThat(desk.messages(desk.ticketOf(robot, 6)))
                .extracting(Message::kind)
                .containsExactly(
                        MessageKind.CUSTOMER,
                        MessageKind.CUSTOMER,
                        MessageKind.CUSTOMER,
                        MessageKind.SYSTEM,
                        MessageKind.AUTO_REPLY,
                        MessageKind.AUTO_REPLY);
        assertThat(types(desk, stopped)).containsOnlyOnce(EventType.LOOP_STOPPED);
    }

    @Test
    void mailThatTheSmartHostRefusesShouldReopenItsTicketAndSayWhy() throws Exception {
        Path home = RunningHelpDesk.newHome();
        try (OutsideServer outside = new OutsideServer();
                RunningHelpDesk desk = RunningHelpDesk.startIn(home, outside.port())) {
            String customer = "full@refused.test";
            desk.deliver(
                    customer,
                    "support@acme.test",
                    Letters.text(
                            "refused",
                            customer,
                            "support@acme.test",
                            "Мой вопрос",
                            "UTF-8",
                            "Здравствуйте, у меня есть вопрос о принтере в офисе."));
            Ticket ticket = desk.ticketOf(customer, 2);
            assertThat(types(desk, ticket)).contains(EventType.ACKNOWLEDGED, EventType.DELIVERY_FAILED);
            AgentsProgram program = desk.agent(ticket.agent().orElseThrow().asString());
            List<AgentsProgram.Seen> copies =
                    program.waitForCopies("INBOX", ticket.number().toString(), 2);
            assertThat(copies)
                    .anySatisfy(note -> assertThat(note.subject()).contains("почтовый ящик переполнен (refused.test)"));

            javax.mail.internet.MimeMessage answer = program.reply(copies.stream()
                    .filter(copy -> copy.header("From").contains(customer))
                    .findFirst()
                    .orElseThrow());
            answer.setText("Ответ", "UTF-8");
            program.send(answer);

            Ticket after = desk.ticketOf(customer, 4);
            assertThat(after.status()).isEqualTo(Status.OPEN);
            program.waitForCopies("INBOX", ticket.number().toString(), 4);
            desk.deliver(
                    customer, "support@acme.test", Letters.plain("refused-2", customer, "Another", "Another.", ""));
            Ticket next = eventually(
                    "the second ticket, routed",
                    () -> desk.ticketsOf(customer).stream()
                            .filter(found -> !found.number().equals(ticket.number()))
                            .filter(found -> desk.messages(found).stream().allMatch(Message::routed))
                            .findFirst());
            assertThat(withheld(desk, next)).contains("mail to the requester's address fails");
        }
    }

    private static void send(RunningHelpDesk desk, String from, String to, String subject) throws Exception {
        String encoded = "=?UTF-8?B?"
                + java.util.Base64.getEncoder().encodeToString(subject.getBytes(StandardCharsets.UTF_8)) + "?=";
        String mail = "From: <" + from + ">\r\nTo: <" + to + ">\r\nSubject: " + encoded + "\r\nMessage-ID: <"
                + java.util.UUID.randomUUID() + "@stripped.test>\r\n\r\nWe have got your mail.\r\n";
        desk.deliver(from, to, mail.getBytes(StandardCharsets.US_ASCII));
    }

    static PostroomServer start(Path home, Ports ports, int smartHost, String domain) throws Exception {
        Files.createDirectories(home);
        RunningHelpDesk.copyConf(home.resolve("conf"));
        for (String file : List.of("postroom.xml", "mailetcontainer.xml")) {
            RunningHelpDesk.change(home, file, text -> text.replace("acme.test", domain));
        }
        PostroomServer server = HelpDeskServer.start(
                home, ports, settings -> settings.withSmartHost(SmartHost.of("127.0.0.1:" + smartHost)));
        server.get(UsersRepository.class).addUser(Username.of("agent1@" + domain), "secret-1");
        return server;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Ticket onlyTicket(PostroomServer server, int messages) {
        return eventually("a routed ticket", () -> {
            List<Ticket> found = server.get(Tickets.class)
                    .tickets(new TicketFilter(Optional.empty(), Optional.empty(), Optional.empty(), 100), Viewer.ADMIN);
            return found.stream()
                    .filter(ticket -> found.size() == 1
                            && ticket.messages() == messages
                            && messages(server, ticket).stream().allMatch(Message::routed))
                    .findFirst();
        });
    }

    static List<Message> messages(PostroomServer server, Ticket ticket) {
        return server.get(Tickets.class).messages(ticket.number(), Viewer.ADMIN);
    }

    private static List<EventType> types(PostroomServer server, Ticket ticket) {
        return types(server.get(Tickets.class).events(ticket.number(), Viewer.ADMIN));
    }

    private static List<EventType> types(RunningHelpDesk desk, Ticket ticket) {
        return types(desk.get(Tickets.class).events(ticket.number(), Viewer.ADMIN));
    }

    private static List<EventType> types(List<Event> events) {
        return events.stream().map(event -> event.event().type()).toList();
    }

    private static String withheld(RunningHelpDesk desk, Ticket ticket) {
        return desk.get(Tickets.class).events(ticket.number(), Viewer.ADMIN).stream()
                .filter(event -> event.event().type() == EventType.ACKNOWLEDGEMENT_WITHHELD)
                .map(event -> event.event().newValue())
                .findFirst()
                .orElse("");
    }
}
