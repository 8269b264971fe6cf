// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.reply.AgentFixture.ANN;
import static org.postroom.reply.AgentFixture.IVAN;
import static org.postroom.reply.AgentFixture.LEAD;
import static org.postroom.reply.AgentFixture.STRANGER;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.SampleDesks;
import org.postroom.SampleMail;
import org.postroom.conversation.Filed;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.reply.AgentFixture.Sent;
import org.postroom.reply.AgentOutcome.Way;
import org.postroom.ticket.EventType;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.Status;

/** Agents who answer a customer past the desk are asked once, and it goes as they say. */
class PastDeskTest {

    private static final EmailAddress CUSTOMER = EmailAddress.of("ivan@customer.test");
    private static final EmailAddress FRIEND = EmailAddress.of("friend@elsewhere.test");

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
    void answerPastTheDeskShouldBeHeldAndAskedAboutOnce() {
        AgentFixture.Letter letter = past(ANN).text("Run!");

        assertThat(letter.send().way()).isEqualTo(Way.ENDED);
        assertThat(letter.send().way()).isEqualTo(Way.ENDED);

        Sent question = only();
        assertThat(question.recipients()).containsExactly(ANN.address());
        assertThat(question.text())
                .contains(CUSTOMER.asString(), filed.ticket().number().toString(), "#send", "#private", "Run!");
        assertThat(desk.messages(filed)).hasSize(1);
        assertThat(desk.event(filed, EventType.HELD).orElseThrow().event().field())
                .isEqualTo("past-desk");
    }

    @Test
    void sendShouldSendItAsTheDesksAnswer() {
        past(ANN).to(IVAN.address()).text("#tag fire\nRun!").send();

        answer("#send");

        Sent sent = only();
        assertThat(sent.recipients()).containsExactlyInAnyOrder(CUSTOMER, IVAN.address());
        assertThat(sent.read().from().orElseThrow().address()).isEqualTo(SampleDesks.SUPPORT_ADDRESS);
        assertThat(sent.read().to()).extracting(to -> to.address()).containsExactly(CUSTOMER);
        assertThat(sent.read().inReplyTo())
                .isEqualTo(filed.message().messageId().stream().toList());
        assertThat(sent.text()).isEqualTo("Run!");
        assertThat(desk.messages(filed).get(1).kind()).isEqualTo(MessageKind.REPLY);
        assertThat(desk.ticket(filed).status()).isEqualTo(Status.WAITING);
        assertThat(desk.ticket(filed).tags()).containsExactly("fire");
        assertThat(desk.events(filed)).containsOnlyOnce(EventType.RELEASED);
    }

    @Test
    void privateShouldLetItGoAsItWasAndKeepNothing() {
        AgentFixture.Letter letter = past(ANN).to(FRIEND).text("#tag fire\nShall we meet?");
        byte[] source = letter.mail().source();
        letter.send();
        EmailAddress question = only().replyTo();

        desk.letter(ANN).to(question).text("#privat").send();
        desk.letter(ANN).to(question).text("#private").send();
        desk.letter(ANN).to(question).text("#send").send();
        letter.send();

        Sent sent = only();
        assertThat(sent.mail().purpose()).isEqualTo(OutgoingMail.Purpose.PRIVATE);
        assertThat(sent.mail().envelopeSender()).contains(ANN.address());
        assertThat(sent.recipients()).containsExactly(CUSTOMER, FRIEND);
        assertThat(sent.mail().source()).isEqualTo(source);
        assertThat(desk.messages(filed)).hasSize(1);
        assertThat(desk.ticket(filed).tags()).isEmpty();
        assertThat(desk.event(filed, EventType.RELEASED).orElseThrow().event().newValue())
                .isEqualTo("private");
    }

    @Test
    void answerToAnAnswerOfTheDeskShouldBeHeldAsWell() {
        desk.letter(ANN).to(filed.message()).text("Run!").send();
        MessageId outside = only().read().messageId().orElseThrow();

        desk.letter(ANN).to(CUSTOMER).answering(outside).text("Now!").send();

        assertThat(only().recipients()).containsExactly(ANN.address());
    }

    @Test
    void mailShouldGoToTheParticipantWhomItWasAddressedTo() {
        desk.letter(ANN)
                .to(filed.message())
                .text("#cc boss@customer.test\nRun!")
                .send();
        desk.sent();
        EmailAddress boss = EmailAddress.of("boss@customer.test");
        desk.letter(ANN)
                .to(boss)
                .answering(filed.message().messageId().orElseThrow())
                .text("He burns.")
                .send();

        answer("#send");

        assertThat(only().recipients()).containsExactly(boss);
    }

    @Test
    void mailThatNamesNothingOfATicketShouldNotBeHeld() {
        assertThat(desk.letter(ANN).to(CUSTOMER).send().way()).isEqualTo(Way.ON);
        assertThat(desk.letter(ANN)
                        .to(CUSTOMER)
                        .answering(new MessageId("elsewhere@customer.test"))
                        .send()
                        .way())
                .isEqualTo(Way.ON);
    }

