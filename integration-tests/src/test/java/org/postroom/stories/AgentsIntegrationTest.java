// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.mail.Flags;
import javax.mail.Message.RecipientType;
import javax.mail.internet.InternetAddress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;

@ExtendWith(SharedHelpDesk.class)
class AgentsIntegrationTest {

    private static RunningHelpDesk desk;

    @BeforeAll
    static void start(RunningHelpDesk shared) {
        desk = shared;
    }

    @Test
    void replyAllShouldReachEverybodyFromTheDeskAndShowNobodyTheAgent() throws Exception {
        Ticket ticket = opened("maria@story.test", "Cc: <first@cc.test>, <second@cc.test>\r\n");
        String agent = ticket.agent().orElseThrow().asString();
        AgentsProgram program = desk.agent(agent);
        AgentsProgram.Seen copy =
                program.waitForCopies("INBOX", ticket.number().toString(), 1).get(0);

        javax.mail.internet.MimeMessage answer = program.replyAll(copy);
        answer.setText("Спасибо, исправлено. Danke! 谢谢。", "UTF-8");
        answer.addRecipient(RecipientType.BCC, new InternetAddress("secret@bcc.test"));
        answer.setHeader("X-Mailer", "Agents Own Program");
        answer.setHeader("Disposition-Notification-To", agent);
        program.send(answer);

        for (String recipient : List.of("maria@story.test", "first@cc.test", "second@cc.test", "secret@bcc.test")) {
            MimeMessage got = eventually(
                    "the answer at " + recipient,
                    () -> desk.received(recipient).stream()
                            .filter(mail -> !CustomersIntegrationTest.isAutomatic(mail))
                            .findFirst());
            String raw = raw(got);
            assertThat(raw)
                    .doesNotContain(agent)
                    .doesNotContain("secret@bcc.test")
                    .doesNotContain("Agents Own Program");
            assertThat(raw).doesNotContain("agents-laptop.test").doesNotContain("Disposition-Notification-To");
            assertThat(got.getFrom()[0].toString()).contains("support@acme.test");
            assertThat(got.getSubject()).containsOnlyOnce(ticket.number().stamp());
            assertThat(got.getContent().toString()).contains("Спасибо, исправлено. Danke! 谢谢。");
            assertThat(got.getHeader("In-Reply-To")).containsExactly("<story-maria@story.test@customers.test>");
        }
        AgentsProgram.Seen waiting = program
                .waitForCopies("Tickets.Waiting", ticket.number().toString(), 2)
                .stream()
                .filter(seen -> seen.header("From").contains("maria@story.test"))
                .findFirst()
                .orElseThrow();
        eventually(
                "the answered mark",
                () -> program.copies("Tickets.Waiting", ticket.number().toString()).stream()
                        .filter(seen -> seen.flags().contains(Flags.Flag.ANSWERED))
                        .findFirst());
        assertThat(waiting.subject()).contains(ticket.number().stamp());
        assertThat(program.copies("INBOX", ticket.number().toString())).isEmpty();
        assertThat(desk.ticketOf("maria@story.test", 2).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void customersAnswerShouldJoinAndComeBackToTheInbox() throws Exception {
        Ticket ticket = opened("peter@story.test", "");
        AgentsProgram program = desk.agent(ticket.agent().orElseThrow().asString());
        AgentsProgram.Seen copy =
                program.waitForCopies("INBOX", ticket.number().toString(), 1).get(0);
        javax.mail.internet.MimeMessage answer = program.reply(copy);
        answer.setText("Is it the blue cable?");
        program.send(answer);
        MimeMessage got = eventually(
                "the answer",
                () -> desk.received("peter@story.test").stream()
                        .filter(mail -> !CustomersIntegrationTest.isAutomatic(mail))
                        .findFirst());

        String replyTo = ((jakarta.mail.internet.InternetAddress) got.getReplyTo()[0]).getAddress();
        desk.deliver(
                "peter@story.test",
                replyTo,
                Letters.plain(
                        "peter-2",
                        "peter@story.test",
                        "Something else entirely",
                        "No, the red one.",
                        "In-Reply-To: " + got.getHeader("Message-ID")[0] + "\r\n"));

        assertThat(desk.ticketOf("peter@story.test", 3).status()).isEqualTo(Status.OPEN);
        program.waitForCopies("INBOX", ticket.number().toString(), 3);
        assertThat(program.copies("Tickets.Waiting", ticket.number().toString()))
                .isEmpty();
    }

    @Test
    void vacationReplyOfAnAgentShouldBeFiledAndNeverRelayed() throws Exception {
        Ticket ticket = opened("olga@story.test", "");
        AgentsProgram program = desk.agent(ticket.agent().orElseThrow().asString());
        AgentsProgram.Seen copy =
                program.waitForCopies("INBOX", ticket.number().toString(), 1).get(0);
        javax.mail.internet.MimeMessage vacation = program.reply(copy);
        vacation.setText("I am on holiday until Monday.");
        vacation.setHeader("Auto-Submitted", "auto-replied");
        program.send(vacation);

        Ticket after = desk.ticketOf("olga@story.test", 2);

        assertThat(desk.messages(after).get(1).kind()).isEqualTo(MessageKind.AUTO_REPLY);
        assertThat(after.status()).isNotEqualTo(Status.WAITING);
        assertThat(desk.received("olga@story.test")).allMatch(CustomersIntegrationTest::isAutomatic);
    }

    @Test
    void fromOfAnAgentWithoutLoginShouldBeACustomersMail() throws Exception {
        Ticket ticket = opened("anna@story.test", "");
        AgentsProgram program = desk.agent(ticket.agent().orElseThrow().asString());
        String replyTo = new InternetAddress(
                        program.waitForCopies("INBOX", ticket.number().toString(), 1)
                                .get(0)
                                .header("Reply-To"))
                .getAddress();

        desk.deliver(
                "agent1@acme.test",
                replyTo,
                Letters.plain(
                        "spoof", "agent1@acme.test", "Re: " + ticket.number().stamp(), "Pay to this account.", ""));

        Ticket after = desk.ticketOf("anna@story.test", 3);
        assertThat(desk.messages(after).get(1).kind()).isNotEqualTo(MessageKind.REPLY);
        assertThat(desk.received("anna@story.test")).allMatch(CustomersIntegrationTest::isAutomatic);
    }

    private static Ticket opened(String customer, String moreHeaders) throws Exception {
        desk.deliver(
                customer,
                "support@acme.test",
                Letters.plain(
                        "story-" + customer,
                        customer,
                        "A question of mine",
                        "How do I connect the cable?",
                        moreHeaders));
        eventually("the acknowledgement", () -> desk.received(customer).stream().findFirst());
        return desk.ticketOf(customer, 1);
    }

    static String raw(MimeMessage mail) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        mail.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
