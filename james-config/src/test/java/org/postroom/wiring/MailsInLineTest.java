// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postroom.conversation.MailsUnderWay;
import org.postroom.desk.Desk;
import org.postroom.desk.DeskId;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Language;
import org.postroom.desk.WorkingHours;
import org.postroom.james.ExactMessage;
import org.postroom.james.Mime4jMailParser;
import org.postroom.james.ReceivedMail;
import org.postroom.message.EmailAddress;

/** Which mails have a place in the line, and that it is the one in which they left the queue. */
@Timeout(60)
class MailsInLineTest {

    private static final String DESK = "support@acme.test";
    private static final String SIGNED = "support+1042-7-a.0123456789abcdef@acme.test";

    private final MailsUnderWay underWay = new MailsUnderWay(Duration.ofHours(1));
    private final MailsInLine line = new MailsInLine(underWay, new Mime4jMailParser(), MailsInLineTest::helpDesk);
    private final List<String> filed = Collections.synchronizedList(new ArrayList<>());

    @Test
    void answerShouldBeFiledAfterTheMailThatLeftTheQueueBeforeIt() throws Exception {
        Mail first = leaves(MailQueueFactory.SPOOL, mail(DESK, "a@b.test", ""));
        Mail answer = leaves(MailQueueFactory.SPOOL, mail(SIGNED, "c@b.test", "a@b.test"));

        assertThat(order(first, answer)).containsExactly("first", "answer");
    }

    @Test
    void headerShouldCountAndNotWhatTheBodySays() throws Exception {
        Mail first = leaves(MailQueueFactory.SPOOL, mail(DESK, "a@b.test", ""));
        MailImpl other = mail(DESK, "c@b.test", "");
        other.setMessageNoCopy(message("Message-ID: <c@b.test>\r\n\r\nIn-Reply-To: <a@b.test>\r\n"));

        assertThat(order(first, leaves(MailQueueFactory.SPOOL, other))).containsExactly("answer", "first");
    }

    @Test
    void mailToNoDeskShouldHoldUpNobody() throws Exception {
        Mail first = leaves(MailQueueFactory.SPOOL, mail("ann@acme.test", "a@b.test", ""));
        Mail answer = leaves(MailQueueFactory.SPOOL, mail(DESK, "c@b.test", "a@b.test"));

        assertThat(order(first, answer)).containsExactly("answer", "first");
    }

    @Test
    void mailOfWhoLoggedInShouldHoldUpNobody() throws Exception {
        MailImpl agents = mail(DESK, "a@b.test", "");
        agents.setAttribute(new Attribute(Mail.SMTP_AUTH_USER, AttributeValue.of("ann@acme.test")));
        Mail answer = mail(DESK, "c@b.test", "a@b.test");

        assertThat(order(leaves(MailQueueFactory.SPOOL, agents), leaves(MailQueueFactory.SPOOL, answer)))
                .containsExactly("answer", "first");
    }

    @Test
    void otherQueuesShouldHaveNoLine() throws Exception {
        Mail first = leaves(MailQueueName.of("outgoing"), mail(DESK, "a@b.test", ""));
        Mail answer = leaves(MailQueueFactory.SPOOL, mail(DESK, "c@b.test", "a@b.test"));

        assertThat(order(first, answer)).containsExactly("answer", "first");
    }

    @Test
    void mailThatCannotBeReadShouldLeaveTheQueueAllTheSame() throws Exception {
        MailImpl broken = MailImpl.builder()
                .name("broken")
                .addRecipient(new MailAddress(DESK))
                .build();

        assertThat(leaves(MailQueueFactory.SPOOL, broken)).isSameAs(broken);
    }

    /** In which order two mails are filed when the second one's thread is faster. */
    private List<String> order(Mail first, Mail answer) throws Exception {
        ReceivedMail slow = ReceivedMail.of(first);
        ReceivedMail fast = ReceivedMail.of(answer);
        Thread thread = new Thread(() -> {
            underWay.awaitEarlier(fast);
            filed.add("answer");
            underWay.end(fast);
        });
        thread.start();
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> thread.getState() == Thread.State.WAITING || !thread.isAlive());
        filed.add("first");
        underWay.end(slow);
        thread.join();
        return filed;
    }

    private Mail leaves(MailQueueName queue, Mail mail) {
        return line.decorate(new Item(mail), queue).getMail();
    }

    private record Item(Mail mail) implements MailQueueItem {
        @Override
        public Mail getMail() {
            return mail;
        }

        @Override
        public void done(CompletionStatus status) {
            throw new UnsupportedOperationException("nobody ends a mail here");
        }
    }

    private static MailImpl mail(String recipient, String id, String answered) throws Exception {
        MailImpl mail = MailImpl.builder()
                .name(id)
                .addRecipient(new MailAddress(recipient))
                .build();
        mail.setMessageNoCopy(message(
                "Message-ID: <" + id + ">\r\n" + (answered.isEmpty() ? "" : "In-Reply-To: <" + answered + ">\r\n")
                        + "Subject: Счёт\r\n\r\nтекст\r\n"));
        return mail;
    }

    private static ExactMessage message(String source) throws Exception {
        return new ExactMessage("test", source.getBytes(StandardCharsets.UTF_8));
    }

    private static HelpDesk helpDesk() {
        Desk desk = new Desk(
                new DeskId("support"),
                List.of(EmailAddress.of(DESK)),
                "ACME",
                "Acme Support",
                List.of(new Language("ru")),
                WorkingHours.always(ZoneId.of("UTC")),
                "team",
                List.of(),
                Duration.ofHours(8),
                Duration.ofDays(14),
                Desk.StampPlace.BEFORE,
                Set.of(),
                "",
                Optional.empty(),
                true);
        return new HelpDesk(List.of(desk), List.of(), List.of());
    }
}
