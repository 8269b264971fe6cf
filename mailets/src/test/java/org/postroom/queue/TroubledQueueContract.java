// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.QueuedMail;
import org.postroom.store.sql.SqlQueueRows;
import org.postroom.store.sql.SqlQueueRuns;
import org.postroom.store.sql.SqlQueues;
import org.postroom.ticket.StorageException;

/** What becomes of mails when the database does not do what is asked of it. */
abstract class TroubledQueueContract extends QueueContract {

    private static final int SHORT = 500;
    private static final int LONG = 40_000;
    private static final int HUGE = 200_000;

    private SqlMailQueue queue;

    @BeforeEach
    void newQueue() {
        queue = fixture().factory("here").createQueue(MailQueueFactory.SPOOL, MailQueueFactory.prefetchCount(8));
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, LONG})
    void mailWhoseKeyIsTakenShouldBeRefusedRatherThanForgotten(int size) throws Exception {
        byte[] source = Samples.plain(size);
        queue.enQueue(Samples.mail("first"));
        setSequenceBack();

        assertThatThrownBy(() -> queue.enQueue(Samples.mail("second", source))).isInstanceOf(MailQueueException.class);

        queue.enQueue(Samples.mail("second", source));
        assertThat(queue.getSize()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, LONG})
    void mailPutInOnceShouldBeRefusedWhenAnotherMailHasItsKey(int size) throws Exception {
        byte[] source = Samples.plain(size);
        queue.enQueue(Samples.mail("first"));
        setSequenceBack();

        assertThatThrownBy(() -> queue.enQueueOnce(Samples.mail("ack-7", source)))
                .isInstanceOf(MailQueueException.class);

        assertThat(queue.enQueueOnce(Samples.mail("ack-7", source))).isTrue();
        Collector collector = Collector.of(queue, 2);
        await().until(() -> collector.count() == 2);
        collector.done(CompletionStatus.SUCCESS);
        collector.cancel();
        assertThat(queue.getSize()).isZero();
    }

    @Test
    void mailClaimedByARunThatNobodyKnowsShouldBeFreeAfterAStart() throws Exception {
        queue.enQueue(Samples.mail("claimed"));
        assertThat(rows().claim("spool", 4711, Instant.now(), 1).mails()).hasSize(1);

        Collector collector = Collector.of(fixture().factory("again").createQueue(MailQueueFactory.SPOOL), 1);

        await().until(() -> collector.count() == 1);
        collector.cancel();
    }

    @Test
    void mailsShouldComeWhenTheDatabaseFailedBetweenClaimAndHandOut() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        SqlMailQueue fragile = decorated((item, name) -> {
            if (!failed.getAndSet(true)) {
                rename("queue_mails", "queue_mails_away");
                throw new IllegalStateException("a step between claim and hand-out failed");
            }
            return new RawMailQueueItemDecoratorFactory().decorate(item, name);
        });
        fragile.enQueue(Samples.mail("first"));
        fragile.enQueue(Samples.mail("second"));

        Collector collector = Collector.of(fragile, 10);
        await().until(failed::get);
        await().untilAsserted(() -> rename("queue_mails_away", "queue_mails"));

        await().untilAsserted(() -> assertThat(collector.names()).containsExactly("first", "second"));
        collector.done(CompletionStatus.SUCCESS);
        assertThat(queue.getSize()).isZero();
        collector.cancel();
    }

    @Test
    void claimWhoseAnswerWasLostShouldBeFreedAndWhatIsWorkedOnShouldNot() throws Exception {
        QueueRun run = run();
        Claims claims = new Claims("spool", run);
        queue.enQueue(Samples.mail("worked on"));
        queue.enQueue(Samples.mail("done"));
        List<QueuedMail> worked = claims.claim(2).mails();
        queue.enQueue(Samples.mail("lost"));
        assertThat(rows().claim("spool", run.id(), Instant.now(), 1).mails()).hasSize(1);
        assertThat(claims.claim(9).mails()).isEmpty();
        rename("queue_mails", "queue_mails_away");
        assertThatThrownBy(() -> claims.claim(1)).isInstanceOf(StorageException.class);
        rename("queue_mails_away", "queue_mails");
        new Outcomes(run, claims::ended).success(worked.get(1));

        List<QueuedMail> claimed = claims.claim(9).mails();

        assertThat(claimed).hasSize(1).doesNotContainAnyElementsOf(worked);
        assertThat(rows().claimed("spool", run.id()))
                .containsExactlyInAnyOrder(worked.get(0).id(), claimed.get(0).id());
    }

    @Test
    void releasedMailShouldBeFreeForOthers() throws Exception {
        Claims claims = new Claims("spool", run());
        queue.enQueue(Samples.mail("released"));

        claims.release(claims.claim(1).mails());

        assertThat(rows().claim("spool", 99, Instant.now(), 1).mails()).hasSize(1);
    }

    @Test
    void mailWhoseBytesAreMissingShouldStayAndNotHoldTheNext() throws Exception {
        queue.enQueue(Samples.mail("without bytes", Samples.plain(LONG)));
        queue.enQueue(Samples.mail("good"));
        fixture().database().useTransaction(handle -> handle.execute("DELETE FROM queue_sources"));

        Collector collector = Collector.of(queue, 2);

        await().untilAsserted(() -> assertThat(collector.names()).containsExactly("good"));
        assertThat(queue.getSize()).isEqualTo(2);
        collector.cancel();
    }

    @ParameterizedTest
    @ValueSource(ints = {LONG, HUGE})
    void mailWhoseBytesCannotBeReadShouldNotHoldTheNextAndComeWhenTheyCan(int size) throws Exception {
        byte[] source = Samples.plain(size);
        queue.enQueue(Samples.mail("bad", source));
        queue.enQueue(Samples.mail("good"));
        queue.enQueue(Samples.mail("next"));
        rename("queue_sources", "queue_sources_away");

        Collector collector = Collector.of(queue, 10);

        try {
            await().untilAsserted(() -> assertThat(collector.names()).containsExactly("good", "next"));
        } finally {
            await().untilAsserted(() -> rename("queue_sources_away", "queue_sources"));
        }
        await().untilAsserted(() -> assertThat(collector.names()).containsExactly("good", "next", "bad"));
        assertThat(Samples.bytes(collector.items().get(2).getMail())).isEqualTo(source);
        collector.done(CompletionStatus.SUCCESS);
        assertThat(queue.getSize()).isZero();
        collector.cancel();
    }

    private QueueRun run() {
        return new QueueRun(
                rows(),
                new SqlQueues(fixture().database()),
                new SqlQueueRuns(fixture().database(), "own", Clock.systemUTC(), Duration.ofHours(1)).start(),
                Duration.ofMinutes(1),
                Clock.systemUTC(),
                new RawMailQueueItemDecoratorFactory());
    }

    private SqlMailQueue decorated(MailQueueItemDecoratorFactory decorators) {
        return fixture().factory(Clock.systemUTC(), decorators, "decorated").createQueue(MailQueueFactory.SPOOL);
    }

    abstract void rename(Database database, String from, String to);

    private void rename(String from, String to) {
        rename(fixture().database(), from, to);
    }

    private SqlQueueRows rows() {
        return new SqlQueueRows(fixture().database());
    }

    /** The next key is then one that a mail has. */
    private void setSequenceBack() {
        fixture().database().useTransaction(handle -> {
            handle.execute("UPDATE queue_mails SET id = id + 1");
        });
    }
}
