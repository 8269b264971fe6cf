// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.mail.Message.RecipientType;
import javax.mail.internet.InternetAddress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;

/** An agent answers a customer from the agent's own address, in whatever way a mail program makes that happen. */
@ExtendWith(SharedHelpDesk.class)
class PastDeskIntegrationTest {

    private static final String FRIEND = "friend@past.test";

    private static RunningHelpDesk desk;

    @BeforeAll
    static void start(RunningHelpDesk shared) {
        desk = shared;
    }

    @Test
    void answerPastTheDeskShouldGoFromTheDeskWhenItsAuthorSaysSend() throws Exception {
        Open open = opened("anna@past.test");
        open.program().send(direct(open, "#close\nIt is done – Größe 5."));

        AgentsProgram.Seen question = question(open);
        assertThat(question.message().getContent().toString()).contains("anna@past.test", "#private");
        assertThat(desk.received("anna@past.test")).allMatch(CustomersIntegrationTest::isAutomatic);
        answer(open, question, "#send");

        MimeMessage got = answerTo("anna@past.test");
        assertThat(AgentsIntegrationTest.raw(got)).doesNotContain("#close").doesNotContain(open.owner());
        assertThat(got.getFrom()[0].toString()).contains("support@acme.test");
        assertThat(got.getHeader("In-Reply-To", " ")).contains("past-anna@past.test@customers.test");
        open.program().waitForCopies("Tickets.Closed", open.number(), 2);
        Ticket after = desk.ticketOf("anna@past.test", 2);
        assertThat(after.status()).isEqualTo(Status.CLOSED);
        assertThat(desk.messages(after).get(1).kind()).isEqualTo(MessageKind.REPLY);
    }

    @Test
    void privateMailShouldGoAsItWasToItsWholeEnvelope() throws Exception {
        Open open = opened("bert@past.test");
        String owner = open.owner();
        String colleague = owner.equals("agent1@acme.test") ? "agent2@acme.test" : "agent1@acme.test";
        javax.mail.internet.MimeMessage mail = direct(open, "#close\nShall we have lunch? – Übrigens, 好的.");
        mail.addHeader("X-Odd", "  two  spaces");
        mail.addRecipient(RecipientType.CC, new InternetAddress(colleague));
        mail.addRecipient(RecipientType.BCC, new InternetAddress(FRIEND));
        open.program().send(mail);
        ByteArrayOutputStream submitted = new ByteArrayOutputStream();
        mail.writeTo(submitted);

        AgentsProgram.Seen question = question(open);
        assertThat(desk.received(FRIEND)).isEmpty();
        answer(open, question, "#private");

        MimeMessage got = answerTo("bert@past.test");
        assertThat(AgentsIntegrationTest.raw(got)).contains("#close", "X-Odd:   two  spaces", "Shall we have lunch?");
        eventually(
                "the copy of who was in Bcc",
                () -> desk.received(FRIEND).stream().findFirst());
        AgentsProgram.Seen local = eventually(
                "the colleague's copy",
                () -> desk.agent(colleague).folder("INBOX").stream()
                        .filter(seen -> seen.header("X-Odd").equals("two  spaces"))
                        .findFirst());
        assertThat(new String(local.source(), StandardCharsets.ISO_8859_1))
                .endsWith(submitted.toString(StandardCharsets.ISO_8859_1) + "\r\n");
        answer(open, question, "#send"); // too late
        Ticket after = desk.ticketOf("bert@past.test", 1);
        assertThat(after.status()).isEqualTo(Status.NEW);
        assertThat(desk.received("bert@past.test").stream().filter(one -> !CustomersIntegrationTest.isAutomatic(one)))
                .hasSize(1);
    }

    @Test
    void robotInAnAgentsNameShouldNotBeAskedAboutIt() throws Exception {
        Open open = opened("carl@past.test");
        javax.mail.internet.MimeMessage vacation = direct(open, "I am away.");
        vacation.setHeader("Auto-Submitted", "auto-replied");
        open.program().send(vacation);

        eventually("the vacation reply", () -> {
            for (MimeMessage mail : desk.received("carl@past.test")) {
                if (mail.getFrom()[0].toString().contains(open.owner())) {
                    return Optional.of(mail);
                }
            }
            return Optional.empty();
        });
    }

    @Test
    void mailOfAnotherConversationShouldGoAtOnce() throws Exception {
        Open open = opened("dora@past.test");
        javax.mail.internet.MimeMessage mail = direct(open, "Shall we meet?");
        mail.setHeader("In-Reply-To", "<lunch@past.test>");
        mail.setHeader("References", "<breakfast@past.test> <lunch@past.test>");
        open.program().send(mail);

        assertThat(answerTo("dora@past.test").getFrom()[0].toString()).contains(open.owner());
    }

    private record Open(Ticket ticket, AgentsProgram program, AgentsProgram.Seen copy, String customer) {

        String number() {
            return ticket.number().toString();
        }

        String owner() {
            return ticket.agent().orElseThrow().asString();
        }
    }

    private static Open opened(String customer) throws Exception {
        desk.deliver(
                customer,
                "support@acme.test",
                Letters.plain("past-" + customer, customer, "Question of " + customer, "Please help.", ""));
        eventually("the acknowledgement", () -> desk.received(customer).stream().findFirst());
        Ticket ticket = desk.ticketOf(customer, 1);
        AgentsProgram program = desk.agent(ticket.agent().orElseThrow().asString());
        AgentsProgram.Seen copy =
                program.waitForCopies("INBOX", ticket.number().toString(), 1).get(0);
        return new Open(ticket, program, copy, customer);
    }

    /** Reply, with the customer's address where the program puts the ticket's. */
    private static javax.mail.internet.MimeMessage direct(Open open, String text) throws Exception {
        javax.mail.internet.MimeMessage mail = open.program().reply(open.copy());
        mail.setRecipient(RecipientType.TO, new InternetAddress(open.customer()));
        mail.setText(text, "UTF-8");
        return mail;
    }

    private static AgentsProgram.Seen question(Open open) {
        return eventually(
                "the question to the agent",
                () -> open.program().folder("INBOX").stream()
                        .filter(seen -> seen.header("Auto-Submitted").equals("auto-generated")
                                && seen.subject().contains(open.number()))
                        .findFirst());
    }

    private static void answer(Open open, AgentsProgram.Seen question, String command) throws Exception {
        javax.mail.internet.MimeMessage answer = open.program().reply(question);
        answer.setText(command, "UTF-8");
        open.program().send(answer);
    }

    private static MimeMessage answerTo(String customer) {
        return eventually(
                "the answer to " + customer,
                () -> Optional.of(desk.received(customer))
                        .flatMap(all -> all.stream()
                                .filter(mail -> !CustomersIntegrationTest.isAutomatic(mail))
                                .findFirst()));
    }
}
