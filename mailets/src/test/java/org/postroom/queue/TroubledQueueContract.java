// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.store.sql.SqlQueueRows;

/** What becomes of mails when the database does not do what is asked of it. */
abstract class TroubledQueueContract extends QueueContract {

    private static final int SHORT = 500;
    private static final int LONG = 40_000;

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
