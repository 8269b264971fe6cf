// SPDX-License-Identifier: Apache-2.0
package org.postroom.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postroom.james.Mime4jMailParser;
import org.postroom.message.IncomingMail;
import org.postroom.stories.Letters;
import org.postroom.stories.RunningHelpDesk;
import org.postroom.stories.SharedHelpDesk;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;

/** An agent answers with a mail program of theirs. Skipped where the program is not installed. */
@ExtendWith(SharedHelpDesk.class)
class MailProgramsIntegrationTest {

    private static RunningHelpDesk helpDesk;

    @BeforeAll
    static void start(RunningHelpDesk shared) {
        helpDesk = shared;
    }

    @Test
    void customerShouldGetWhatAnAgentWritesInMutt() throws Exception {
        assumeTrue(Program.isThere("mutt") && Program.isThere("script"), "mutt is not installed");
        Ticket ticket = opened("olga@mutt.test", "Не печатает", "KOI8-R", "Принтер не печатает с утра.");
        String agent = ticket.agent().orElseThrow().asString();

        Mutt.answer(
                helpDesk.ports(),
                agent,
                RunningHelpDesk.PASSWORD,
                ticket.number().toString(),
                "#метка принтер\n#закрыть\nВыключите и включите его.\n\nАнна");

        IncomingMail answer = answerTo(ticket);
        assertThat(answer.text()).startsWith("Выключите и включите его.").contains("> Принтер не печатает с утра.");
        assertThat(now(ticket).tags()).contains("принтер");
    }

    @Test
    void customerShouldGetWhatAnAgentWritesInThunderbird() throws Exception {
        assumeTrue(Program.isThere("thunderbird"), "Thunderbird is not installed");
        Ticket ticket = opened("zhang@thunderbird.test", "打印机卡纸", "GB18030", "打印机总是卡纸，怎么办？");
        String agent = ticket.agent().orElseThrow().asString();

        String outcome = Thunderbird.answer(
                helpDesk.ports(),
                agent,
                RunningHelpDesk.PASSWORD,
                ticket.number().toString(),
                "#标签 打印机\n#关闭\n请打开后盖，取出纸张。\n\n安娜");

        assertThat(outcome).isEqualTo("sent");
        IncomingMail answer = answerTo(ticket);
        assertThat(answer.text()).startsWith("请打开后盖，取出纸张。").contains("打印机总是卡纸");
        assertThat(now(ticket).tags()).contains("打印机");
    }

    private static Ticket opened(String customer, String subject, String charset, String text) throws Exception {
        helpDesk.deliver(
                customer,
                "support@acme.test",
                Letters.text("program-" + customer, customer, "support@acme.test", subject, charset, text));
        Ticket ticket = helpDesk.ticketOf(customer, 1);
        helpDesk.agent(ticket.agent().orElseThrow().asString())
                .waitForCopies("INBOX", ticket.number().toString(), 1);
        return ticket;
    }

    /** The one answer that reached the customer: from the desk, threaded, with no command and nothing of the agent's; its ticket is closed. */
    private static IncomingMail answerTo(Ticket ticket) throws Exception {
        String customer = ticket.requester().address().asString();
        MimeMessage mail = RunningHelpDesk.eventually(
                "an answer to " + customer,
                () -> helpDesk.received(customer).stream()
                        .filter(each -> headerOf(each, "Auto-Submitted").isEmpty())
                        .findFirst());
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        mail.writeTo(source);
        String whole = source.toString(StandardCharsets.ISO_8859_1);
        String agent = ticket.agent().orElseThrow().asString();
        assertThat(whole).doesNotContain(agent).contains(" at Acme Support <support@acme.test>");
        assertThat(headerOf(mail, "In-Reply-To")).contains("<program-" + customer + "@customers.test>");
        IncomingMail seen = new Mime4jMailParser().parse(source.toByteArray());
        assertThat(seen.text()).doesNotContain("#");
        RunningHelpDesk.eventually(
                "the ticket is closed",
                () -> now(ticket).status() == Status.CLOSED ? Optional.of(ticket) : Optional.empty());
        assertThat(helpDesk.agent(agent)
                        .waitForCopies("Tickets.Closed", ticket.number().toString(), 2))
                .hasSize(2);
        return seen;
    }

    private static Ticket now(Ticket ticket) {
        return helpDesk.ticketOf(ticket.requester().address().asString(), 2);
    }

    private static List<String> headerOf(MimeMessage mail, String name) {
        try {
            String[] values = mail.getHeader(name);
            return values == null ? List.of() : List.of(values);
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
