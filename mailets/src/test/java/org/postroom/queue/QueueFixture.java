// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.postroom.store.sql.Database;

/** One database for the tests of a class, emptied for each test, with a factory of queues on it. */
final class QueueFixture implements AutoCloseable {

    private static final List<String> TABLES = List.of("queue_mails", "queue_sources", "queue_runs", "queues");

    private final Database database;
    private final List<SqlMailQueueFactory> factories = new ArrayList<>();

    QueueFixture(Database database) {
        this.database = database;
    }

    Database database() {
        return database;
    }

    SqlMailQueueFactory factory(String node) {
        return factory(Clock.systemUTC(), node);
    }

    SqlMailQueueFactory factory(Clock clock, String node) {
        return factory(clock, new RawMailQueueItemDecoratorFactory(), node);
    }

    SqlMailQueueFactory factory(Clock clock, MailQueueItemDecoratorFactory decorators, String node) {
        SqlMailQueueFactory factory = new SqlMailQueueFactory(database, clock, decorators, node);
        factories.add(factory);
        return factory;
    }

    SqlMailQueue queue() {
        return factory("here").createQueue(MailQueueName.of("spool"));
    }

    void empty() {
        factories.forEach(SqlMailQueueFactory::dispose);
        factories.clear();
        database.useTransaction(handle -> TABLES.forEach(table -> handle.execute("DELETE FROM " + table)));
    }

    @Override
    public void close() {
        factories.forEach(SqlMailQueueFactory::dispose);
        database.close();
    }
}
