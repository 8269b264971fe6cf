// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.james.queue.api.MailQueueFactoryContract;
import org.apache.james.queue.api.ManageableMailQueueFactoryContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postroom.store.sql.Database;

/** What James asks of a factory of queues, and that it remembers them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SqlMailQueueFactoryContract
        implements MailQueueFactoryContract<SqlMailQueue>, ManageableMailQueueFactoryContract<SqlMailQueue> {

    private QueueFixture fixture;
    private SqlMailQueueFactory factory;

    abstract Database open();

    @BeforeAll
    void openDatabase() {
        fixture = new QueueFixture(open());
    }

    @AfterAll
    void closeDatabase() {
        fixture.close();
    }

    @BeforeEach
    void newFactory() {
        fixture.empty();
        factory = fixture.factory("here");
    }

    @Override
    public SqlMailQueueFactory getMailQueueFactory() {
        return factory;
    }

    @Test
    void queueOfAnEarlierRunShouldBeListedAndFound() {
        factory.createQueue(MailQueueFactoryContract.NAME_1);
        factory.dispose();

        SqlMailQueueFactory later = fixture.factory("here");

        assertThat(later.listCreatedMailQueues()).containsOnly(MailQueueFactoryContract.NAME_1);
        assertThat(later.getQueue(MailQueueFactoryContract.NAME_1)).isPresent();
    }
}
