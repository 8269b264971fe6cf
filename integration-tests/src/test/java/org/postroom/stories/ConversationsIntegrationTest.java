// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postroom.stories.AgentsProgram.Seen;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;

/** What becomes of a conversation later on: closed and taken up again, split, merged, not delivered. */
class ConversationsIntegrationTest {

    private static final Duration WINDOW = Duration.ofSeconds(3);

    @AutoClose
    private static RunningHelpDesk desk;

    @BeforeAll
    static void start() throws Exception {
        Path home = RunningHelpDesk.newHome();
        RunningHelpDesk.change(home, "postroom.xml", text -> {
            int sales = text.indexOf("<desk id=\"sales\">");
            return text.substring(0, sales)
                    + text.substring(sales)
                            .replaceFirst(
                                    "</hours>", "</hours><reopenWithin>" + WINDOW.toSeconds() + "s</reopenWithin>");
        });
        desk = RunningHelpDesk.startIn(home);
    }

    @Test
    void answerToAClosedTicketShouldOpenItAgain() throws Exception {
        String customer = "anna@later.test";
        Ticket ticket = opened(customer, "support@acme.test", "Rechnung fehlt", "Mir fehlt die Rechnung für Mai.");
        MimeMessage answer = closed(ticket, "#schließen\nSie liegt bei.");

        desk.deliver(
                customer,
                replyTo(answer),
                Letters.plain("anna-2", customer, "AW: Rechnung fehlt", "Sie fehlt noch.", ""));

        assertThat(desk.ticketOf(customer, 3).status()).isEqualTo(Status.OPEN);
        agentOf(ticket).waitForCopies("INBOX", ticket.number().toString(), 3);
    }

    @Test
    void answerThatComesTooLateShouldBecomeATicketOfItsOwnLinkedToTheClosedOne() throws Exception {
        String customer = "ivan@later.test";
        Ticket ticket = opened(customer, "sales@acme.test", "Скидка", "Есть ли скидка для школ?");
        MimeMessage answer = closed(ticket, "#закрыть\nДа, двадцать процентов.");
        Instant closedAt = ticket(ticket).updatedAt();
        eventually(
                "the end of the time",
                () -> Optional.of(true).filter(any -> Instant.now().isAfter(closedAt.plus(WINDOW))));

        desk.deliver(customer, replyTo(answer), Letters.plain("ivan-2", customer, "Отв: Скидка", "А для вузов?", ""));

        Ticket later = eventually(
                "a second ticket",
                () -> desk.ticketsOf(customer).stream()
                        .filter(each -> each.id() != ticket.id())
                        .findFirst());
        assertThat(ticket(ticket).status()).isEqualTo(Status.CLOSED);
        assertThat(ticket(ticket).messages()).isEqualTo(2);
        assertThat(types(later)).contains(EventType.LINKED);
        assertThat(later.number()).isNotEqualTo(ticket.number());
    }

    @Test
    void messageThatIsSplitOffShouldTakeItsAnswersAlong() throws Exception {
        String customer = "wang@later.test";
        Ticket ticket = opened(customer, "support@acme.test", "打印机卡纸", "打印机总是卡纸。");
        String first = acknowledgement(customer).getMessageID();
        desk.deliver(
                customer,
                replyTo(acknowledgement(customer)),
                Letters.plain("wang-2", customer, "Re: 打印机卡纸", "另外，我的发票在哪里？", "In-Reply-To: " + first + "\r\n"));
        desk.ticketOf(customer, 2);
        AgentsProgram program = agentOf(ticket);
        Seen second = program.waitForCopies("INBOX", ticket.number().toString(), 2).stream()
                .filter(seen -> seen.header("Message-ID").contains("wang-2"))
                .findFirst()
                .orElseThrow();

        send(program, second, "#拆分");

        Ticket other = eventually(
                "the ticket that was split off",
                () -> desk.ticketsOf(customer).stream()
                        .filter(each -> each.id() != ticket.id() && each.messages() == 1)
                        .findFirst());
        assertThat(types(ticket)).contains(EventType.SPLIT);
        assertThat(types(other)).contains(EventType.SPLIT_FROM);
        desk.deliver(
                customer,
                "support@acme.test",
                Letters.plain(
                        "wang-3",
                        customer,
                        "Re: [" + ticket.number() + "] 打印机卡纸",
                        "发票号是 55-17。",
                        "In-Reply-To: <wang-2@customers.test>\r\n"));
        eventually(
                "the answer in the new ticket", () -> Optional.of(ticket(other)).filter(each -> each.messages() == 2));
        assertThat(ticket(ticket).messages()).isEqualTo(1);
    }

    @Test
    void twoTicketsThatAreMergedIntoEachOtherAtOnceShouldEndInOne() throws Exception {
        Ticket one = opened("otto@later.test", "support@acme.test", "Drucker im Flur", "Der Drucker im Flur steht.");
        Ticket two = opened("pia@later.test", "support@acme.test", "Drucker steht", "Der Drucker steht schon wieder.");

        Thread first = new Thread(() -> merge(one, two));
        Thread second = new Thread(() -> merge(two, one));
        first.start();
        second.start();
        first.join();
        second.join();

        Ticket kept = eventually(
                "one ticket with both mails",
                () -> desk.tickets().stream() // of those that were not merged into another
                        .filter(ticket -> List.of(one.id(), two.id()).contains(ticket.id()))
                        .filter(ticket -> customersMails(ticket).size() == 2)
                        .findFirst());
        desk.deliver(
                "pia@later.test",
                replyTo(acknowledgement("pia@later.test")),
                Letters.plain("pia-2", "pia@later.test", "AW: Drucker steht", "Immer noch.", ""));
        desk.deliver(
                "otto@later.test",
                replyTo(acknowledgement("otto@later.test")),
                Letters.plain("otto-2", "otto@later.test", "AW: Drucker im Flur", "Immer noch.", ""));
        eventually("both answers in it", () -> Optional.of(customersMails(kept)).filter(mails -> mails.size() == 4));
    }

