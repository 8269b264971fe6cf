// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postroom.james.Mime4jMailParser;
import org.postroom.stories.AgentsProgram.Seen;
import org.postroom.ticket.EventType;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;

/** An agent's day, with nothing but a mail program. */
@ExtendWith(SharedHelpDesk.class)
class AgentsWorkIntegrationTest {

    private static RunningHelpDesk desk;

    @BeforeAll
    static void start(RunningHelpDesk shared) {
        desk = shared;
    }

    @Test
    void ticketShouldBeWhatOneMailOfOrdersSaysAndTheCustomerHearNothing() throws Exception {
        OpenTicket open = OpenTicket.of(desk, "sun@work.test", "打印机", "打印机坏了，请帮忙修理。");

        open.answer("#标签 硬件\n#标签 保修\n#去标签 保修\n#优先级 紧急\n#类别 technical\n#主题 三楼打印机\n#用时 20m\n#等待 供应商");

        Ticket after = open.once("waits", ticket -> ticket.status() == Status.WAITING);
        assertThat(after.tags()).containsExactly("硬件");
        assertThat(after.priority()).isEqualTo(Priority.URGENT);
        assertThat(after.category()).contains("technical");
        assertThat(after.subject()).isEqualTo("三楼打印机");
        assertThat(types(after))
                .contains(
                        EventType.TAGGED, EventType.PRIORITY_CHANGED, EventType.CATEGORY_CHANGED, EventType.TIME_SPENT);
        assertThat(desk.messages(after)).hasSize(1);
        assertThat(desk.received(open.customer())).allMatch(CustomersIntegrationTest::isAutomatic);
        open.program().waitForCopies("Tickets.Waiting", open.number(), 1);
    }

    @Test
    void mailWithOneImpossibleOrderShouldComeBackAndChangeNothing() throws Exception {
        OpenTicket open = OpenTicket.of(desk, "petra@work.test", "Rechnung", "Wo bleibt die Rechnung?");

        open.answer("#schlagwort mahnung\n#zuweisen niemand@acme.test\nSie kommt morgen.");

        Seen back = OpenTicket.notice(open.program(), open.number());
        assertThat(text(back)).contains("niemand@acme.test").contains("Sie kommt morgen.");
        Ticket after = open.once("is there", ticket -> true);
        assertThat(after.tags()).isEmpty();
        assertThat(after.messages()).isEqualTo(1);
        assertThat(desk.received(open.customer())).allMatch(CustomersIntegrationTest::isAutomatic);
    }

    @Test
    void ticketThatSleepsShouldWakeWhenTheCustomerWrites() throws Exception {
        OpenTicket open = OpenTicket.of(desk, "olga@work.test", "Договор", "Пришлите, пожалуйста, договор.");
        open.answer("#отложить 3d");
        open.program().waitForCopies("Tickets.Snoozed", open.number(), 1);
        open.once("sleeps", ticket -> ticket.status() == Status.SNOOZED);

        desk.deliver(
                open.customer(),
                new InternetAddress(open.copy().header("Reply-To")).getAddress(),
                Letters.plain("olga-2", open.customer(), "Re: Договор", "Он срочно нужен.", ""));

        assertThat(desk.ticketOf(open.customer(), 2).status()).isEqualTo(Status.OPEN);
        open.program().waitForCopies("INBOX", open.number(), 2);
    }

    @Test
    void oneOfTwoWhoAnswerWithinSecondsShouldReachTheCustomerAndTheOtherBeAsked() throws Exception {
        OpenTicket open = OpenTicket.of(desk, "uwe@work.test", "Passwort", "Ich habe mein Passwort vergessen.");
        open.answer("#abgeben support");
        AgentsProgram one = desk.agent("agent1@acme.test");
        AgentsProgram two = desk.agent("agent2@acme.test");
        Seen copyOfOne = one.waitForCopies("Tickets.Take", open.number(), 1).get(0);
        Seen copyOfTwo = two.waitForCopies("Tickets.Take", open.number(), 1).get(0);

        Thread first = answering(one, copyOfOne, "Answer of one.");
        Thread second = answering(two, copyOfTwo, "Answer of two.");
        first.start();
        second.start();
        first.join();
        second.join();

        MimeMessage got = OpenTicket.answerTo(desk, open.customer());
        boolean firstWon = got.getContent().toString().contains("Answer of one.");
        Seen question = OpenTicket.notice(firstWon ? two : one, open.number());
        assertThat(text(question)).contains(firstWon ? "Answer of one." : "Answer of two.");
        assertThat(desk.received(open.customer()))
                .filteredOn(mail -> !CustomersIntegrationTest.isAutomatic(mail))
                .hasSize(1);
        assertThat(open.once("has one answer", ticket -> ticket.messages() == 2).agent())
                .isPresent();
    }

