// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import java.util.List;
import java.util.Optional;
import javax.mail.Flags;
import javax.mail.Message.RecipientType;
import javax.mail.Multipart;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Ticket;

/** Agents go away, and others have their work. */
class AbsencesIntegrationTest {

    /** Of its own: who is away gets nothing, and notices are looked for by how their subjects begin. */
    @AutoClose
    private static RunningHelpDesk desk;

    @BeforeAll
    static void start() throws Exception {
        desk = RunningHelpDesk.start();
    }

    @Test
    void newTicketShouldNotGoToWhoIsAwayUntilTheyAreBack() throws Exception {
        AgentsProgram chen = desk.agent("agent3@acme.test");
        assertThat(opened("li@orders.test", "打印机不工作", "打印机不打印，请帮忙。").agent())
                .contains(EmailAddress.of("agent3@acme.test"));

        toDesk(chen, "#外出 3天");
        AgentsProgram.Seen told = notice(chen, "You are away: ");
        assertThat(told.message().getContent().toString()).contains("both days included");
        Ticket nobodys = opened("wu@orders.test", "无法登录", "我无法登录，请帮忙。");
        assertThat(nobodys.agent()).isEmpty();
        desk.agent("agent1@acme.test")
                .waitForCopies("Tickets.Take", nobodys.number().toString(), 1);

        toDesk(chen, "#back");
        notice(chen, "You are here");
        Ticket again = opened("zhao@orders.test", "发票", "我没有收到发票，请帮忙。");
        assertThat(again.agent()).contains(EmailAddress.of("agent3@acme.test"));
        chen.waitForCopies("INBOX", again.number().toString(), 1);
    }

    @Test
    void ticketsThatAreHandedOverShouldComeWithTheirConversations() throws Exception {
        AgentsProgram anna = desk.agent("agent1@acme.test");
        AgentsProgram boris = desk.agent("agent2@acme.test");
        Ticket meter = opened("karl@orders.test", "Zähler defekt", "Der Zähler läuft rückwärts, bitte helfen Sie.");
        desk.deliver(
                "karl@orders.test",
                "support@acme.test",
                Letters.plain(
                        "away-karl-2",
                        "karl@orders.test",
                        "Re: Zähler defekt",
                        "Jetzt steht er.",
                        "In-Reply-To: <away-karl@orders.test@customers.test>\r\n"));
        desk.ticketOf("karl@orders.test", 2);
        Ticket bill = opened("jens@orders.test", "Rechnung", "Wo bleibt denn meine Rechnung?");
        assertThat(bill.agent()).contains(EmailAddress.of("agent1@acme.test"));

        toDesk(anna, "#handover agent2 status:opened");
        Multipart refused = (Multipart) notice(anna, "Not sent:").message().getContent();
        assertThat(refused.getBodyPart(0).getContent().toString()).contains("new, open, waiting, snoozed, closed");

        toDesk(anna, "#handover agent2 subject:Zähler");
        List<AgentsProgram.Seen> copies =
                boris.waitForCopies("INBOX", meter.number().toString(), 2);
        assertThat(copies.get(0).flags().contains(Flags.Flag.SEEN)).isTrue();
        assertThat(copies.get(1).flags().contains(Flags.Flag.SEEN)).isFalse();
        assertThat(notice(anna, "Handed over to Boris Orlov <agent2@acme.test>: 1")
                        .message()
                        .getContent()
                        .toString())
                .contains(meter.number().toString())
                .doesNotContain(bill.number().toString());
        assertThat(notice(boris, "Handed over to you: 1").message().getContent().toString())
                .contains(meter.number() + "  ", "Zähler defekt");
        assertThat(desk.ticketOf("jens@orders.test", 1).agent()).contains(EmailAddress.of("agent1@acme.test"));
        eventually(
                "the copies to be gone",
                () -> Optional.of(anna.copies("INBOX", meter.number().toString()))
                        .filter(List::isEmpty));
        assertThat(boris.folder("INBOX"))
                .filteredOn(seen -> seen.subject().startsWith("Handed over"))
                .hasSize(1);
    }

    private static Ticket opened(String customer, String subject, String text) throws Exception {
        desk.deliver(
                customer,
                "support@acme.test",
                Letters.text("away-" + customer, customer, "support@acme.test", subject, "UTF-8", text));
        return desk.ticketOf(customer, 1);
    }

    private static void toDesk(AgentsProgram program, String text) throws Exception {
        MimeMessage mail = new MimeMessage((javax.mail.Session) null);
        mail.setRecipient(RecipientType.TO, new InternetAddress("support@acme.test"));
        mail.setText(text, "UTF-8");
        program.send(mail);
    }

    private static AgentsProgram.Seen notice(AgentsProgram program, String subject) {
        return eventually(
                "the notice \"" + subject + "\"",
                () -> program.folder("INBOX").stream()
                        .filter(seen -> seen.subject().startsWith(subject))
                        .findFirst());
    }
}
