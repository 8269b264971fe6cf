// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.james.queue.api.MailQueueFactoryContract;
import org.apache.james.queue.api.ManageableMailQueueFactoryContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What James asks of a factory of queues, and that it remembers them. */
abstract class SqlMailQueueFactoryContract extends QueueContract
        implements MailQueueFactoryContract<SqlMailQueue>, ManageableMailQueueFactoryContract<SqlMailQueue> {

    private SqlMailQueueFactory factory;

    @BeforeEach
    void newFactory() {
        factory = fixture().factory("here");
    }

    @Override
    public SqlMailQueueFactory getMailQueueFactory() {
        return factory;
    }

    @Test
    void queueOfAnEarlierRunShouldBeListedAndFound() {
        factory.createQueue(MailQueueFactoryContract.NAME_1);
        factory.dispose();

        SqlMailQueueFactory later = fixture().factory("here");

        assertThat(later.listCreatedMailQueues()).containsOnly(MailQueueFactoryContract.NAME_1);
        assertThat(later.getQueue(MailQueueFactoryContract.NAME_1)).isPresent();
    }
}
