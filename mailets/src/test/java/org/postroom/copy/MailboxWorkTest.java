// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.SampleMail.mail;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postroom.SampleDesks;
import org.postroom.conversation.Filed;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Folder;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;

/** Copies are made once, wherever the process ends. */
class MailboxWorkTest {

    private static final EmailAddress ANN = SampleDesks.ANN.address();
    private static final EmailAddress IVAN = SampleDesks.IVAN.address();
    private static final EmailAddress LI = SampleDesks.LI.address();
    private static CopyStory story;

    @BeforeAll
    static void open() {
        story = new CopyStory(ANN, IVAN, LI, SampleDesks.LEAD);
    }

    @AfterAll
    static void close() {
        story.close();
    }

    @AfterEach
    void heal() {
        story.crash.disarmed();
        story.mailboxes.setFull(ANN, false);
        story.clock.advance(Duration.ofHours(1));
        story.work(ANN, IVAN, LI);
    }

    @Test
    void copyShouldLieInInboxOfAgent() {
        Filed filed = story.file(mail().language("de").category("billing").text("Zu viel bezahlt"));
        story.work(ANN, IVAN, LI);

        assertThat(story.copies(filed.ticket(), ANN, Folder.INBOX))
                .singleElement()
                .satisfies(copy -> {
                    assertThat(copy.body()).isEqualTo("\r\n\r\nZu viel bezahlt\r\n");
                    assertThat(copy.keywords).containsExactly("billing");
                    assertThat(copy.seen).isFalse();
                    assertThat(copy.flagged).isFalse();
                });
        assertThat(story.copiesAnywhere(filed.ticket(), IVAN)).isEmpty();
    }

    @Test
    void urgentShouldBeFlagged() {
        Filed filed = story.file(mail().language("zh").priority(Priority.URGENT));
        story.work(LI);

        assertThat(story.copies(filed.ticket(), LI, Folder.INBOX))
                .singleElement()
                .satisfies(copy -> assertThat(copy.flagged).isTrue());
    }

    @Test
    void ticketOfNobodyShouldLieInEveryQueueUntilTaken() {
        story.use(SampleDesks.helpDesk(
                SampleDesks.withCapacity(SampleDesks.ANN, 0),
                SampleDesks.withCapacity(SampleDesks.IVAN, 0),
                SampleDesks.withCapacity(SampleDesks.LI, 0)));
        Filed filed = story.file(mail().id("queued@customer.test"));
        story.work(ANN, IVAN, LI);
        assertThat(filed.ticket().agent()).isEmpty();
        for (EmailAddress agent : new EmailAddress[] {ANN, IVAN, LI}) {
            assertThat(story.copies(filed.ticket(), agent, Folder.TAKE)).hasSize(1);
        }

        story.change(filed.ticket(), Status.OPEN, Optional.of(IVAN));
        story.work(ANN, IVAN, LI);
        story.use(SampleDesks.HELP_DESK);

        assertThat(story.copies(filed.ticket(), IVAN, Folder.INBOX)).hasSize(1);
        assertThat(story.copiesAnywhere(filed.ticket(), IVAN)).hasSize(1);
        assertThat(story.copiesAnywhere(filed.ticket(), ANN)).isEmpty();
        assertThat(story.copiesAnywhere(filed.ticket(), LI)).isEmpty();
    }

    @Test
    void newAgentShouldGetWholeConversationWithOlderMessagesSeen() {
        Filed first = story.file(mail().id("old@customer.test").language("de").text("first"));
        story.file(mail().inReplyTo("old@customer.test").text("second"));
        story.work(ANN);
        story.change(first.ticket(), Status.OPEN, Optional.of(LI));
        story.work(ANN, LI);

        assertThat(story.copies(first.ticket(), LI, Folder.INBOX))
                .extracting(copy -> copy.seen)
                .containsExactly(true, false);
        assertThat(story.copiesAnywhere(first.ticket(), ANN)).isEmpty();
    }

    @Test
    void copiesShouldFollowStatus() {
        Filed filed = story.file(mail().language("de"));
        for (Status status : new Status[] {Status.WAITING, Status.SNOOZED, Status.CLOSED, Status.OPEN}) {
            Ticket now = story.change(filed.ticket(), status, Optional.of(ANN));
            story.work(ANN);
            Folder expected = status == Status.OPEN
                    ? Folder.INBOX
                    : new Folder(
                            "Tickets." + status.name().charAt(0) + status.word().substring(1));
            assertThat(story.copies(now, ANN, expected)).hasSize(1);
            assertThat(story.copiesAnywhere(now, ANN)).hasSize(1);
        }
    }

