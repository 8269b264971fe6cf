// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.time.Clock;
import java.time.Duration;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.postroom.store.sql.SqlQueueRows;
import org.postroom.store.sql.SqlQueues;

/**
 * What all queues of one process share.
 *
 * @param rows the mails
 * @param queues the queues as an admin sees them
 * @param id the key under which this process claims mails
 * @param longestSleep how long a subscriber sleeps at the most before it looks again
 * @param clock tells the time
 * @param decorators wraps what is handed out, for James
 */
record QueueRun(
        SqlQueueRows rows,
        SqlQueues queues,
        long id,
        Duration longestSleep,
        Clock clock,
        MailQueueItemDecoratorFactory decorators) {}
