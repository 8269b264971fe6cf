// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.mail.Flags;
import javax.mail.Message.RecipientType;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeBodyPart;
import javax.mail.internet.MimeMultipart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postroom.james.MimeInnerTexts;
import org.postroom.ticket.Archive;
import org.postroom.ticket.EventType;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;

/** Agents work by mail alone: commands, notes, questions, experts. */
@ExtendWith(SharedHelpDesk.class)
class CommandsIntegrationTest {

    private static RunningHelpDesk desk;

    @BeforeAll
    static void start(RunningHelpDesk shared) {
        desk = shared;
    }

    /** A ticket, and the copy in the mail program of the agent who has it. */
    private record Open(Ticket ticket, AgentsProgram program, AgentsProgram.Seen copy) {

        String number() {
            return ticket.number().toString();
        }
    }

    @Test
    void commandsShouldBeCarriedOutAndBeGoneFromBothTextsOfTheAnswer() throws Exception {
        Open open = opened("emma@orders.test", "Double charge", "You charged me twice.");
        javax.mail.internet.MimeMessage answer = open.program().reply(open.copy());
        MimeBodyPart text = new MimeBodyPart();
        text.setText("#close\n#tag refund\n\nWe paid it back – sorry.\n\n> You charged me twice.", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent(
                "<div>#close</div><div>#tag refund</div><div><br></div><div>We paid it <b>back</b> – sorry.</div>",
                "text/html; charset=utf-8");
        answer.setContent(new MimeMultipart("alternative", text, html));
        open.program().send(answer);

        MimeMessage got = answerTo("emma@orders.test");
        String raw = AgentsIntegrationTest.raw(got);
        assertThat(raw).contains("paid it").doesNotContain("#close").doesNotContain("#tag");
        assertThat(got.getContentType()).startsWith("multipart/alternative");
        open.program().waitForCopies("Tickets.Closed", open.number(), 2);
        Ticket after = desk.ticketOf("emma@orders.test", 2);
        assertThat(after.status()).isEqualTo(Status.CLOSED);
        assertThat(after.tags()).containsExactly("refund");
    }

    @Test
    void ticketShouldMoveToTheColleagueWhomACommandNames() throws Exception {
        Open open = opened("olga@orders.test", "Не работает принтер", "Принтер не печатает.");
        String from = open.ticket().agent().orElseThrow().asString();
        String to = from.equals("agent2@acme.test") ? "agent1" : "agent2";
        send(open, "#назначить " + to);

        desk.agent(to + "@acme.test").waitForCopies("INBOX", open.number(), 1);
        eventually(
                "the copy to be gone",
                () -> Optional.of(open.program().copies("INBOX", open.number())).filter(List::isEmpty));
        assertThat(desk.received("olga@orders.test")).allMatch(CustomersIntegrationTest::isAutomatic);
    }

    @Test
    void noteShouldStayInsideAndSoShouldTheAnswerToIt() throws Exception {
        Open open = opened("wang@orders.test", "无法登录", "我无法登录，请帮忙。");
        String owner = open.ticket().agent().orElseThrow().asString();
        String other = owner.equals("agent1@acme.test") ? "agent2@acme.test" : "agent1@acme.test";
        javax.mail.internet.MimeMessage note = open.program().reply(open.copy());
        note.addRecipient(RecipientType.CC, new InternetAddress(other));
        note.setText("#备注\n这个客户的账户被锁定了，请不要告诉他真正的原因。", "UTF-8");
        open.program().send(note);

        AgentsProgram.Seen told = eventually(
                "the note at the colleague's",
                () -> desk.agent(other).folder("INBOX").stream()
                        .filter(seen -> seen.subject().contains(open.number()))
                        .findFirst());
        javax.mail.internet.MimeMessage reply = desk.agent(other).reply(told);
        reply.setText("明白。", "UTF-8");
        desk.agent(other).send(reply);

        AgentsProgram.Seen second = open.program().waitForCopies("INBOX", open.number(), 3).stream()
                .filter(seen -> seen.header("From").contains(other))
                .findFirst()
                .orElseThrow();
        assertThat(second.flags().contains(Flags.Flag.SEEN)).isFalse();
        assertThat(desk.messages(desk.ticketOf("wang@orders.test", 3)))
                .extracting(message -> message.kind())
                .containsExactly(MessageKind.CUSTOMER, MessageKind.NOTE, MessageKind.NOTE);

        // What the note says cannot leave by mistake.
        send(open, "您好。这个客户的账户被锁定了，请不要告诉他真正的原因。");
        AgentsProgram.Seen question = question(open);
        assertThat(question.message().getContent().toString()).contains("账户被锁定");
        assertThat(desk.received("wang@orders.test")).allMatch(CustomersIntegrationTest::isAutomatic);
    }

    @Test
    void doubtfulAnswerShouldBeAskedBackAndSentOnRequest() throws Exception {
        Open open = opened("jens@orders.test", "Rechnung", "Wo bleibt meine Rechnung?");
        send(open, "#schliesen\nSie ist unterwegs, schöne Grüße");

        AgentsProgram.Seen question = question(open);
        assertThat(desk.received("jens@orders.test")).allMatch(CustomersIntegrationTest::isAutomatic);
        javax.mail.internet.MimeMessage yes = open.program().reply(question);
        yes.setText("#send\n\n> " + question.message().getContent().toString().replace("\n", "\n> "), "UTF-8");
        open.program().send(yes);

        assertThat(answerTo("jens@orders.test").getContent().toString())
                .contains("#schliesen")
                .contains("schöne Grüße");
        open.program().waitForCopies("Tickets.Waiting", open.number(), 2);
    }

    @Test
    void answerToWhatWasNotSentShouldComeBackAndBeNoTicket() throws Exception {
        Open open = opened("fritz@orders.test", "Heizung", "Sie ist kalt.");
        send(open, "#assign nobody\nWir kommen.");
        AgentsProgram.Seen refused = question(open);
        javax.mail.internet.MimeMessage answer = open.program().reply(refused);
        answer.setRecipient(
                RecipientType.TO, new InternetAddress("support@acme.test")); // a program that ignores Reply-To
        answer.setText("Please send it all the same.", "UTF-8");
        open.program().send(answer);

        AgentsProgram.Seen back = eventually(
                "the answer, back",
                () -> open.program().folder("INBOX").stream()
                        .filter(seen -> seen.subject().contains("Not sent: Re: Not sent"))
                        .findFirst());
        assertThat(new MimeInnerTexts().texts(back.source()))
                .anyMatch(text -> text.contains("Please send it all the same."));
        assertThat(desk.ticketsOf(open.ticket().agent().orElseThrow().asString()))
                .isEmpty();
        assertThat(desk.received("fritz@orders.test")).allMatch(CustomersIntegrationTest::isAutomatic);
    }

    @Test
    void answerToTwoTicketsShouldReachNobodyAndNameBoth() throws Exception {
        Open one = opened("uwe@orders.test", "Lampe", "Sie ist dunkel.");
        Open other = opened("vera@orders.test", "Lampe", "Meine auch.");
        javax.mail.internet.MimeMessage answer = one.program().reply(one.copy());
        answer.addRecipient(RecipientType.CC, new InternetAddress(other.copy().header("Reply-To")));
        answer.setText("#close\nWir kommen.", "UTF-8");
        one.program().send(answer);

        assertThat(new MimeInnerTexts().texts(question(one).source()))
                .anyMatch(text -> text.contains(one.number()) && text.contains(other.number()));
        for (String customer : List.of("uwe@orders.test", "vera@orders.test")) {
            assertThat(desk.received(customer)).allMatch(CustomersIntegrationTest::isAutomatic);
            assertThat(desk.ticketOf(customer, 1).status()).isNotEqualTo(Status.CLOSED);
        }
    }

    @Test
    void answerThatCrossesTheCustomersNextMailShouldShowItFirst() throws Exception {
        Open open = opened("mary@orders.test", "Broken", "It is broken.");
        desk.deliver(
                "mary@orders.test",
                "support@acme.test",
                Letters.plain(
                        "mary-again",
                        "mary@orders.test",
                        "Re: Broken",
                        "It works again, thank you!",
                        "In-Reply-To: <command-mary@orders.test@customers.test>\r\n"));
        desk.ticketOf("mary@orders.test", 2);

        send(open, "Please send it to us.");

        assertThat(question(open).message().getContent().toString()).contains("It works again, thank you!");
        assertThat(desk.received("mary@orders.test")).allMatch(CustomersIntegrationTest::isAutomatic);
    }

    @Test
    void expertShouldBeAskedFromTheDeskAndAnswerToAgentsOnly() throws Exception {
        Open open = opened("paul@orders.test", "Strange noise", "My machine howls at night.");
        send(open, "#forward expert@elsewhere.test\nDo you know this?");

        MimeMessage asked = eventually(
                "the question to the expert",
                () -> desk.received("expert@elsewhere.test").stream().findFirst());
        String raw = AgentsIntegrationTest.raw(asked);
        assertThat(new MimeInnerTexts().texts(raw.getBytes(StandardCharsets.UTF_8)))
                .anyMatch(text -> text.contains("My machine howls at night."));
        assertThat(raw)
                .doesNotContain(open.ticket().agent().orElseThrow().asString())
                .doesNotContain("#forward");
        String replyTo = ((jakarta.mail.internet.InternetAddress) asked.getReplyTo()[0]).getAddress();
        desk.deliver(
                "expert@elsewhere.test",
                replyTo,
                Letters.plain("expert-1", "expert@elsewhere.test", "Re: noise", "Wolves in the gearbox.", ""));

        open.program().waitForCopies("INBOX", open.number(), 3);
        assertThat(desk.messages(desk.ticketOf("paul@orders.test", 3)).get(2).kind())
                .isEqualTo(MessageKind.EXPERT);
        assertThat(desk.received("paul@orders.test")).allMatch(CustomersIntegrationTest::isAutomatic);
    }

    @Test
    void mailThatCameToAPersonShouldBecomeATicketOfItsAuthor() throws Exception {
        byte[] theirs = Letters.plain(
                "private-1", "karl@orders.test", "Zähler defekt", "Der Zähler läuft rückwärts.", "X-Odd: Größe\r\n");
        AgentsProgram program = desk.agent("agent1@acme.test");
        javax.mail.internet.MimeMessage forward = new javax.mail.internet.MimeMessage((javax.mail.Session) null);
        forward.setRecipient(RecipientType.TO, new InternetAddress("support@acme.test"));
        forward.setSubject("Fwd: Zähler defekt", "UTF-8");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("\n-- \nAnna Becker", "UTF-8");
        MimeBodyPart attached = new MimeBodyPart();
        attached.setDataHandler(
                new javax.activation.DataHandler(new javax.mail.util.ByteArrayDataSource(theirs, "message/rfc822")));
        forward.setContent(new MimeMultipart("mixed", text, attached));
        program.send(forward);

        Ticket ticket = desk.ticketOf("karl@orders.test", 1);
        assertThat(ticket.subject()).isEqualTo("Zähler defekt");
        Archive archive = desk.get(Archive.class);
        assertThat(archive.source(desk.messages(ticket).get(0).id()))
                .hasValueSatisfying(bytes -> assertThat(new String(bytes, StandardCharsets.UTF_8))
                        .contains("Der Zähler läuft rückwärts.")
                        .doesNotContain("agent1@acme.test"));
        AgentsProgram owner = desk.agent(ticket.agent().orElseThrow().asString());
        AgentsProgram.Seen copy =
                owner.waitForCopies("INBOX", ticket.number().toString(), 1).get(0);
        assertThat(copy.header("From")).contains("karl@orders.test");
        assertThat(desk.received("karl@orders.test")).isEmpty();
    }

    @Test
    void commandsOfACustomerShouldBeText() throws Exception {
        Open open = opened("mallory@orders.test", "Hello", "#close\n#assign agent3\nPlease.");

        assertThat(desk.ticketOf("mallory@orders.test", 1).status()).isEqualTo(Status.NEW);
        assertThat(desk.get(Tickets.class).events(open.ticket().number(), Viewer.ADMIN))
                .filteredOn(event -> event.event().type() == EventType.COMMANDS_IGNORED)
                .singleElement()
                .satisfies(event -> assertThat(event.event().newValue()).isEqualTo("#close #assign"));
        desk.deliver(
                "mallory@orders.test",
                new InternetAddress(open.copy().header("Reply-To")).getAddress(),
                Letters.plain("mallory-2", "mallory@orders.test", "Re: Hello", "#close\n#note", ""));
        Ticket after = desk.ticketOf("mallory@orders.test", 2);
        assertThat(after.status()).isIn(Status.NEW, Status.OPEN);
        assertThat(desk.messages(after)).allMatch(message -> message.kind() == MessageKind.CUSTOMER);
    }

    private static Open opened(String customer, String subject, String text) throws Exception {
        desk.deliver(
                customer,
                "support@acme.test",
                Letters.text("command-" + customer, customer, "support@acme.test", subject, "UTF-8", text));
        eventually("the acknowledgement", () -> desk.received(customer).stream().findFirst());
        Ticket ticket = desk.ticketOf(customer, 1);
        AgentsProgram program = desk.agent(ticket.agent().orElseThrow().asString());
        return new Open(
                ticket,
                program,
                program.waitForCopies("INBOX", ticket.number().toString(), 1).get(0));
    }

    private static void send(Open open, String text) throws Exception {
        javax.mail.internet.MimeMessage answer = open.program().reply(open.copy());
        answer.setText(text, "UTF-8");
        open.program().send(answer);
    }

    private static AgentsProgram.Seen question(Open open) {
        return eventually(
                "the question to the agent",
                () -> open.program().folder("INBOX").stream()
                        .filter(seen -> seen.header("Auto-Submitted").equals("auto-generated")
                                && seen.subject().contains(open.number()))
                        .findFirst());
    }

    private static MimeMessage answerTo(String customer) {
        return eventually(
                "the answer to " + customer,
                () -> desk.received(customer).stream()
                        .filter(mail -> !CustomersIntegrationTest.isAutomatic(mail))
                        .findFirst());
    }
}
