// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.TestDatabases;

class CrashedQueueTest {

    @TempDir
    private Path directory;

    @Test
    void mailsThatWereNotDoneShouldAllBeThereAfterACrash() throws Exception {
        Set<String> open = new HashSet<>();
        try (Database database = TestDatabases.derbyIn(directory)) {
            SqlMailQueue queue = queue(database);
            for (int i = 0; i < 60; i++) {
                queue.enQueue(Samples.mail("mail-" + i));
                open.add("mail-" + i);
            }
            Collector collector = Collector.of(queue, 40);
            await().until(() -> collector.count() == 40);
            for (int i = 0; i < 20; i++) {
                collector.items().get(i).done(CompletionStatus.SUCCESS);
                open.remove(collector.names().get(i));
            }
            collector.cancel();
        }

        try (Database database = TestDatabases.derbyIn(directory)) {
            SqlMailQueue queue = queue(database);
            List<String> names = queue.deQueue()
                    .take(40)
                    .map(item -> item.getMail().getName())
                    .collectList()
                    .block(Duration.ofSeconds(30));

            assertThat(names).containsExactlyInAnyOrderElementsOf(open);
        }
    }

    @Test
    void subscriberShouldOutliveAClosedDatabaseWithoutBeingTold() throws Exception {
        Database database = TestDatabases.derbyIn(directory);
        Collector collector = Collector.of(queue(database), 1);

        database.close();

        assertThat(collector.completed()).isFalse();
        assertThat(collector.isDisposed()).isFalse();
        collector.cancel();
    }

    private static SqlMailQueue queue(Database database) {
        return new SqlMailQueueFactory(database, Clock.systemUTC(), new RawMailQueueItemDecoratorFactory())
                .createQueue(MailQueueFactory.SPOOL, MailQueueFactory.prefetchCount(8));
    }
}
