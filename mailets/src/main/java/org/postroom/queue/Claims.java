// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private static final int MOST_FAILURES = 3;

    private final String queue;
    private final QueueRun run;
    private final Set<QueuedMail> known = ConcurrentHashMap.newKeySet();
    private final Map<Long, Integer> failures = new ConcurrentHashMap<>();
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
        } catch (StorageException e) {
            return claimOne(e);
        } finally {
            claiming.unlock();
        }
    }

    /** Bytes that cannot be read must not hold up other mails, so the first is taken without its bytes, and shows it. */
    private Claim claimOne(StorageException trouble) {
        Claim claim = run.rows().claimWithoutBytes(queue, run.id(), run.clock().instant());
        known.addAll(claim.mails());
        if (claim.mails().isEmpty()) {
            throw trouble;
        }
        LOGGER.warn("Queue {} takes one mail only, for it could not take the next ones", queue, trouble);
        return claim;
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

    /**
     * Says that the bytes of a claimed mail could not be read from the database for now.
     *
     * @return true when that happened so often that it is the mail rather than the database
     */
    boolean isUnreadable(QueuedMail mail) {
        return failures.merge(mail.id(), 1, Integer::sum) >= MOST_FAILURES;
    }

    /** Says that the bytes of a claimed mail could be read. */
    void isReadable(QueuedMail mail) {
        failures.remove(mail.id());
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
