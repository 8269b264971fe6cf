// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.reply.AgentFixture.ANN;
import static org.postroom.reply.AgentFixture.IVAN;
import static org.postroom.reply.AgentFixture.LEAD;
import static org.postroom.reply.AgentFixture.STRANGER;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.SampleDesks;
import org.postroom.SampleMail;
import org.postroom.conversation.Filed;
import org.postroom.desk.Agent;
import org.postroom.message.EmailAddress;
import org.postroom.reply.AgentFixture.Sent;
import org.postroom.reply.AgentOutcome.Way;
import org.postroom.ticket.Audience;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;
import org.postroom.ticket.SignedAddresses.Target;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Viewer;

/** What agents write, from reading it to what leaves, on a real database. */
class AgentCommandsTest {

    private static AgentFixture desk;

    private Filed filed;

    @BeforeAll
    static void open() {
        desk = new AgentFixture();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void customerWrites() {
        desk.sent();
        filed = desk.opened(ANN, mail -> mail.text("It burns, and there is smoke in all of the second floor."));
    }

    @Test
    void answerShouldReachTheCustomerWithoutItsCommands() {
        AgentOutcome outcome = desk.letter(ANN)
                .to(filed.message())
                .text("#close\n#tag Fire\n#priority high\n\nUse the extinguisher.")
                .send();

        assertThat(outcome.way()).isEqualTo(Way.FILED);
        Sent sent = only();
        assertThat(sent.recipients()).containsExactly(EmailAddress.of("ivan@customer.test"));
        assertThat(sent.text()).isEqualTo("Use the extinguisher.");
        assertThat(sent.read().from().orElseThrow().address()).isEqualTo(SampleDesks.SUPPORT_ADDRESS);
        assertThat(new String(sent.mail().source(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("#close")
                .doesNotContain(ANN.address().asString())
                .doesNotContain("X-Mailer");
        Ticket ticket = desk.ticket(filed);
        assertThat(ticket.status()).isEqualTo(Status.CLOSED);
        assertThat(ticket.tags()).containsExactly("fire");
        assertThat(ticket.priority()).isEqualTo(Priority.HIGH);
        assertThat(desk.events(filed))
                .contains(EventType.STATUS_CHANGED, EventType.TAGGED, EventType.PRIORITY_CHANGED, EventType.REPLIED);
    }

    @Test
    void commandsAloneShouldSendNothingToAnybodyAndBeCarriedOutOnce() {
        AgentFixture.Letter letter =
                desk.letter(ANN).to(filed.message()).text("#закрыть\n#время 20 минут\n\n> It burns\n-- \nAnn");

        assertThat(letter.send().way()).isEqualTo(Way.ENDED);
        assertThat(letter.send().way()).isEqualTo(Way.ENDED);

        assertThat(desk.sent()).isEmpty();
        assertThat(desk.ticket(filed).status()).isEqualTo(Status.CLOSED);
        assertThat(desk.messages(filed)).hasSize(1);
        assertThat(desk.events(filed)).containsOnlyOnce(EventType.TIME_SPENT);
        assertThat(desk.event(filed, EventType.TIME_SPENT).orElseThrow().event().newValue())
                .isEqualTo("20");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#assign ivan | ivan@acme.test",
                "#assign ivan@acme.test | ivan@acme.test",
                "#分配 李雷 | li@acme.test",
                "#zuweisen Ann Lee | ann@acme.test",
                "#assign Иван | ivan@acme.test"
            })
    void ticketShouldGoToTheAgentWhoIsNamed(String command, String agent) {
        desk.letter(ANN).to(filed.message()).text(command).send();

        assertThat(desk.ticket(filed).agent()).contains(EmailAddress.of(agent));
    }

    @Test
    void ticketThatIsGivenToATeamShouldHaveNobody() {
        desk.letter(ANN).to(filed.message()).text("#give team").send();

        assertThat(desk.ticket(filed).agent()).isEmpty();
        assertThat(desk.ticket(filed).team()).contains("team");
    }

    @Test
    void snoozedTicketShouldWakeAtItsTime() {
        desk.letter(ANN).to(filed.message()).text("#snooze 3d").send();

        assertThat(desk.ticket(filed).status()).isEqualTo(Status.SNOOZED);
        assertThat(desk.tickets.dueTimers(desk.clock.instant().plus(Duration.ofDays(3)), 1000))
                .anyMatch(timer -> timer.ticket() == filed.ticket().id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#priority sometimes",
                "#assign nobody",
                "#give strangers",
                "#snooze yesterday",
                "#merge ACME-99999999",
                "#close\n#open",
                "#cc not an address",
                "#requester support@acme.test",
                "#time long",
                "#split",
                "#send",
                "#board"
            })
    void whatCannotBeCarriedOutShouldComeBackAndChangeNothing(String command) {
        AgentOutcome outcome = desk.letter(ANN)
                .to(filed.message())
                .text("#tag first\n" + command + "\nDear Ivan, all is well.")
                .send();

        assertThat(outcome.way()).isEqualTo(Way.ENDED);
        Sent back = only();
        assertThat(back.recipients()).containsExactly(ANN.address());
        assertThat(back.read().subject()).startsWith("Not sent: ");
        assertThat(back.text()).contains("Dear Ivan, all is well.");
        assertThat(back.read().attachments()).hasSize(1);
        assertThat(desk.ticket(filed).tags()).isEmpty();
        assertThat(desk.messages(filed)).hasSize(1);
        assertThat(desk.events(filed)).contains(EventType.REFUSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#clsoe | #close",
                "Dear Ivan,~#note~bye | #note",
                "#закрыт | #close",
                "#tag | #tag",
                "#close now | #close"
            })
    void doubtfulMailShouldBeHeldAndSentWhenItsAuthorSaysSo(String text, String meant) {
        String written = text.replace('~', '\n') + "\nВсё готово, 好了.";
        desk.letter(IVAN).to(filed.message()).text(written).send();

        Sent asked = only();
        assertThat(asked.recipients()).containsExactly(IVAN.address());
        assertThat(asked.text()).contains(meant, "Всё готово, 好了.");
        assertThat(desk.events(filed)).contains(EventType.HELD).doesNotContain(EventType.REPLIED);

        AgentFixture.Letter send = desk.letter(IVAN)
                .to(asked.replyTo())
                .text("#send\n\n> " + asked.text().replace("\n", "\n> ") + "\n-- \nsent from my phone");
        assertThat(send.send().way()).isEqualTo(Way.FILED);
        assertThat(send.send().way()).isEqualTo(Way.ENDED);

        Sent sent = only();
        assertThat(sent.recipients()).containsExactly(EmailAddress.of("ivan@customer.test"));
        assertThat(sent.text().lines().toList()).isEqualTo(written.lines().toList());
        assertThat(desk.events(filed)).containsOnlyOnce(EventType.RELEASED, EventType.REPLIED);
    }

    @Test
    void heldMailShouldNotBeSentByOthersNorWithMoreThanSend() {
        desk.letter(IVAN).to(filed.message()).text("#clsoe\nyes").send();
        EmailAddress question = only().replyTo();

        desk.letter(ANN).to(question).text("#send").send();
        assertThat(only().recipients()).containsExactly(ANN.address());
        desk.letter(IVAN).to(question).text("#send\nand also this").send();
        assertThat(only().text()).contains("and also this");
        assertThat(desk.messages(filed)).hasSize(1);

        desk.letter(LEAD).to(question).text("#send").send();
        assertThat(only().recipients()).containsExactly(EmailAddress.of("ivan@customer.test"));
    }

    @Test
    void leadsShouldBeToldOfWhatIsHeldForTwoHours() {
        desk.clock.advance(Duration.ofHours(3));
        desk.replies.lateHolds();
        desk.letter(IVAN).to(filed.message()).text("#clsoe\nyes").send();
        desk.sent();
        assertThat(desk.replies.lateHolds()).isZero();

        desk.clock.advance(Duration.ofHours(2));
        assertThat(desk.replies.lateHolds()).isOne();
        assertThat(desk.replies.lateHolds()).isZero();

        Sent told = only();
        assertThat(told.recipients()).containsExactly(LEAD.address());
        desk.letter(LEAD).to(told.replyTo()).text("#send").send();
        assertThat(only().recipients()).containsExactly(EmailAddress.of("ivan@customer.test"));
    }

    @Test
    void noteShouldLeaveNothing() {
        AgentOutcome outcome = desk.letter(ANN)
                .to(filed.message())
                .text("#note\n#priority urgent\nHe is a difficult one.")
                .send();

        assertThat(outcome.way()).isEqualTo(Way.FILED);
        assertThat(desk.sent()).isEmpty();
        Message note = desk.messages(filed).get(1);
        assertThat(note.kind()).isEqualTo(MessageKind.NOTE);
        assertThat(note.audience()).isEqualTo(Audience.INTERNAL);
        assertThat(desk.ticket(filed).priority()).isEqualTo(Priority.URGENT);
        assertThat(desk.ticket(filed).status()).isEqualTo(Status.NEW);

        desk.letter(IVAN).to(note).text("Indeed.").send();
        assertThat(desk.sent()).isEmpty();
        assertThat(desk.messages(filed).get(2).kind()).isEqualTo(MessageKind.NOTE);
    }

    @Test
    void noteToAColleagueShouldReachTheColleagueAndNoOtherPerson() {
        desk.letter(ANN)
                .to(filed.message())
                .to("ivan@acme.test")
                .text("#note\nWhat do you think?")
                .send();

        Sent told = only();
        assertThat(told.recipients()).containsExactly(IVAN.address());
        desk.letter(IVAN).to(told.replyTo()).text("Not much.").send();
        assertThat(desk.messages(filed))
                .extracting(Message::kind)
                .containsExactly(MessageKind.CUSTOMER, MessageKind.NOTE, MessageKind.NOTE);

        desk.letter(ANN)
                .to(filed.message())
                .to("ivan@customer.test")
                .text("#note\nsecret")
                .send();
        assertThat(only().text()).contains("ivan@customer.test");
        assertThat(desk.messages(filed)).hasSize(3);
    }

    @Test
    void answerShouldBeHeldWhenTheCustomerWroteAgain() {
        Message first = filed.message();
        desk.clock.advance(Duration.ofMinutes(5));
        desk.arrived(SampleMail.mail()
                .text("Never mind, it went out.")
                .inReplyTo(first.messageId().orElseThrow().value()));

        desk.letter(ANN).to(first).text("Use the extinguisher.").send();

        Sent asked = only();
        assertThat(asked.recipients()).containsExactly(ANN.address());
        assertThat(asked.text()).contains("Never mind, it went out.", "Use the extinguisher.");
        desk.letter(ANN).to(asked.replyTo()).text("#send").send();
        assertThat(only().text()).isEqualTo("Use the extinguisher.");
    }

    @Test
    void whatCameWhileTheAuthorWasAskedShouldHoldItOnceMore() {
        Message first = filed.message();
        String id = first.messageId().orElseThrow().value();
        desk.arrived(SampleMail.mail().text("Never mind.").inReplyTo(id));
        desk.letter(ANN).to(first).text("Use the extinguisher.").send();
        EmailAddress question = only().replyTo();
        desk.arrived(SampleMail.mail().text("It burns again!").inReplyTo(id));

        desk.letter(ANN).to(question).text("#send").send();

        Sent again = only();
        assertThat(again.recipients()).containsExactly(ANN.address());
        assertThat(again.text()).contains("It burns again!").doesNotContain("Never mind.");
        desk.letter(ANN).to(again.replyTo()).text("#send").send();
        assertThat(only().recipients()).containsExactly(EmailAddress.of("ivan@customer.test"));
    }

    @Test
    void ofTwoAgentsWhoAnswerAtOnceOneMailShouldReachTheCustomer() {
        desk.letter(ANN).to(filed.message()).text("First").send();
        desk.letter(IVAN).to(filed.message()).text("Second").send();

        List<Sent> sent = desk.sent();
        assertThat(sent)
                .extracting(Sent::recipients)
                .containsExactly(List.of(EmailAddress.of("ivan@customer.test")), List.of(IVAN.address()));
    }

    @Test
    void ownAnswersAndRobotsShouldHoldNothing() {
        String id = filed.message().messageId().orElseThrow().value();
        desk.letter(ANN).to(filed.message()).text("First").send();
        desk.arrived(
                SampleMail.mail().kind(MessageKind.AUTO_REPLY).text("I am away").inReplyTo(id));

        desk.letter(ANN).to(filed.message()).text("And second").send();

        assertThat(desk.sent())
                .hasSize(2)
                .allMatch(sent -> sent.recipients().equals(List.of(EmailAddress.of("ivan@customer.test"))));
    }

    @Test
    void answerThatShowsANoteShouldBeHeld() {
        String secret = "Пароль сервера лежит у Марии в верхнем ящике стола";
        desk.letter(IVAN).to(filed.message()).text("#note\n" + secret).send();

        desk.letter(ANN)
                .to(filed.message())
                .content(
                        "text/html; charset=utf-8",
                        "<p>Hello</p><blockquote>" + secret.replace(" ", " <b> </b>\n") + "</blockquote>")
                .send();

        Sent asked = only();
        assertThat(asked.recipients()).containsExactly(ANN.address());
        assertThat(asked.text()).contains("Пароль сервера");
        desk.letter(ANN).to(asked.replyTo()).text("#send").send();
        assertThat(only().recipients()).containsExactly(EmailAddress.of("ivan@customer.test"));
        assertThat(desk.event(filed, EventType.RELEASED).orElseThrow().event().field())
                .isEqualTo("leak");
    }

    @Test
    void signatureBelowANoteShouldHoldNothing() {
        String signature = "\n-- \nAnn Lee, Acme Support, Main Street 1, 10115 Berlin, phone 030 1234567, every day";
        desk.letter(ANN).to(filed.message()).text("#note\nlook" + signature).send();

        desk.letter(ANN).to(filed.message()).text("Hello" + signature).send();

        assertThat(only().recipients()).containsExactly(EmailAddress.of("ivan@customer.test"));
    }

    @Test
    void answerToAnOldAddressShouldBeHeldWhenItIsAboutSomethingElse() {
        EmailAddress old = SampleDesks.SIGNED.sign(new org.postroom.ticket.SignedAddresses.Meaning(
                SampleDesks.SUPPORT_ADDRESS,
                filed.ticket().id(),
                filed.message().id(),
                Target.AUTHOR));

        desk.letter(ANN).to(old).subject("Invoice 42").text("Here it is").send();

        assertThat(only().recipients()).containsExactly(ANN.address());
        assertThat(desk.event(filed, EventType.HELD).orElseThrow().event().field())
                .isEqualTo("other-matter");
    }

    @Test
    void expertShouldGetTheTicketAndTheirAnswerShouldStayInside() {
        desk.letter(ANN)
                .to(filed.message())
                .text("#note\nThe customer must never learn that we ask somebody else.")
                .send();
        desk.letter(ANN)
                .to(filed.message())
                .text("#forward Dr. Fire <fire@expert.test>\nWhat shall we do?")
                .send();

        Sent asked = only();
        assertThat(asked.recipients()).containsExactly(EmailAddress.of("fire@expert.test"));
        assertThat(asked.text()).isEqualTo("What shall we do?");
        assertThat(asked.read().attachments()).hasSize(1);
        assertThat(new String(asked.mail().source(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("smoke in all of the second floor")
                .doesNotContain("never learn")
                .doesNotContain("ann@acme.test");
        assertThat(SampleDesks.SIGNED.read(asked.replyTo()).orElseThrow().target())
                .isEqualTo(Target.EXPERT);

        Filed answer = desk.arrived(SampleMail.mail()
                .from("Dr. Fire <fire@expert.test>")
                .to(asked.replyTo())
                .text("Pour a lot of water onto it, from above, for at least one hour."));
        assertThat(answer.message().kind()).isEqualTo(MessageKind.EXPERT);
        assertThat(answer.message().audience()).isEqualTo(Audience.INTERNAL);
        assertThat(answer.ticket().id()).isEqualTo(filed.ticket().id());

        desk.letter(ANN).to(answer.message()).text("Thanks, and then?").send();
        assertThat(only().recipients()).containsExactly(EmailAddress.of("fire@expert.test"));

        desk.letter(ANN)
                .to(filed.message())
                .text("Pour a lot of water onto it, from above, for an hour.")
                .send();
        assertThat(only().recipients()).containsExactly(ANN.address());
    }

    @Test
    void agentShouldStartATicketInTheNameOfTheDesk() {
        AgentOutcome outcome = desk.letter(ANN)
                .to(SampleDesks.SUPPORT_ADDRESS)
                .subject("Ihre Bestellung 7")
                .text("#requester Jürgen Groß <juergen@muster.test>\n#category billing\nSie ist unterwegs.")
                .send();

        Sent sent = only();
        assertThat(sent.recipients()).containsExactly(EmailAddress.of("juergen@muster.test"));
        assertThat(sent.text()).isEqualTo("Sie ist unterwegs.");
        Ticket ticket = desk.tickets.inTransaction(
                tx -> tx.ticket(outcome.message().orElseThrow().ticket()).orElseThrow());
        assertThat(ticket.requester().address()).isEqualTo(EmailAddress.of("juergen@muster.test"));
        assertThat(ticket.subject()).isEqualTo("Ihre Bestellung 7");
        assertThat(ticket.status()).isEqualTo(Status.WAITING);
        assertThat(ticket.agent()).contains(ANN.address());
        assertThat(ticket.category()).contains("billing");
        assertThat(sent.read().subject()).contains(ticket.number().stamp());

        Filed answer = desk.arrived(SampleMail.mail()
                .from("juergen@muster.test")
                .to(sent.replyTo())
                .subject("AW: " + sent.read().subject())
                .text("Danke"));
        assertThat(answer.ticket().id()).isEqualTo(ticket.id());
    }

    @Test
    void mailWithoutATicketShouldGoOnUnlessItHasCommands() {
        assertThat(desk.letter(ANN)
                        .to(SampleDesks.SUPPORT_ADDRESS)
                        .text("My own chair is broken")
                        .send()
                        .way())
                .isEqualTo(Way.ON);
        assertThat(desk.letter(ANN)
                        .to(SampleDesks.SUPPORT_ADDRESS)
                        .text("#close\nbye")
                        .send()
                        .way())
                .isEqualTo(Way.ENDED);
        assertThat(only().recipients()).containsExactly(ANN.address());
    }

    @Test
    void mergedTicketsShouldBeOneAndSplitOnesTwo() {
        Filed other = desk.opened(IVAN, mail -> mail.subject("Smoke").text("Smoke!"));

        AgentOutcome merged = desk.letter(ANN)
                .to(filed.message())
                .text("#merge " + other.ticket().number())
                .send();
        assertThat(merged.moved()).containsExactly(filed.message().id());
        assertThat(desk.messages(other)).hasSize(2);
        assertThat(desk.ticket(filed).status()).isEqualTo(Status.CLOSED);

        AgentOutcome split = desk.letter(ANN)
                .to(filed.message())
                .text("#split\nThis is a matter of its own.")
                .send();
        Message answer = split.message().orElseThrow();
        assertThat(answer.ticket()).isNotIn(filed.ticket().id(), other.ticket().id());
        assertThat(only().read().subject())
                .contains(desk.tickets.numberOf(answer.ticket()).orElseThrow().stamp());
        assertThat(desk.messages(other)).hasSize(1);
    }

    @Test
    void statusAndHelpAndBoardShouldComeToWhoAsks() {
        desk.letter(ANN).to(filed.message()).text("#status").send();
        assertThat(only().text()).contains(filed.ticket().number().toString(), "ann@acme.test", "1. ");
        desk.letter(IVAN).to(SampleDesks.SUPPORT_ADDRESS).text("#help").send();
        assertThat(only().text()).contains("#close #закрыть #关闭 #schließen");
        desk.letter(LEAD).to(SampleDesks.SUPPORT_ADDRESS).text("#board").send();
        assertThat(only().text())
                .contains(filed.ticket().number().toString(), ANN.address().asString());
        assertThat(desk.messages(filed)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | status: new | priority: normal | 1. | customer | the ticket is done",
                "ru | состояние: новая | приоритет: обычный | 1. | клиент | заявка выполнена",
                "zh | 状态：新 | 优先级：普通 | 1. | 客户 | 工单已完成",
                "de | Stand: neu | Priorität: normal | 1. | Kunde | das Ticket ist erledigt"
            })
    void answersShouldBeInTheAgentsLanguage(
            String language, String status, String priority, String number, String kind, String help) {
        Agent agent = SampleDesks.agent(ANN.address().asString(), "Ann", language, "");

        desk.letter(agent).to(filed.message()).text("#status\n#help").send();

        assertThat(only().text()).contains(status, priority, number, ", " + kind + ", ", help);
    }

    @ParameterizedTest
    @CsvSource({"en, new, normal", "ru, новая, обычный", "zh, 新, 普通", "de, neu, normal"})
    void boardShouldBeInTheLeadsLanguage(String language, String status, String priority) {
        Agent lead = SampleDesks.agent(LEAD.address().asString(), "Lena", language, "");

        desk.letter(lead).to(SampleDesks.SUPPORT_ADDRESS).text("#board").send();

        assertThat(only().text())
                .contains(filed.ticket().number() + "  " + status + "  ", "  " + priority + "  Printer on fire");
    }

    @Test
    void agentsOfOtherDesksShouldLearnAndChangeNothing() {
        for (String command :
                List.of("#close", "#status", "#assign bob", "#note\nx", "#forward x@y.test\nz", "hello")) {
            desk.letter(STRANGER).to(filed.message()).text(command).send();
            Sent back = only();
            assertThat(back.recipients()).containsExactly(STRANGER.address());
            assertThat(back.text()).doesNotContain("smoke").doesNotContain("ivan@customer.test");
        }
        assertThat(desk.messages(filed)).hasSize(1);
        assertThat(desk.ticket(filed).status()).isEqualTo(Status.NEW);
        assertThat(desk.tickets.ticket(filed.ticket().number(), Viewer.of(STRANGER.address(), desk.helpDesk)))
                .isEqualTo(Optional.empty());
    }

    private static Sent only() {
        List<Sent> sent = desk.sent();
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }
}
