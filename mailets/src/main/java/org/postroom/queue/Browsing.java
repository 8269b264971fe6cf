// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import org.apache.james.queue.api.ManageableMailQueue.DefaultMailQueueItemView;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueItemView;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueIterator;
import org.apache.mailet.Mail;

/** What an admin sees of a queue, page by page; holds no transaction open between pages. */
record Browsing(Iterator<MailQueueItemView> views) implements MailQueueIterator {

    static MailQueueItemView view(Mail mail, Instant dueAt) {
        return new DefaultMailQueueItemView(mail, dueAt.atZone(ZoneOffset.UTC));
    }

    @Override
    public boolean hasNext() {
        return views.hasNext();
    }

    @Override
    public MailQueueItemView next() {
        return views.next();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
