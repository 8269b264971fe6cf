// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.mail.Message.RecipientType;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketFilter;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;
import org.postroom.wiring.Ports;
import org.postroom.wiring.PostroomServer;

/** Desks write to each other as persons do, and their own mail is known all the same. */
class DesksIntegrationTest {

    @TempDir
    private Path directory;

    @Test
    void answerToAnotherDeskShouldBeAPersonsMailThereOnce() throws Exception {
        try (RunningHelpDesk desk = RunningHelpDesk.start()) {
            desk.deliver(
                    "kim@desks.test",
                    "support@acme.test",
                    Letters.plain("desks-1", "kim@desks.test", "A new machine", "Mine is broken.", ""));
            Ticket support = desk.ticketOf("kim@desks.test", 1);
            AgentsProgram program = desk.agent(support.agent().orElseThrow().asString());
            MimeMessage answer = program.reply(
                    program.waitForCopies("INBOX", support.number().toString(), 1)
                            .get(0));
            answer.addRecipient(RecipientType.CC, new InternetAddress("sales@acme.test"));
            answer.setText("My colleagues of sales write to you.", "UTF-8");
            program.send(answer);

            Ticket sales = desk.ticketOf("support@acme.test", 1);
            assertThat(sales.desk().value()).isEqualTo("sales");
            assertThat(desk.messages(sales).get(0).kind()).isEqualTo(MessageKind.CUSTOMER);
            AgentsProgram seller = desk.agent(sales.agent().orElseThrow().asString());
            MimeMessage offer = seller.reply(
                    seller.waitForCopies("INBOX", sales.number().toString(), 1).get(0));
            offer.setText("It costs five.", "UTF-8");
            seller.send(offer);

            Ticket answered = desk.ticketOf("kim@desks.test", 4); // and a note: sales named its number
            assertThat(desk.messages(answered))
                    .extracting(Message::kind)
                    .containsExactly(MessageKind.CUSTOMER, MessageKind.REPLY, MessageKind.SYSTEM, MessageKind.CUSTOMER);
            assertThat(desk.messages(desk.ticketOf("support@acme.test", 2)))
                    .extracting(Message::kind)
                    .containsExactly(MessageKind.CUSTOMER, MessageKind.REPLY);
            assertThat(desk.get(Tickets.class).events(sales.number(), Viewer.ADMIN))
                    .noneMatch(event -> event.event().type() == EventType.ACKNOWLEDGED);
        }
    }

    @Test
    void answersBetweenTwoInstallationsShouldBePersonsMailHoweverManyThereAre() throws Exception {
        Ports ports = new Ports(
                LoopsIntegrationTest.freePort(),
                LoopsIntegrationTest.freePort(),
                LoopsIntegrationTest.freePort(),
                LoopsIntegrationTest.freePort(),
                LoopsIntegrationTest.freePort(),
                LoopsIntegrationTest.freePort());
        PostroomServer acme =
                LoopsIntegrationTest.start(directory.resolve("acme"), Ports.free(), ports.smtp(), "acme.test");
        PostroomServer beta = LoopsIntegrationTest.start(
                directory.resolve("beta"), ports, acme.ports().smtp(), "beta.test");
        try {
            accounts(acme, "acme.test");
            accounts(beta, "beta.test");
            AgentsProgram first = new AgentsProgram(beta.ports(), "agent1@beta.test", RunningHelpDesk.PASSWORD);
            MimeMessage begin = new MimeMessage((javax.mail.Session) null);
            begin.setRecipient(RecipientType.TO, new InternetAddress("support@beta.test"));
            begin.setSubject("Your invoice");
            begin.setText("#requester support@acme.test\nIs it paid?", "UTF-8");
            first.send(begin);

            // At beta: what began it, and acme's acknowledgement; at acme: beta's mails, and what is answered to them.
            ticket(acme, List.of(MessageKind.CUSTOMER));
            ticket(beta, List.of(MessageKind.REPLY, MessageKind.AUTO_REPLY));
            answer(acme, "Not yet.");
            ticket(beta, List.of(MessageKind.REPLY, MessageKind.AUTO_REPLY, MessageKind.CUSTOMER));
            answer(beta, "When?");
            ticket(acme, List.of(MessageKind.CUSTOMER, MessageKind.REPLY, MessageKind.CUSTOMER));
            answer(acme, "Tomorrow.");
            Ticket last = ticket(
                    beta,
                    List.of(
                            MessageKind.REPLY,
                            MessageKind.AUTO_REPLY,
                            MessageKind.CUSTOMER,
                            MessageKind.REPLY,
                            MessageKind.CUSTOMER));
            assertThat(beta.get(Tickets.class).events(last.number(), Viewer.ADMIN))
                    .noneMatch(event -> event.event().type() == EventType.ACKNOWLEDGED);
        } finally {
            acme.stop();
            beta.stop();
        }
    }

    /** An answer to the newest customer's mail, of the agent who has the ticket. */
    private static void answer(PostroomServer server, String text) throws Exception {
        Ticket ticket = tickets(server).get(0);
        AgentsProgram program =
                new AgentsProgram(server.ports(), ticket.agent().orElseThrow().asString(), RunningHelpDesk.PASSWORD);
        Message newest = LoopsIntegrationTest.messages(server, ticket).stream()
                .filter(message -> message.kind() == MessageKind.CUSTOMER)
                .reduce((one, next) -> next)
                .orElseThrow();
        AgentsProgram.Seen copy = eventually(
                "the copy of message " + newest.ordinal(),
                () -> program.folder("INBOX").stream()
                        .filter(seen -> seen.header("Message-ID")
                                .equals(newest.messageId().orElseThrow().bracketed()))
                        .findFirst());
        MimeMessage answer = program.reply(copy);
        answer.setText(text, "UTF-8");
        program.send(answer);
    }

    private static Ticket ticket(PostroomServer server, List<MessageKind> kinds) {
        return eventually(
                "one ticket with messages " + kinds,
                () -> Optional.of(tickets(server))
                        .filter(found -> found.size() == 1)
                        .map(found -> found.get(0))
                        .filter(found -> LoopsIntegrationTest.messages(server, found).stream()
                                .map(Message::kind)
                                .toList()
                                .equals(kinds)));
    }

    private static List<Ticket> tickets(PostroomServer server) {
        return server.get(Tickets.class)
                .tickets(new TicketFilter(Optional.empty(), Optional.empty(), Optional.empty(), 100), Viewer.ADMIN);
    }

    private static void accounts(PostroomServer server, String domain) throws Exception {
        UsersRepository users = server.get(UsersRepository.class);
        for (String agent : List.of("agent1", "agent2", "agent3")) {
            Username account = Username.of(agent + "@" + domain);
            if (users.contains(account)) {
                users.removeUser(account);
            }
            users.addUser(account, RunningHelpDesk.PASSWORD);
        }
    }
}
