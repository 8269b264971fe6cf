// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.server.core.MailImpl;
import org.postroom.store.sql.Claim;
import org.postroom.store.sql.QueuedMail;
import org.postroom.ticket.StorageException;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Operators;

/**
 * One subscriber of a queue, and the thread that claims mails for it and hands them out.
 *
 * <p>The thread sleeps while the subscriber asks for nothing or nothing is due, and is woken by requests, by what is enqueued
 * here, and by time. Claims grow from one mail up to the queue's batch, so that who takes one mail and leaves claims no
 * others. Trouble with the database never ends the subscription, for James would not subscribe again.
 */
final class Feed implements Subscription, Runnable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Feed.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final SqlMailQueue queue;
    private final QueueRun run;
    private final Subscriber<? super MailQueueItem> subscriber;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private long wanted;
    private boolean woken;
    private boolean cancelled;
    private boolean closed;

    private int batch = 1;
    private boolean inTrouble;

    Feed(SqlMailQueue queue, QueueRun run, Subscriber<? super MailQueueItem> subscriber, String threadName) {
        this.queue = queue;
        this.run = run;
        this.subscriber = subscriber;
        this.thread = new Thread(this, threadName);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void request(long number) {
        if (Operators.validate(number)) {
            change(() -> wanted = Operators.addCap(wanted, number));
        }
    }

    @Override
    public void cancel() {
        change(() -> cancelled = true);
    }

    /** Says that something may be due. */
    void wake() {
        change(() -> woken = true);
    }

    /** Ends the subscription from our side. */
    void close() {
        change(() -> closed = true);
    }

    /** Waits some seconds for the thread to end, after {@link #close()}. */
    void awaitEnd() {
        try {
            thread.join(LONGEST_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        try {
            for (long number = awaitRequest(); number > 0; number = awaitRequest()) {
                sleep(serve(number));
            }
        } finally {
            queue.forget(this);
        }
        if (!isCancelled()) {
            subscriber.onComplete();
        }
    }

    /** Hands out what is due, and returns how long there will be nothing. */
    private Duration serve(long number) {
        try {
            boolean written = queue.outcomes().write();
            Claim claim = queue.claims().claim((int) Math.min(number, batch));
            batch = claim.mails().size() < batch ? batch : Math.min(2 * batch, queue.batch());
            handOut(claim);
            inTrouble = false;
            return claim.mails().isEmpty() ? untilNext(claim.nextDueAt(), written) : Duration.ZERO;
        } catch (RuntimeException | Error e) {
            if (!inTrouble) {
                LOGGER.error(
                        "Queue {} cannot hand out mails for now, and will try again",
                        queue.getName().asString(),
                        e);
            }
            inTrouble = true;
            return PAUSE;
        }
    }

    private Duration untilNext(Optional<Instant> nextDueAt, boolean written) {
        Duration longest = written ? run.longestSleep() : PAUSE;
        return nextDueAt
                .map(at -> Duration.between(run.clock().instant(), at))
                .filter(wait -> wait.compareTo(longest) < 0)
                .orElse(longest);
    }

    private void handOut(Claim claim) {
        List<QueuedMail> mails = claim.mails();
        for (int i = 0; i < mails.size(); i++) {
            if (hasEnded()) {
                queue.claims().release(mails.subList(i, mails.size()));
                queue.wakeAll();
                return;
            }
            try {
                QueuedMail mail = mails.get(i);
                handOut(mail, Optional.ofNullable(claim.sources().get(mail.id())));
            } catch (RuntimeException | Error e) {
                queue.claims().release(mails.subList(i, mails.size()));
                throw e;
            }
        }
    }

    private void handOut(QueuedMail mail, Optional<byte[]> bytes) {
        Optional<MailQueueItem> item = open(mail, bytes);
        if (item.isPresent()) {
            change(() -> wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1);
            subscriber.onNext(item.get());
        }
    }

    private Optional<MailQueueItem> open(QueuedMail queued, Optional<byte[]> bytes) {
        try {
            MailImpl mail = queue.mail(queued, loaded(queued, bytes));
            SqlMailQueueItem item = new SqlMailQueueItem(queue, queued, mail);
            return Optional.of(run.decorators().decorate(item, queue.getName()));
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.error(
                    "Mail {} of queue {} cannot be read, and waits",
                    queued.id(),
                    queue.getName().asString(),
                    e);
            queue.giveBack(queued);
            return Optional.empty();
        }
    }

    private QueuedSource loaded(QueuedMail queued, Optional<byte[]> bytes) throws IOException {
        QueuedSource source = new QueuedSource(run.rows(), queued, bytes);
        try {
            source.load();
            queue.claims().isReadable(queued);
            return source;
        } catch (StorageException e) {
            if (queue.claims().isUnreadable(queued)) {
                throw new IOException("the database could not give its bytes several times", e);
            }
            throw e;
        }
    }

    private long awaitRequest() {
        lock.lock();
        try {
            while (wanted == 0 && !cancelled && !closed) {
                changed.awaitUninterruptibly();
            }
            woken = false;
            return cancelled || closed ? 0 : wanted;
        } finally {
            lock.unlock();
        }
    }

    private void sleep(Duration longest) {
        lock.lock();
        try {
            long nanos = longest.toNanos();
            while (nanos > 0 && !woken && !cancelled && !closed) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasEnded() {
        lock.lock();
        try {
            return cancelled || closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean isCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }
}
