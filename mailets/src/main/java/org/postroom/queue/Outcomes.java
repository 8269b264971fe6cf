// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.postroom.store.sql.QueuedMail;
import org.postroom.ticket.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what became of mails that were handed out. Safe for many threads.
 *
 * <p>Whoever comes while another is writing waits, and the next one writes for all who wait, in one transaction. What the
 * database cannot take for now is kept and written later; until then the mail stays claimed.
 */
final class Outcomes {

    private static final Logger LOGGER = LoggerFactory.getLogger(Outcomes.class);

    private record Outcome(QueuedMail mail, boolean success) {}

    private final QueueRun run;
    private final Queue<Outcome> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    Outcomes(QueueRun run) {
        this.run = run;
    }

    /** The mail is done. */
    void success(QueuedMail mail) {
        waiting.add(new Outcome(mail, true));
        write();
    }

    /** The mail is to be tried again, later for each time that it was given back before. */
    void again(QueuedMail mail) {
        waiting.add(new Outcome(mail, false));
        write();
    }

    /**
     * Writes what waits.
     *
     * @return true when nothing waits any more
     */
    boolean write() {
        writing.lock();
        List<Outcome> taken = new ArrayList<>();
        try {
            for (Outcome outcome = waiting.poll(); outcome != null; outcome = waiting.poll()) {
                taken.add(outcome);
            }
            write(taken);
            taken.clear();
            return true;
        } catch (StorageException e) {
            LOGGER.warn("What became of {} mails cannot be written for now, and is kept", taken.size(), e);
            return false;
        } finally {
            waiting.addAll(taken);
            writing.unlock();
        }
    }

    private void write(List<Outcome> outcomes) {
        List<QueuedMail> done =
                outcomes.stream().filter(Outcome::success).map(Outcome::mail).toList();
        if (!done.isEmpty()) {
            run.rows().finish(run.id(), done);
        }
        for (Outcome outcome : outcomes) {
            if (!outcome.success()) {
                run.rows()
                        .postpone(
                                run.id(),
                                outcome.mail().id(),
                                run.clock()
                                        .instant()
                                        .plus(Backoff.after(outcome.mail().attempts())));
            }
        }
    }
}