    @Test
    void copyShouldExistOnceWhereverTheProcessEndsWhileAppending() {
        boolean crashed = true;
        for (int point = 0; crashed; point++) {
            String id = "append" + point + "@customer.test";
            Filed first = story.file(mail().id(id).language("de"));
            story.file(mail().inReplyTo(id));
            story.crash.armed(point);
            crashed = !story.work(ANN);
            story.crash.disarmed();
            story.work(ANN);

            assertThat(story.copies(first.ticket(), ANN, Folder.INBOX))
                    .as("killed at point %d: %s", point, story.crash.passed())
                    .hasSize(2);
        }
    }

    @Test
    void copyShouldExistOnceWhereverTheProcessEndsWhileMoving() {
        boolean crashed = true;
        for (int point = 0; crashed; point++) {
            Filed filed = story.file(mail().language("de"));
            story.work(ANN);
            story.change(filed.ticket(), Status.WAITING, Optional.of(ANN));
            story.crash.armed(point);
            crashed = !story.work(ANN);
            story.crash.disarmed();
            story.work(ANN);

            assertThat(story.copies(filed.ticket(), ANN, Folder.WAITING))
                    .as("killed at point %d: %s", point, story.crash.passed())
                    .hasSize(1);
            assertThat(story.copiesAnywhere(filed.ticket(), ANN)).hasSize(1);
        }
    }

    @Test
    void copyShouldBeGoneWhereverTheProcessEndsWhileRemoving() {
        boolean crashed = true;
        for (int point = 0; crashed; point++) {
            Filed filed = story.file(mail().language("de"));
            story.work(ANN);
            story.change(filed.ticket(), Status.OPEN, Optional.of(LI));
            story.crash.armed(point);
            crashed = !story.work(ANN);
            story.crash.disarmed();
            story.work(ANN, LI);

            assertThat(story.copiesAnywhere(filed.ticket(), ANN)).isEmpty();
            assertThat(story.copies(filed.ticket(), LI, Folder.INBOX)).hasSize(1);
        }
    }

    @Test
    void ticketGivenBackWhileBeingMovedShouldEndWhereItIsWantedLast() {
        Filed filed = story.file(mail().language("de"));
        story.crash.armed(5);
        story.work(ANN);
        story.crash.disarmed();
        story.change(filed.ticket(), Status.OPEN, Optional.of(LI));
        story.change(filed.ticket(), Status.CLOSED, Optional.of(ANN));
        story.work(ANN, LI);

        assertThat(story.copies(filed.ticket(), ANN, Folder.CLOSED)).hasSize(1);
        assertThat(story.copiesAnywhere(filed.ticket(), ANN)).hasSize(1);
        assertThat(story.copiesAnywhere(filed.ticket(), LI)).isEmpty();
    }

    @Test
    void whatTheAgentDeletedShouldComeBackWithTheNextStatus() {
        Filed filed = story.file(mail().language("de"));
        story.work(ANN);
        story.mailboxes.ownerRemovesAll(ANN, Folder.INBOX);
        story.change(filed.ticket(), Status.WAITING, Optional.of(ANN));
        story.work(ANN);

        assertThat(story.copies(filed.ticket(), ANN, Folder.WAITING)).hasSize(1);
    }

    @Test
    void whatTheAgentMovedThereThemselvesShouldNotBeDoubled() {
        Filed filed = story.file(mail().language("de"));
        story.work(ANN);
        story.mailboxes.ownerMovesAll(ANN, Folder.INBOX, Folder.WAITING);
        story.change(filed.ticket(), Status.WAITING, Optional.of(ANN));
        story.work(ANN);

        assertThat(story.copies(filed.ticket(), ANN, Folder.WAITING)).hasSize(1);
    }

    @Test
    void fullMailboxShouldBeSaidOnceAndFilledLater() {
        story.mailboxes.setFull(ANN, true);
        Filed filed = story.file(mail().language("de"));
        for (int i = 0; i < 3; i++) {
            story.work(ANN);
            story.clock.advance(Duration.ofMinutes(10));
        }
        assertThat(story.events(filed.ticket()).filter(EventType.COPY_FAILED::equals))
                .hasSize(1);
        assertThat(story.outbox.due(story.clock.instant(), 100)).anySatisfy(pending -> {
            assertThat(pending.mail().recipients()).containsExactly(SampleDesks.LEAD);
            assertThat(pending.mail().envelopeSender()).isEmpty();
        });

        story.mailboxes.setFull(ANN, false);
        story.clock.advance(Duration.ofHours(1));
        story.work(ANN);

        assertThat(story.copies(filed.ticket(), ANN, Folder.INBOX)).hasSize(1);
    }
}
