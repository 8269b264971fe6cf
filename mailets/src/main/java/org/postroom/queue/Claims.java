// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.postroom.store.sql.Claim;
import org.postroom.store.sql.QueuedMail;
import org.postroom.ticket.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mails of one queue that this process has claimed. Safe for many threads.
 *
 * <p>It knows which they are: those that are handed out, or about to be. When trouble with the database leaves a doubt (a claim
 * whose answer was lost, a mail that could not be released), what the database calls ours and nobody here knows is freed
 * before the next claim.
 */
final class Claims {

    private static final Logger LOGGER = LoggerFactory.getLogger(Claims.class);

    private final String queue;
    private final QueueRun run;
    private final Set<QueuedMail> known = ConcurrentHashMap.newKeySet();
    private final ReentrantLock claiming = new ReentrantLock();
    private boolean inDoubt;

    Claims(String queue, QueueRun run) {
        this.queue = queue;
        this.run = run;
    }

    /** Claims one after the other within this process, which would only wait for each other in the database. */
    Claim claim(int limit) {
        claiming.lock();
        try {
            freeUnknown();
            inDoubt = true;
            Claim claim = run.rows().claim(queue, run.id(), run.clock().instant(), limit);
            known.addAll(claim.mails());
            inDoubt = false;
            return claim;
        } finally {
            claiming.unlock();
        }
    }

    /** Gives mails back that are not handed out after all; at once, or when the database can again. */
    void release(List<QueuedMail> mails) {
        claiming.lock();
        try {
            mails.forEach(known::remove);
            run.rows().release(run.id(), mails.stream().map(QueuedMail::id).toList());
        } catch (StorageException e) {
            LOGGER.warn("{} mails of queue {} cannot be given back for now, and will be later", mails.size(), queue, e);
            inDoubt = true;
        } finally {
            claiming.unlock();
        }
    }

    /** Says that it is written what became of a mail that was handed out. */
    void ended(QueuedMail mail) {
        known.remove(mail);
    }

    /** Frees what is claimed and unknown here, if there is a doubt. */
    void freeUnknown() {
        claiming.lock();
        try {
            if (inDoubt) {
                Set<Long> unknown = new HashSet<>(run.rows().claimed(queue, run.id()));
                known.forEach(mail -> unknown.remove(mail.id()));
                run.rows().release(run.id(), List.copyOf(unknown));
                inDoubt = false;
            }
        } finally {
            claiming.unlock();
        }
    }
}