    @Test
    void reportOfADelayShouldBeANoteAndLeaveTheTicketWaiting() throws Exception {
        String customer = "slow@later.test";
        Ticket ticket = opened(customer, "support@acme.test", "Toner", "Which toner fits?");
        AgentsProgram program = agentOf(ticket);
        send(
                program,
                program.waitForCopies("INBOX", ticket.number().toString(), 1).get(0),
                "The black one.");
        MimeMessage answer = answer(customer);

        report(answer.getHeader("Return-Path")[0].replaceAll("[<>]", ""), customer, "delayed", "4.4.1");

        Ticket after = desk.ticketOf(customer, 4);
        assertThat(after.status()).isEqualTo(Status.WAITING);
        assertThat(desk.messages(after)).extracting(Message::kind).contains(MessageKind.SYSTEM);
        program.waitForCopies("Tickets.Waiting", ticket.number().toString(), 4);
    }

    @Test
    void reportThatNamesNothingButTheRecipientShouldJoinTheTicketThatTheyWereWrittenToIn() throws Exception {
        String customer = "moved@later.test";
        Ticket ticket = opened(customer, "support@acme.test", "Адрес", "Мы переехали, исправьте адрес.");
        AgentsProgram program = agentOf(ticket);
        send(
                program,
                program.waitForCopies("INBOX", ticket.number().toString(), 1).get(0),
                "Исправлено.");
        answer(customer);

        report("support@acme.test", customer, "failed", "5.1.1");

        assertThat(desk.ticketOf(customer, 4).status()).isEqualTo(Status.OPEN);
        program.waitForCopies("INBOX", ticket.number().toString(), 4);
    }

    private static void merge(Ticket from, Ticket into) {
        try {
            AgentsProgram program = agentOf(from);
            Seen copy =
                    program.waitForCopies("INBOX", from.number().toString(), 1).get(0);
            send(program, copy, "#zusammenführen " + into.number());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Message> customersMails(Ticket ticket) {
        return desk.messages(ticket).stream()
                .filter(message -> message.kind() == MessageKind.CUSTOMER)
                .toList();
    }

    private static void report(String to, String customer, String action, String status) throws Exception {
        String report = "From: MAILER-DAEMON@later.test\r\nTo: <" + to + ">\r\nSubject: Mail delivery\r\n"
                + "Message-ID: <report-" + customer + ">\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n"
                + "--b\r\nContent-Type: text/plain\r\n\r\nAbout your mail.\r\n"
                + "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; later.test\r\n\r\n"
                + "Final-Recipient: rfc822; " + customer + "\r\nAction: " + action + "\r\nStatus: " + status
                + "\r\n\r\n--b--\r\n";
        try (SmtpClient client = new SmtpClient(desk.ports().smtp())) {
            assertThat(client.deliver("", List.of(to), report.getBytes(StandardCharsets.US_ASCII)))
                    .startsWith("250");
        }
    }

    private static Ticket opened(String customer, String to, String subject, String text) throws Exception {
        desk.deliver(customer, to, Letters.text("later-" + customer, customer, to, subject, "UTF-8", text));
        acknowledgement(customer);
        return desk.ticketOf(customer, 1);
    }

    /** Answers and closes a ticket; the answer as the customer got it. */
    private static MimeMessage closed(Ticket ticket, String text) throws Exception {
        AgentsProgram program = agentOf(ticket);
        send(
                program,
                program.waitForCopies("INBOX", ticket.number().toString(), 1).get(0),
                text);
        MimeMessage answer = answer(ticket.requester().address().asString());
        eventually(
                "the closed ticket", () -> Optional.of(ticket(ticket)).filter(each -> each.status() == Status.CLOSED));
        return answer;
    }

    private static void send(AgentsProgram program, Seen copy, String text) throws Exception {
        javax.mail.internet.MimeMessage answer = program.reply(copy);
        answer.setText(text, "UTF-8");
        program.send(answer);
    }

    private static AgentsProgram agentOf(Ticket ticket) {
        return desk.agent(ticket.agent().orElseThrow().asString());
    }

    private static Ticket ticket(Ticket ticket) {
        return desk.tickets().stream()
                .filter(each -> each.id() == ticket.id())
                .findFirst()
                .orElseThrow();
    }

    private static MimeMessage acknowledgement(String customer) {
        return mailTo(customer, true);
    }

    private static MimeMessage answer(String customer) {
        return mailTo(customer, false);
    }

    private static MimeMessage mailTo(String customer, boolean automatic) {
        return eventually(
                (automatic ? "the acknowledgement" : "the answer") + " to " + customer,
                () -> desk.received(customer).stream()
                        .filter(mail -> CustomersIntegrationTest.isAutomatic(mail) == automatic)
                        .findFirst());
    }

    private static String replyTo(MimeMessage mail) throws Exception {
        return ((InternetAddress) mail.getReplyTo()[0]).getAddress();
    }

    private static List<EventType> types(Ticket ticket) {
        return desk.get(Tickets.class).events(ticket.number(), Viewer.ADMIN).stream()
                .map(event -> event.event().type())
                .toList();
    }
}
