// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.mailet.Mail;
import org.postroom.store.sql.QueuedMail;

/** A mail that was handed out, and what becomes of its row. */
final class SqlMailQueueItem implements MailQueueItem {

    private final SqlMailQueue queue;
    private final QueuedMail queued;
    private final Mail mail;

    SqlMailQueueItem(SqlMailQueue queue, QueuedMail queued, Mail mail) {
        this.queue = queue;
        this.queued = queued;
        this.mail = mail;
    }

    @Override
    public Mail getMail() {
        return mail;
    }

    /**
     * Removes the mail, or gives it back. Rejected mails are given back as well: James rejects what it could not even put
     * aside, and nothing is ever dropped. Does not fail when the database does: what was done is then written later, or,
     * after a crash, done again.
     */
    @Override
    public void done(CompletionStatus status) {
        switch (status) {
            case SUCCESS -> queue.finish(queued);
            case RETRY, REJECT -> queue.giveBack(queued);
        }
    }
}
