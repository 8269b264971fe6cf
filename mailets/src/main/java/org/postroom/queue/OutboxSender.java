// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.mail.MessagingException;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.postroom.james.Addresses;
import org.postroom.james.AuthenticatedAgent;
import org.postroom.james.ExactMessage;
import org.postroom.james.PostroomAttributes;
import org.postroom.ticket.Outbox;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the mails of the outbox to the mail server's queue, processor {@code outgoing}. Woken after commits, and looking by
 * itself now and then. A mail that the process dies over is handed over again, under the same name, with the same bytes and
 * Message-ID; the queue takes a name once while it has it.
 */
public final class OutboxSender implements AutoCloseable {

    /** The processor of {@code mailetcontainer.xml} where Postroom's own mail enters. */
    public static final String PROCESSOR = "outgoing";

    private static final Logger LOGGER = LoggerFactory.getLogger(OutboxSender.class);
    private static final int BATCH = 50;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Outbox outbox;
    private final SqlMailQueueFactory queues;
    private final Clock clock;
    private final Duration poll;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "postroom-outbox");
    private volatile boolean stopping;

    /**
     * Takes what it works with; {@link #start} begins.
     *
     * @param outbox the outbox
     * @param queues the mail server's queues
     * @param clock the present
     * @param poll after how long it looks by itself
     */
    public OutboxSender(Outbox outbox, SqlMailQueueFactory queues, Clock clock, Duration poll) {
        this.outbox = outbox;
        this.queues = queues;
        this.clock = clock;
        this.poll = poll;
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Says that there may be mails; returns at once. */
    public void wake() {
        wakes.release();
    }

    @Override
    public void close() {
        stopping = true;
        wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            try {
                if (wakes.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakes.drainPermits();
                }
                handOver();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (StorageException e) {
                LOGGER.warn("the outbox cannot be read for now: {}", e.getMessage());
            }
        }
    }

    private void handOver() {
        List<Outbox.Pending> due;
        do {
            due = outbox.due(clock.instant(), BATCH);
            due.forEach(this::handOver);
        } while (due.size() == BATCH && !stopping);
    }

    private void handOver(Outbox.Pending pending) {
        try {
            if (pending.mail().recipients().isEmpty()) {
                // The mail server would drop it without a word.
                throw new MessagingException("it has no recipient");
            }
            SqlMailQueue spool = queues.createQueue(MailQueueFactory.SPOOL, MailQueueFactory.prefetchCount(1));
            spool.enQueueOnce(mail(pending));
            outbox.handedOver(pending.id(), clock.instant());
            if (isPrivate(pending)) {
                outbox.forget(pending.id());
            }
        } catch (MessagingException e) {
            Instant retryAt = clock.instant().plus(pause(pending.attempts()));
            LOGGER.warn("mail {} of the outbox waits until {}: {}", pending.id(), retryAt, e.getMessage());
            outbox.failed(pending.id(), String.valueOf(e.getMessage()), retryAt);
        }
    }

    private static MailImpl mail(Outbox.Pending pending) throws MessagingException {
        OutgoingMail outgoing = pending.mail();
        MailImpl.Builder builder = MailImpl.builder()
                .name("outbox-" + pending.id())
                .addRecipients(Addresses.theirs(outgoing.recipients()))
                .state(isPrivate(pending) ? Mail.TRANSPORT : PROCESSOR);
        Optional<org.apache.james.core.MailAddress> sender =
                outgoing.envelopeSender().isPresent()
                        ? Optional.of(Addresses.theirs(outgoing.envelopeSender().get()))
                        : Optional.empty();
        sender.ifPresent(builder::sender);
        MailImpl mail = builder.build();
        mail.setMessageNoCopy(new ExactMessage("outbox-" + pending.id(), outgoing.source()));
        if (isPrivate(pending)) {
            AuthenticatedAgent.submitted(mail, outgoing.envelopeSender().orElseThrow());
        } else {
            PostroomAttributes.fromOutbox(mail, pending.id());
        }
        return mail;
    }

    /** An agent's own mail goes on where it was held, as if it had never been. */
    private static boolean isPrivate(Outbox.Pending pending) {
        return pending.mail().purpose() == OutgoingMail.Purpose.PRIVATE;
    }

    private static Duration pause(int attempts) {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempts, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
