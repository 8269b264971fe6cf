// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import org.apache.james.queue.api.DelayedMailQueueContract;
import org.apache.james.queue.api.DelayedManageableMailQueueContract;
import org.apache.james.queue.api.MailQueueContract;
import org.apache.james.queue.api.ManageableMailQueueContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.postroom.store.sql.Database;

/** What James asks of a queue that delays and can be managed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SqlMailQueueContract
        implements MailQueueContract,
                ManageableMailQueueContract,
                DelayedMailQueueContract,
                DelayedManageableMailQueueContract {

    private QueueFixture fixture;
    private SqlMailQueue queue;

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
    void newQueue() {
        fixture.empty();
        queue = fixture.queue();
    }

    @Override
    public SqlMailQueue getMailQueue() {
        return queue;
    }

    @Override
    public SqlMailQueue getManageableMailQueue() {
        return queue;
    }
}
