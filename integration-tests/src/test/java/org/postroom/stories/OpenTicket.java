// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.postroom.stories.RunningHelpDesk.eventually;

import jakarta.mail.internet.MimeMessage;
import java.util.function.Predicate;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage.RecipientType;
import org.postroom.ticket.Ticket;

/**
 * A customer's new ticket in the INBOX of the agent who has it.
 *
 * @param desk where
 * @param customer the customer
 * @param ticket as it was then
 * @param program the agent's
 * @param copy of the customer's mail
 */
record OpenTicket(
        RunningHelpDesk desk, String customer, Ticket ticket, AgentsProgram program, AgentsProgram.Seen copy) {

    /** Writes to the desk, and waits until everything that this leads to was done. */
    static OpenTicket of(RunningHelpDesk desk, String customer, String subject, String text) throws Exception {
        desk.deliver(
                customer,
                "support@acme.test",
                Letters.text("open-" + customer, customer, "support@acme.test", subject, "UTF-8", text));
        eventually("the acknowledgement", () -> desk.received(customer).stream().findFirst());
        var ticket = desk.ticketOf(customer, 1);
        AgentsProgram program = desk.agent(ticket.agent().orElseThrow().asString());
        return new OpenTicket(
                desk,
                customer,
                ticket,
                program,
                program.waitForCopies("INBOX", ticket.number().toString(), 1).get(0));
    }

    String number() {
        return ticket.number().toString();
    }

    /** The agent presses Reply. */
    void answer(String text) throws Exception {
        answer(program, copy, text);
    }

    /** Anybody who has a copy does. */
    static void answer(AgentsProgram program, AgentsProgram.Seen copy, String text) throws Exception {
        javax.mail.internet.MimeMessage answer = program.reply(copy);
        answer.setText(text, "UTF-8");
        program.send(answer);
    }

    /** A new mail of an agent's to the desk. */
    static void write(AgentsProgram program, String subject, String text) throws Exception {
        javax.mail.internet.MimeMessage mail = new javax.mail.internet.MimeMessage((javax.mail.Session) null);
        mail.setRecipient(RecipientType.TO, new InternetAddress("support@acme.test"));
        mail.setSubject(subject, "UTF-8");
        mail.setText(text, "UTF-8");
        program.send(mail);
    }

    /** What a person wrote to somebody outside, once it is there. */
    static MimeMessage answerTo(RunningHelpDesk desk, String customer) {
        return eventually(
                "an answer to " + customer,
                () -> desk.received(customer).stream()
                        .filter(mail -> !CustomersIntegrationTest.isAutomatic(mail))
                        .findFirst());
    }

    /** A notice of Postroom's to an agent. */
    static AgentsProgram.Seen notice(AgentsProgram program, String subject) {
        return eventually(
                "the notice with " + subject,
                () -> program.folder("INBOX").stream()
                        .filter(seen -> seen.header("Auto-Submitted").equals("auto-generated")
                                && seen.subject().contains(subject))
                        .findFirst());
    }

    /** The ticket once something is so. */
    Ticket once(String what, Predicate<Ticket> is) {
        return eventually(
                number() + ": " + what,
                () -> desk.tickets().stream()
                        .filter(each -> each.id() == ticket.id())
                        .filter(is)
                        .findFirst());
    }
}
