// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.postroom.store.sql.QueuedMail;
import org.postroom.ticket.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what became of mails that were handed out. Safe for many threads.
 *
 * <p>Whoever comes while another is writing waits, and the next one writes for all who wait: what is done in one transaction, what is
 * to be tried again in one each. What the database cannot take for now is kept and written later; until then the mail stays
 * claimed. What was written is never written again: by then somebody may be working on the mail once more.
 */
final class Outcomes {

    private static final Logger LOGGER = LoggerFactory.getLogger(Outcomes.class);

    private record Outcome(QueuedMail mail, boolean success) {}

    private final QueueRun run;
    private final Consumer<QueuedMail> written;
    private final Queue<Outcome> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    /** Takes who is told of each mail whose outcome is written. */
    Outcomes(QueueRun run, Consumer<QueuedMail> written) {
        this.run = run;
        this.written = written;
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
            List<Outcome> done = taken.stream().filter(Outcome::success).toList();
            List<Outcome> again =
                    taken.stream().filter(outcome -> !outcome.success()).toList();
            if (!done.isEmpty()) {
                write(taken, done, () -> finish(done));
            }
            again.forEach(outcome -> write(taken, List.of(outcome), () -> postpone(outcome.mail())));
            return taken.isEmpty();
        } finally {
            waiting.addAll(taken);
            writing.unlock();
        }
    }

    /** Runs one transaction, and takes what it wrote out of what was taken. One that fails stops no other. */
    private void write(List<Outcome> taken, List<Outcome> part, Runnable transaction) {
        try {
            transaction.run();
            taken.removeAll(part);
            part.forEach(outcome -> written.accept(outcome.mail()));
        } catch (StorageException e) {
            LOGGER.warn("What became of {} mails cannot be written for now, and is kept", part.size(), e);
        }
    }

    private void finish(List<Outcome> done) {
        run.rows().finish(run.id(), done.stream().map(Outcome::mail).toList());
    }

    private void postpone(QueuedMail mail) {
        run.rows().postpone(run.id(), mail, run.clock().instant().plus(Backoff.after(mail.attempts())));
    }
}
