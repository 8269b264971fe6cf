// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postroom.store.sql.SqlQueueRows;
import org.postroom.store.sql.SqlQueueRuns;
import org.postroom.store.sql.TestDatabases;

/** Several nodes on one PostgreSQL. */
class SharedQueueTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    private QueueFixture fixture;

    @BeforeEach
    void openDatabase() {
        fixture = new QueueFixture(TestDatabases.postgres());
    }

    @AfterEach
    void closeDatabase() {
        fixture.close();
    }

    @Test
    void mailOfOneNodeShouldBeDequeuedOnAnother() throws Exception {
        SqlMailQueue here = fixture.factory("here").createQueue(MailQueueFactory.SPOOL);
        SqlMailQueue there = fixture.factory("there").createQueue(MailQueueFactory.SPOOL);
        Collector collector = Collector.of(there, 1);

        here.enQueue(Samples.mail("from here"));

        await().until(() -> collector.count() == 1);
        collector.done(CompletionStatus.SUCCESS);
        assertThat(here.getSize()).isZero();
        collector.cancel();
    }

    @Test
    void nodeThatStartsShouldLeaveALivingNodeItsMails() throws Exception {
        SqlMailQueue here = fixture.factory("here").createQueue(MailQueueFactory.SPOOL);
        here.enQueue(Samples.mail("worked on"));
        Collector collector = Collector.of(here, 1);
        await().until(() -> collector.count() == 1);

        fixture.factory("there").createQueue(MailQueueFactory.SPOOL);

        assertThat(new SqlQueueRows(fixture.database())
                        .claim("spool", 99, Instant.now(), 1)
                        .mails())
                .isEmpty();
        collector.cancel();
    }

    @Test
    void nodeThatStartsAgainShouldHaveItsMailsAtOnce() throws Exception {
        SqlMailQueue before = fixture.factory("here").createQueue(MailQueueFactory.SPOOL);
        before.enQueue(Samples.mail("worked on"));
        Collector dead = Collector.of(before, 1);
        await().until(() -> dead.count() == 1);
        dead.cancel();

        Collector collector = Collector.of(fixture.factory("here").createQueue(MailQueueFactory.SPOOL), 1);

        await().until(() -> collector.count() == 1);
        collector.cancel();
    }

    @Test
    void silentNodeShouldLoseItsMailsWhenItsLeaseEndsAndLiveOn() throws Exception {
        enqueueAndLeave();
        SqlQueueRows rows = new SqlQueueRows(fixture.database());
        long silent = runs("silent", NOW).start();
        assertThat(rows.claim("spool", silent, Instant.now(), 1).mails()).hasSize(1);

        assertThat(runs("third", NOW.plus(LEASE).minusSeconds(1)).takeOver()).isZero();
        assertThat(runs("third", NOW.plus(LEASE).plusSeconds(1)).takeOver()).isOne();

        runs("silent", NOW.plus(LEASE).plusSeconds(2)).renew(silent);
        assertThat(runs("third", NOW.plus(LEASE).plusSeconds(3)).takeOver()).isZero();
        assertThat(rows.claim("spool", silent, Instant.now(), 1).mails()).hasSize(1);
    }

    @Test
    void mailClaimedByALostRunThatThenDiesShouldBeFree() throws Exception {
        enqueueAndLeave();
        SqlQueueRows rows = new SqlQueueRows(fixture.database());
        long lost = runs("lost", NOW).start();
        SqlQueueRuns third = runs("third", NOW.plus(LEASE).plusSeconds(1));
        third.takeOver();

        assertThat(rows.claim("spool", lost, Instant.now(), 1).mails()).hasSize(1);
        assertThat(third.takeOver()).isOne();
        assertThat(rows.claim("spool", lost, Instant.now(), 1).mails()).hasSize(1);
        long here = third.start();
        assertThat(rows.claim("spool", here, Instant.now(), 1).mails()).hasSize(1);
        assertThat(third.takeOver()).isZero();
    }

    @Test
    void signOfLifeShouldKeepTheLease() throws Exception {
        SqlQueueRows rows = new SqlQueueRows(fixture.database());
        enqueueAndLeave();
        long busy = runs("busy", NOW).start();
        rows.claim("spool", busy, Instant.now(), 1);

        runs("busy", NOW.plusSeconds(20)).renew(busy);

        assertThat(runs("third", NOW.plusSeconds(49)).takeOver()).isZero();
        assertThat(runs("third", NOW.plusSeconds(51)).takeOver()).isOne();
    }

    /** A node that stays would look by its own clock for the dead, beside the test. */
    private void enqueueAndLeave() throws Exception {
        SqlMailQueueFactory other = fixture.factory("other");
        other.createQueue(MailQueueFactory.SPOOL).enQueue(Samples.mail("worked on"));
        other.dispose();
    }

    private SqlQueueRuns runs(String node, Instant at) {
        return new SqlQueueRuns(fixture.database(), node, Clock.fixed(at, java.time.ZoneOffset.UTC), LEASE);
    }
}
