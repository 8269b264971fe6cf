// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.SampleMail.MORNING;
import static org.postroom.SampleMail.mail;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postroom.SampleDesks;
import org.postroom.SampleMail;
import org.postroom.ticket.Classification;
import org.postroom.ticket.NewTicket;
import org.postroom.ticket.SignedAddresses.Target;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;

/** Answers find their ticket after it was merged or split. */
class MovedMessagesTest extends FilingFixture {

    private static final String AGENT = "ann@acme.test";

    @Test
    void everyAnswerToAMergedTicketShouldLandInTheOther() {
        Filed from = file(mail().id(id("from")).from("李雷 <lilei@customer.test>"));
        Filed into = file(mail());
        ours(from.ticket(), id("acknowledgement"));

        merge(from.ticket(), into.ticket());

        assertJoins(into, mail().to(signed(from, Target.AUTHOR)));
        assertJoins(into, mail().inReplyTo(id("acknowledgement")));
        assertJoins(into, mail().references(id("from")));
        assertJoins(
                into,
                mail().from("李雷 <lilei@customer.test>")
                        .subject("答复: [" + from.ticket().number() + "] 打印机"));
        assertThat(now(from.ticket()).messages()).isZero();
    }

    @Test
    void answerToAMergedTicketShouldOpenTheOtherAgain() {
        Filed from = file(mail());
        Filed into = file(mail());
        merge(from.ticket(), into.ticket());
        setStatus(into.ticket(), Status.WAITING, MORNING);

        file(mail().to(signed(from, Target.AUTHOR)));

        assertThat(now(into.ticket()).status()).isEqualTo(Status.OPEN);
        assertThat(now(from.ticket()).status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void mailOfAMergedTicketThatComesAgainShouldBeRecognised() {
        SampleMail mail = mail();
        Filed from = file(mail);
        Filed into = file(mail());
        merge(from.ticket(), into.ticket());

        Filed again = file(mail);

        assertThat(again.outcome()).isEqualTo(Filed.Outcome.REPEATED);
        assertThat(again.ticket().id()).isEqualTo(into.ticket().id());
    }

    @Test
    void answerToAMessageThatWasSplitOffShouldFollowIt() {
        Filed first = file(mail().id(id("first")));
        Filed second = file(mail().id(id("second")).inReplyTo(id("first")));

        Ticket split = in(tx ->
                        tx.split(first.ticket().id(), Set.of(second.message().id()), another(), AGENT))
                .ticket();

        assertThat(file(mail().to(signed(second, Target.AUTHOR))).ticket().id()).isEqualTo(split.id());
        assertThat(file(mail().references(id("first"), id("second"))).ticket().id())
                .isEqualTo(split.id());
        assertThat(file(mail().to(signed(first, Target.AUTHOR))).ticket().id())
                .isEqualTo(first.ticket().id());
    }

    private static NewTicket another() {
        Classification classification = mail().arrival().classification();
        return new NewTicket(
                SampleDesks.SUPPORT,
                SampleDesks.SUPPORT_ADDRESS,
                mail().arrival().mail().from().orElseThrow(),
                "Another matter",
                classification,
                MORNING);
    }

    private void assertJoins(Filed into, SampleMail mail) {
        Filed filed = file(mail);
        assertThat(filed.outcome()).isEqualTo(Filed.Outcome.JOINED);
        assertThat(filed.ticket().id()).isEqualTo(into.ticket().id());
    }

    private static void merge(Ticket from, Ticket into) {
        in(tx -> tx.merge(from.id(), into.id(), AGENT, MORNING));
    }
}