    @Test
    void agentShouldBeginAConversationAsTheDesk() throws Exception {
        AgentsProgram agent = desk.agent("agent1@acme.test");

        OpenTicket.write(agent, "Wartung am Freitag", "#anfrager kunde@begin.test\nAm Freitag wird gewartet.");

        MimeMessage got = OpenTicket.answerTo(desk, "kunde@begin.test");
        assertThat(got.getFrom()[0].toString()).contains("support@acme.test");
        assertThat(got.getContent().toString())
                .contains("Am Freitag wird gewartet.")
                .doesNotContain("#");
        Ticket ticket = desk.ticketOf("kunde@begin.test", 1);
        assertThat(desk.messages(ticket).get(0).kind()).isEqualTo(MessageKind.REPLY);
        desk.deliver(
                "kunde@begin.test",
                ((InternetAddress) got.getReplyTo()[0]).getAddress(),
                Letters.plain(
                        "begin-2",
                        "kunde@begin.test",
                        "AW: " + got.getSubject(),
                        "Danke!",
                        "In-Reply-To: " + got.getMessageID() + "\r\n"));
        desk.ticketOf("kunde@begin.test", 2);
        agent.waitForCopies("INBOX", ticket.number().toString(), 2);
    }

    @Test
    void agentsOwnRequestShouldBeATicketOfTheirs() throws Exception {
        OpenTicket.write(desk.agent("agent2@acme.test"), "Новая клавиатура", "Мне нужна новая клавиатура, пожалуйста.");

        Ticket ticket = eventually(
                "a ticket of the agent",
                () -> desk.ticketsOf("agent2@acme.test").stream()
                        .filter(each -> each.subject().equals("Новая клавиатура"))
                        .findFirst());
        assertThat(desk.messages(ticket)).hasSize(1);
    }

    @Test
    void whoIsPutIntoCopyShouldGetTheAnswerAndTakePart() throws Exception {
        OpenTicket open = OpenTicket.of(desk, "lena@work.test", "Ошибка", "Программа выдаёт ошибку.");

        open.answer("#копия boss@work.test\nИсправим завтра.");

        MimeMessage got = OpenTicket.answerTo(desk, "boss@work.test");
        assertThat(got.getMessageID())
                .isEqualTo(OpenTicket.answerTo(desk, open.customer()).getMessageID());
        desk.deliver(
                "boss@work.test",
                ((InternetAddress) got.getReplyTo()[0]).getAddress(),
                Letters.plain(
                        "boss-2",
                        "boss@work.test",
                        "Re: " + open.number(),
                        "Спасибо!",
                        "In-Reply-To: " + got.getMessageID() + "\r\n"));
        desk.ticketOf(open.customer(), 3);
    }

    @Test
    void agentShouldBeToldWhatTheyAskFor() throws Exception {
        OpenTicket open = OpenTicket.of(desk, "emil@work.test", "Lieferung", "Wann kommt die Lieferung?");
        open.answer("#status");
        Seen status = OpenTicket.notice(open.program(), open.number());
        assertThat(text(status)).contains("emil@work.test").contains("Lieferung");

        AgentsProgram lead = desk.agent("lead@acme.test");
        OpenTicket.write(lead, "board", "#board");
        Seen board = eventually(
                "the board",
                () -> lead.folder("INBOX").stream()
                        .filter(seen -> text(seen).contains(open.number()))
                        .findFirst());
        assertThat(text(board)).contains(open.ticket().agent().orElseThrow().localPart());

        AgentsProgram agent = desk.agent("agent3@acme.test");
        OpenTicket.write(agent, "help", "#帮助");
        eventually(
                "the list of commands",
                () -> agent.folder("INBOX").stream()
                        .filter(seen -> text(seen).contains("#推迟") && text(seen).contains("#关闭"))
                        .findFirst());
        assertThat(desk.received(open.customer())).allMatch(CustomersIntegrationTest::isAutomatic);
    }

    private static Thread answering(AgentsProgram program, Seen copy, String text) {
        return new Thread(() -> {
            try {
                OpenTicket.answer(program, copy, text);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String text(Seen seen) {
        return new Mime4jMailParser().parse(seen.source()).text();
    }

    private static List<EventType> types(Ticket ticket) {
        return desk.get(Tickets.class).events(ticket.number(), Viewer.ADMIN).stream()
                .map(event -> event.event().type())
                .toList();
    }
}
