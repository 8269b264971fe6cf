// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.postroom.copy.MailboxWork.Outcome;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes agents' mailboxes show what they should: a few threads, one mailbox by one thread at a time, each mailbox's work
 * in order. Woken at once when copies were wanted, and looking by itself every now and then.
 *
 * <p>A mailbox that cannot be used is tried again after a while that doubles, up to a minute; one whose account does not
 * exist yet, every few seconds. Nothing else waits for it.
 */
public final class CopyWorker implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(CopyWorker.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE_WITHOUT_ACCOUNT = Duration.ofSeconds(4);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final Copies copies;
    private final Mailboxes mailboxes;
    private final MailboxWork work;
    private final Settings settings;
    private final ExecutorService pool;
    private final Thread dispatcher;
    private final Semaphore wakes = new Semaphore(0);
    private final Map<EmailAddress, Turn> turns = new HashMap<>();
    private final Map<EmailAddress, Pause> pauses = new HashMap<>();
    private volatile boolean stopping;

    /**
     * How it works.
     *
     * @param threads how many mailboxes are worked on at once
     * @param poll after how long it looks for work by itself
     * @param clock the present
     */
    public record Settings(int threads, Duration poll, Clock clock) {

        /**
         * Two threads, a look every two seconds.
         *
         * @param clock the present
         * @return the usual settings
         */
        public static Settings usual(Clock clock) {
            return new Settings(2, Duration.ofSeconds(2), clock);
        }
    }

    /** A mailbox that is worked on, and whether it is to be looked at again. */
    private static final class Turn {
        private boolean again;
    }

    /** A mailbox that cannot be used until a moment. */
    private record Pause(Instant until, Duration length) {}

    /**
     * Takes what it needs; {@link #start} begins.
     *
     * @param copies what is wanted and known
     * @param mailboxes where the copies go
     * @param sources makes the copies' bytes
     * @param troubles is told what cannot be done
     * @param settings how it works
     */
    public CopyWorker(
            Copies copies, Mailboxes mailboxes, CopySources sources, CopyTroubles troubles, Settings settings) {
        this.copies = copies;
        this.mailboxes = mailboxes;
        this.work = new MailboxWork(copies, mailboxes, sources, troubles, settings.clock());
        this.settings = settings;
        AtomicInteger number = new AtomicInteger();
        this.pool = Executors.newFixedThreadPool(
                settings.threads(), task -> daemon(task, "copies-" + number.incrementAndGet()));
        this.dispatcher = daemon(this::dispatch, "copies");
    }

    /** Begins. */
    public void start() {
        dispatcher.start();
    }

    /** Says that copies may be wanted; returns at once. */
    public void wake() {
        wakes.release();
    }

    /**
     * Says that a mailbox may be usable again, such as that of an account which was just made; returns at once.
     *
     * @param owner whose
     */
    public void retry(EmailAddress owner) {
        synchronized (this) {
            pauses.remove(owner);
        }
        wake();
    }

    /** Ends the work in hand and stops. */
    @Override
    public void close() {
        stopping = true;
        wake();
        pool.shutdown();
        try {
            dispatcher.join(STOP_WITHIN.toMillis());
            if (!pool.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.warn("Copies are still being made; what is not written down is found again at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch() {
        while (!stopping) {
            try {
                copies.ownersWithWork(settings.clock().instant()).forEach(this::give);
            } catch (StorageException e) {
                LOGGER.warn("Cannot look for copies to be made: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOGGER.error("Looking for copies to be made failed; it is tried again", e);
            }
            try {
                if (wakes.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                    wakes.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Has a mailbox worked on, unless it is; then it is looked at once more. */
    private synchronized void give(EmailAddress owner) {
        Pause pause = pauses.get(owner);
        if (stopping || pause != null && settings.clock().instant().isBefore(pause.until())) {
            return;
        }
        Turn turn = turns.get(owner);
        if (turn != null) {
            turn.again = true;
        } else {
            Turn begun = new Turn();
            turns.put(owner, begun);
            pool.execute(() -> workOn(owner, begun));
        }
    }

    private void workOn(EmailAddress owner, Turn turn) {
        boolean more = true;
        while (more) {
            more = false;
            try {
                Outcome outcome = work.batch(owner);
                noted(owner, outcome);
                more = outcome == Outcome.MORE && !stopping;
            } catch (StorageException e) {
                LOGGER.warn("Copies for {} wait for the database: {}", owner, e.getMessage());
                noted(owner, Outcome.UNAVAILABLE);
            } catch (RuntimeException e) {
                LOGGER.error("Copies for {} failed; they are tried again", owner, e);
                noted(owner, Outcome.UNAVAILABLE);
            }
            more = more || !isOver(owner, turn);
        }
    }

    private synchronized boolean isOver(EmailAddress owner, Turn turn) {
        if (turn.again && !stopping && !pauses.containsKey(owner)) {
            turn.again = false;
            return false;
        }
        turns.remove(owner);
        return true;
    }

    private void noted(EmailAddress owner, Outcome outcome) {
        if (outcome != Outcome.UNAVAILABLE) {
            synchronized (this) {
                pauses.remove(owner);
            }
            return;
        }
        Duration longest = hasAccount(owner) ? LONGEST_PAUSE : LONGEST_PAUSE_WITHOUT_ACCOUNT;
        synchronized (this) {
            Pause before = pauses.get(owner);
            Duration length = before == null ? FIRST_PAUSE : before.length().multipliedBy(2);
            Duration bounded = length.compareTo(longest) < 0 ? length : longest;
            pauses.put(owner, new Pause(settings.clock().instant().plus(bounded), bounded));
        }
    }

    private boolean hasAccount(EmailAddress owner) {
        try {
            return mailboxes.hasAccount(owner);
        } catch (MailboxUnavailableException e) {
            return true;
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
