// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.SampleMail.mail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.SampleMail;
import org.postroom.conversation.Filed.Outcome;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.EventType;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.SignedAddresses.Target;

/** Mail to a signed address: an answer, or a new matter to an address out of the address book. */
class SignedAnswerTest extends FilingFixture {

    @Test
    void newMatterToAnAddressOutOfTheAddressBookShouldBeATicketOfItsOwnAndLinked() {
        Filed first = file(mail().subject("Druckertreiber"));

        Filed other = file(mail().to(signed(first, Target.AUTHOR)).subject("Neue Rechnungsadresse"));

        assertThat(other.outcome()).isEqualTo(Outcome.OPENED);
        assertThat(types(other.ticket())).contains(EventType.LINKED);
        assertThat(types(first.ticket())).contains(EventType.LINKED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Re: Printer on fire",
                "AW: [EXTERN] Printer on fire",
                "Отв: printer on fire",
                "答复：Printer on fire",
                "Printer on fire!",
                ""
            })
    void sameSubjectShouldBeAnAnswerThoughTheProviderRewroteAllIdentifiers(String subject) {
        Filed first = file(mail());
        ours(first.ticket(), id("ours"));

        Filed answer = file(mail().to(signed(first, Target.AUTHOR))
                .inReplyTo(id("rewritten-by-provider"))
                .references(id("rewritten-too"))
                .subject(subject));

        assertThat(answer.outcome()).isEqualTo(Outcome.JOINED);
        assertThat(answer.ticket().id()).isEqualTo(first.ticket().id());
    }

    @Test
    void anotherSubjectShouldBeAnAnswerWhenItRefersToTheTicket() {
        Filed first = file(mail().id(id("first")));
        ours(first.ticket(), id("ours"));

        assertJoins(first, mail().references(id("ours")).subject("Спасибо, всё работает"));
        assertJoins(first, mail().inReplyTo(id("first")).subject("已解决"));
        assertJoins(first, mail().subject("Noch etwas zu [" + first.ticket().number() + "]"));
    }

    @Test
    void subjectThatChangedDuringTheConversationShouldBeAnAnswer() {
        Filed first = file(mail().id(id("first")));
        file(mail().inReplyTo(id("first")).subject("Now it smokes"));

        assertJoins(first, mail().subject("Re: Now it smokes"));
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageKind.class,
            names = {"AUTO_REPLY", "DELIVERY_FAILURE", "BULK"})
    void robotsShouldJoinWhateverTheySay(MessageKind kind) {
        Filed first = file(mail());

        assertJoins(first, mail().kind(kind).subject("Автоматический ответ: я в отпуске"));
    }

    @Test
    void secondMailOfANewMatterShouldJoinTheNewTicket() {
        Filed first = file(mail());
        EmailAddress signed = signed(first, Target.AUTHOR);
        Filed other = file(mail().to(signed).subject("发票地址").id(id("other")));

        Filed more = file(mail().to(signed).subject("Re: 发票地址").inReplyTo(id("other")));

        assertThat(more.ticket().id()).isEqualTo(other.ticket().id());
    }

    @Test
    void addressThatTheMailAnswersShouldWinOverAnotherOfTheDesk() {
        Filed first = file(mail().subject("Printer"));
        Filed second = file(mail().subject("Scanner"));

        Filed answer = file(mail().to(signed(first, Target.AUTHOR), signed(second, Target.AUTHOR))
                .subject("Re: Scanner"));

        assertThat(answer.ticket().id()).isEqualTo(second.ticket().id());
    }

    private void assertJoins(Filed first, SampleMail mail) {
        assertThat(file(mail.to(signed(first, Target.AUTHOR))).ticket().id())
                .isEqualTo(first.ticket().id());
    }
}
