// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import org.apache.james.queue.api.DelayedMailQueueContract;
import org.apache.james.queue.api.DelayedManageableMailQueueContract;
import org.apache.james.queue.api.MailQueueContract;
import org.apache.james.queue.api.ManageableMailQueueContract;
import org.junit.jupiter.api.BeforeEach;

/** What James asks of a queue that delays and can be managed. */
abstract class SqlMailQueueContract extends QueueContract
        implements MailQueueContract,
                ManageableMailQueueContract,
                DelayedMailQueueContract,
                DelayedManageableMailQueueContract {

    private SqlMailQueue queue;

    @BeforeEach
    void newQueue() {
        queue = fixture().queue();
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
