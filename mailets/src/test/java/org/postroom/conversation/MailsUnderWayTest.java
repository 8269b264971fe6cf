// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.SampleMail.mail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MailsUnderWayTest {

    private final MailsUnderWay underWay = new MailsUnderWay(Duration.ofMinutes(10));
    private final Arrival parent = mail().id("parent@customer.test").arrival();
    private final Arrival answer =
            mail().id("answer@customer.test").inReplyTo("parent@customer.test").arrival();

    @Test
    void answerShouldWaitUntilMailThatItNamesIsFiled() throws Exception {
        begin(parent);
        begin(answer);
        Thread filing = waiting(answer);

        underWay.end(parent);
        filing.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(filing.isAlive()).isFalse();
    }

    @Test
    void mailsWithoutMessageIdThatNameTheSameShouldWaitInTheirOrder() throws Exception {
        Arrival first = mail().withoutId().references("unseen@customer.test").arrival();
        Arrival second =
                mail().withoutId().references("unseen@customer.test").text("2").arrival();
        begin(first);
        begin(second);
        underWay.awaitEarlier(first);
        Thread filing = waiting(second);

        underWay.end(first);
        filing.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(filing.isAlive()).isFalse();
    }

    @Test
    void mailsThatNameEachOtherShouldNotWaitForEachOther() {
        Arrival circular = mail().id("parent@customer.test")
                .inReplyTo("answer@customer.test")
                .arrival();
        begin(circular);
        begin(answer);

        underWay.awaitEarlier(circular);
        underWay.end(circular);
        underWay.awaitEarlier(answer);
    }

    @Test
    void mailShouldNotWaitWhenNothingThatItNamesIsUnderWay() {
        begin(parent);
        underWay.end(parent);
        begin(mail().arrival());
        begin(answer);

        underWay.awaitEarlier(answer);
        underWay.awaitEarlier(parent);
    }

    @Test
    void answerShouldGoOnWhenMailIsNeverFiled() {
        MailsUnderWay impatient = new MailsUnderWay(Duration.ofMillis(50));
        impatient.begin(parent, parent.mail());
        impatient.begin(answer, answer.mail());

        impatient.awaitEarlier(answer);
    }

    private void begin(Arrival arrival) {
        underWay.begin(arrival, arrival.mail());
    }

    private Thread waiting(Arrival arrival) {
        Thread filing = new Thread(() -> underWay.awaitEarlier(arrival));
        filing.start();
        Awaitility.await("to wait").until(() -> filing.getState() == Thread.State.WAITING);
        return filing;
    }
}
