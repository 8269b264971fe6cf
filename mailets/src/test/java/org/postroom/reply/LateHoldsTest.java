// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.reply.AgentFixture.ANN;
import static org.postroom.reply.AgentFixture.HELD_FOR;
import static org.postroom.reply.AgentFixture.LEAD;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.SampleDesks;
import org.postroom.conversation.Filed;
import org.postroom.desk.Language;
import org.postroom.message.EmailAddress;
import org.postroom.reply.AgentFixture.Sent;
import org.postroom.reply.AgentOutcome.Way;
import org.postroom.ticket.Classification;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketFilter;
import org.postroom.ticket.Viewer;

/** What becomes of held mails that nobody sends, of those whose authors have gone, and of answers to notices. */
class LateHoldsTest {

    private static final EmailAddress CUSTOMER = EmailAddress.of("ivan@customer.test");
    private static final Duration LEADS = Duration.ofHours(3);

    private final AgentFixture desk = new AgentFixture();
    private Filed filed;

    @BeforeEach
    void customerWrites() {
        filed = desk.opened(ANN, mail -> mail.text("It burns."));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void heldMailThatNobodySendsShouldComeBackToItsAuthorOnce() {
        AgentFixture.Letter letter = desk.letter(ANN).to(filed.message()).text("#clsoe\nWe come.");
        letter.send();
        EmailAddress question = only().replyTo();
        desk.clock.advance(HELD_FOR.minusHours(1));
        desk.replies.lateHolds();
        desk.sent();

        desk.clock.advance(Duration.ofHours(2));
        desk.replies.lateHolds();

        Sent back = only();
        assertThat(back.recipients()).containsExactly(ANN.address());
        assertThat(back.read().attachments()).hasSize(1);
        assertThat(back.text()).contains("We come.", "2026-11-20");
        assertThat(desk.messages(filed)).hasSize(1);
        Event event = desk.event(filed, EventType.REFUSED).orElseThrow();
        assertThat(event.event().field()).isEqualTo("doubt");
        assertThat(desk.replies.lateHolds()).isZero();
        desk.letter(ANN).to(question).text("#send").send();
        assertThat(only().text()).contains("not held for you");
        assertThat(desk.messages(filed)).hasSize(1);
    }

    @Test
    void mailThatWasSentShouldOnlyBeForgotten() {
        desk.letter(ANN).to(filed.message()).text("#clsoe\nWe come.").send();
        desk.letter(ANN).to(only().replyTo()).text("#send").send();
        desk.sent();
        desk.clock.advance(HELD_FOR.plusHours(1));

        assertThat(desk.replies.lateHolds()).isOne();
        assertThat(desk.replies.lateHolds()).isZero();
        assertThat(desk.sent()).isEmpty();
    }

    @Test
    void leadsShouldBeToldOfAndSendWhatWhoHasGoneLeft() {
        desk.letter(ANN).to(filed.message()).text("#clsoe\nWe come.").send();
        desk.sent();
        AgentReplies now = desk.without(ANN);
        desk.clock.advance(LEADS);

        now.lateHolds();

        Sent told = only();
        assertThat(told.recipients()).containsExactly(LEAD.address());
        assertThat(told.text()).contains(ANN.address().asString(), "We come.");
        now.orders(desk.letter(LEAD).to(told.replyTo()).text("#send").mail());
        assertThat(only().recipients()).containsExactly(CUSTOMER);
        assertThat(desk.messages(filed)).hasSize(2);
    }

    @Test
    void leadsShouldGetBackWhatNobodySentForWhoHasGone() {
        desk.letter(ANN).to(filed.message()).text("#clsoe\nWe come.").send();
        desk.sent();
        AgentReplies now = desk.without(ANN);
        desk.clock.advance(HELD_FOR.plusHours(1));

        now.lateHolds();

        List<Sent> sent = desk.sent();
        assertThat(sent).hasSize(2).allMatch(one -> one.recipients().equals(List.of(LEAD.address())));
        assertThat(sent.get(1).read().attachments()).hasSize(1);
        assertThat(now.lateHolds()).isZero();
    }

    @Test
    void leadsShouldDecideOnWhatWentPastTheDeskOfWhoHasGone() {
        desk.letter(ANN)
                .to(CUSTOMER)
                .answering(filed.message().messageId().orElseThrow())
                .text("We come.")
                .send();
        desk.sent();
        AgentReplies now = desk.without(ANN);
        desk.clock.advance(LEADS);
        now.lateHolds();
        EmailAddress told = only().replyTo();

        now.orders(desk.letter(LEAD).to(told).text("#private").mail());
        assertThat(only().recipients()).containsExactly(LEAD.address());
        now.orders(desk.letter(LEAD).to(told).text("#send").mail());

        assertThat(only().recipients()).containsExactly(CUSTOMER);
    }

    @Test
    void mailThatIsRefusedWhenItIsReleasedShouldNotComeBackTwice() {
        desk.letter(ANN)
                .to(filed.message())
                .to(CUSTOMER)
                .text("#note\n#clsoe\nHe is difficult.")
                .send();
        desk.letter(ANN).to(only().replyTo()).text("#send").send();
        assertThat(only().read().attachments()).hasSize(1);
        desk.clock.advance(HELD_FOR.plusHours(1));

        desk.replies.lateHolds();

        assertThat(desk.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#send", "Please send it.", "#close"})
    void answerToANoticeShouldOpenNoTicketAndComeBack(String text) {
        desk.letter(ANN).to(filed.message()).text("#assign nobody\nHello").send();
        Sent refused = only();

        desk.letter(ANN)
                .to(refused.replyTo())
                .answering(refused.read().messageId().orElseThrow())
                .text(text)
                .send();
        Sent first = only();
        Way way = desk.letter(ANN)
                .to(SampleDesks.SUPPORT_ADDRESS)
                .answering(refused.read().messageId().orElseThrow())
                .text(text)
                .send()
                .way();

        assertThat(way).isEqualTo(Way.ENDED);
        for (Sent back : List.of(first, only())) {
            assertThat(back.recipients()).containsExactly(ANN.address());
            assertThat(back.text()).contains("answers a notice", text);
            assertThat(back.read().attachments()).hasSize(1);
        }
        assertThat(tickets()).hasSize(1);
        assertThat(desk.messages(filed)).hasSize(1);
    }

    @Test
    void programThatIgnoresReplyToShouldSendWhatIsHeldAsWell() {
        desk.letter(ANN).to(filed.message()).text("#clsoe\nWe come.").send();

        desk.letter(ANN)
                .to(SampleDesks.SUPPORT_ADDRESS)
                .answering(only().read().messageId().orElseThrow())
                .text("#send")
                .send();

        assertThat(only().recipients()).containsExactly(CUSTOMER);
    }

    @Test
    void ticketOfAMailThatWasHeldShouldBeWhatTheMailWasFoundToBe() {
        Classification found = new Classification(
                MessageKind.CUSTOMER, "", new Language("de"), Optional.of("billing"), Priority.URGENT, Set.of("vip"));
        desk.letter(ANN)
                .to(SampleDesks.SUPPORT_ADDRESS)
                .classified(found)
                .text("#requester new@customer.test\n#clsoe\nSofort!")
                .send();

        desk.letter(ANN).to(only().replyTo()).text("#send").send();

        Ticket opened = tickets().stream()
                .filter(ticket -> !ticket.number().equals(filed.ticket().number()))
                .findFirst()
                .orElseThrow();
        assertThat(opened.priority()).isEqualTo(Priority.URGENT);
        assertThat(opened.category()).contains("billing");
        assertThat(opened.language()).isEqualTo(new Language("de"));
        assertThat(opened.tags()).containsExactly("vip");
    }

    private List<Ticket> tickets() {
        return desk.tickets.tickets(
                new TicketFilter(Optional.empty(), Optional.empty(), Optional.empty(), 100), Viewer.ADMIN);
    }

    private Sent only() {
        List<Sent> sent = desk.sent();
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }
}