    @Test
    void mailThatNamesWhatTheTicketOnlyRefersToShouldNotBeHeld() {
        Filed later = desk.opened(ANN, mail -> mail.inReplyTo("private@customer.test"));

        assertThat(desk.letter(ANN)
                        .to(CUSTOMER)
                        .answering(new MessageId("private@customer.test"))
                        .send()
                        .way())
                .isEqualTo(Way.ON);
        assertThat(later.ticket().id()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"friend@elsewhere.test", "ivan@acme.test"})
    void mailToNobodyOfTheTicketShouldNotBeHeld(String other) {
        MessageId known = filed.message().messageId().orElseThrow();

        assertThat(desk.letter(ANN).to(other).answering(known).send().way()).isEqualTo(Way.ON);
    }

    @Test
    void mailOfWhoDoesNotWorkAtTheDeskShouldNotBeHeld() {
        assertThat(past(STRANGER).send().way()).isEqualTo(Way.ON);
    }

    @Test
    void mailShouldNotBeHeldWhereTheDeskDoesNotAsk() {
        try (AgentFixture silent =
                new AgentFixture(List.of(SampleDesks.notAsking(SampleDesks.SUPPORT), SampleDesks.SALES))) {
            Filed opened = silent.opened(ANN, mail -> mail);
            MessageId known = opened.message().messageId().orElseThrow();

            assertThat(silent.letter(ANN).to(CUSTOMER).answering(known).send().way())
                    .isEqualTo(Way.ON);
        }
    }

    @Test
    void whatIsSentAsTheDeskShouldBeLookedAtAsAnyAnswer() {
        String secret = "The password of the server lies in the upper drawer of the desk";
        desk.letter(IVAN).to(filed.message()).text("#note\n" + secret).send();
        desk.arrived(SampleMail.mail()
                .text("It is out.")
                .inReplyTo(filed.message().messageId().orElseThrow().value()));
        past(ANN).text("#clsoe\n" + secret).send();

        answer("#send");
        Sent doubt = only();
        assertThat(doubt.text()).contains("#close");
        desk.letter(ANN).to(doubt.replyTo()).text("#send").send();
        Sent collision = only();
        assertThat(collision.text()).contains("It is out.");
        desk.letter(ANN).to(collision.replyTo()).text("#send").send();
        Sent leak = only();
        assertThat(leak.text()).contains("shows what only agents may see");
        desk.letter(ANN).to(leak.replyTo()).text("#private").send();

        assertThat(only().mail().purpose()).isEqualTo(OutgoingMail.Purpose.PRIVATE);
    }

    @Test
    void nothingButCommandsShouldBeCarriedOutAndSendNothing() {
        past(ANN).text("#close").send();

        answer("#send");

        assertThat(desk.sent()).isEmpty();
        assertThat(desk.ticket(filed).status()).isEqualTo(Status.CLOSED);
        assertThat(desk.events(filed)).contains(EventType.RELEASED);
    }

    @Test
    void noteToACustomerShouldComeBack() {
        past(ANN).text("#note\nHe is difficult.").send();

        answer("#send");

        Sent back = only();
        assertThat(back.text()).contains(CUSTOMER.asString());
        assertThat(back.recipients()).containsExactly(ANN.address());
    }

    @Test
    void privateShouldBeRefusedElsewhere() {
        desk.letter(ANN).to(filed.message()).text("#private\nRun!").send();
        assertThat(only().text()).contains("#private stands alone");

        desk.letter(ANN).to(filed.message()).text("#clsoe\nRun!").send();
        desk.letter(ANN).to(only().replyTo()).text("#private").send();
        assertThat(only().text()).contains("#private stands alone");
        assertThat(desk.messages(filed)).hasSize(1);
    }

    @Test
    void leadShouldNeitherSeeNorSendWhatMayBePrivate() {
        past(ANN).text("Shall we meet?").send();
        EmailAddress question = only().replyTo();
        desk.clock.advance(Duration.ofHours(3));

        desk.replies.lateHolds();
        assertThat(desk.sent())
                .noneMatch(told -> told.mail().ticket() == filed.ticket().id());
        desk.letter(LEAD).to(question).text("#send").send();

        assertThat(only().recipients()).containsExactly(LEAD.address());
        assertThat(desk.messages(filed)).hasSize(1);
    }

    private AgentFixture.Letter past(org.postroom.desk.Agent agent) {
        return desk.letter(agent)
                .to(CUSTOMER)
                .answering(filed.message().messageId().orElseThrow());
    }

    /** Answers the question that was just asked. */
    private static void answer(String command) {
        desk.letter(ANN).to(only().replyTo()).text(command).send();
    }

    private static Sent only() {
        List<Sent> sent = desk.sent();
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }
}
