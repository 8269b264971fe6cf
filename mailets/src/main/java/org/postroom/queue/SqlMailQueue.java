// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import com.google.common.collect.Lists;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.mailet.Mail;
import org.postroom.james.ExactMessage;
import org.postroom.store.sql.MailBytes;
import org.postroom.store.sql.NewQueuedMail;
import org.postroom.store.sql.QueuedMail;
import org.postroom.ticket.StorageException;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * One queue of mails in our database. Safe for many threads.
 *
 * <p>It belongs to its {@link SqlMailQueueFactory} and lives as long: {@link #close()} does nothing, because James closes
 * queues that others still use (WebAdmin twice for once that it asked, the spooler's restart while the new runner reads).
 */
public final class SqlMailQueue implements ManageableMailQueue {

    private static final Logger LOGGER = LoggerFactory.getLogger(SqlMailQueue.class);
    private static final int PAGE = 100;

    private final MailQueueName name;
    private final QueueRun run;
    private final Claims claims;
    private final Outcomes outcomes;
    private final List<Feed> feeds = new CopyOnWriteArrayList<>();
    private final AtomicInteger batch = new AtomicInteger(1);
    private final AtomicInteger subscriptions = new AtomicInteger();

    SqlMailQueue(MailQueueName name, QueueRun run) {
        this.name = name;
        this.run = run;
        this.claims = new Claims(name.asString(), run);
        this.outcomes = new Outcomes(run, claims::ended);
    }

    @Override
    public MailQueueName getName() {
        return name;
    }

    @Override
    public void enQueue(Mail mail) throws MailQueueException {
        enQueue(mail, Duration.ZERO);
    }

    @Override
    public void enQueue(Mail mail, Duration delay) throws MailQueueException {
        add(mail, Optional.empty(), delay);
    }

    /**
     * Puts a mail in unless one of its name, put in by this method, is waiting or being worked on.
     *
     * @param mail the mail; its name has at most 500 characters
     * @return false when there is one, and nothing was put in
     * @throws MailQueueException when the database cannot take it for now
     */
    public boolean enQueueOnce(Mail mail) throws MailQueueException {
        return add(mail, Optional.of(mail.getName()), Duration.ZERO);
    }

    @Override
    public Publisher<Void> enqueueReactive(Mail mail) {
        return Mono.fromCallable(() -> add(mail, Optional.empty(), Duration.ZERO))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    private boolean add(Mail mail, Optional<String> onceKey, Duration delay) throws MailQueueException {
        MimeMessage message = message(mail);
        try {
            MailBytes bytes = MessageBytes.of(message);
            NewQueuedMail queued =
                    new NewQueuedMail(name.asString(), onceKey, dueAt(delay), Envelopes.write(mail), bytes);
            boolean added = Uninterrupted.get(() -> run.rows().add(queued));
            wakeAll();
            return added;
        } catch (MessagingException
                | IOException
                | StorageException
                | UncheckedIOException
                | IllegalArgumentException e) {
            throw new MailQueueException("mail " + mail.getName() + " cannot be queued", e);
        }
    }

    private static MimeMessage message(Mail mail) throws MailQueueException {
        try {
            MimeMessage message = mail.getMessage();
            if (message == null) {
                throw new MailQueueException("mail " + mail.getName() + " has no message");
            }
            return message;
        } catch (MailQueueException e) {
            throw e;
        } catch (MessagingException e) {
            throw new MailQueueException("mail " + mail.getName() + " has no readable message", e);
        }
    }

    private Instant dueAt(Duration delay) {
        Instant now = run.clock().instant();
        try {
            return delay.isNegative() ? now : now.plus(delay);
        } catch (DateTimeException | ArithmeticException e) {
            return NewQueuedMail.LATEST;
        }
    }

    /**
     * The mails that are due, as they become due, without end. Each subscriber has a thread of its own; no two get the same
     * mail.
     */
    @Override
    public Flux<MailQueueItem> deQueue() {
        Publisher<MailQueueItem> feeds = this::subscribe;
        return Flux.from(feeds);
    }

    private void subscribe(Subscriber<? super MailQueueItem> subscriber) {
        Feed feed = new Feed(this, run, subscriber, "queue-" + name.asString() + "-" + subscriptions.incrementAndGet());
        feeds.add(feed);
        subscriber.onSubscribe(feed);
        feed.start();
    }

    @Override
    public long getSize() throws MailQueueException {
        return admin(() -> run.queues().size(name.asString()));
    }

    @Override
    public long flush() throws MailQueueException {
        long flushed =
                admin(() -> run.queues().flush(name.asString(), run.clock().instant()));
        wakeAll();
        return flushed;
    }

    @Override
    public long clear() throws MailQueueException {
        return admin(() -> run.queues().remove(run.queues().ids(name.asString())));
    }

    @Override
    public long remove(Type type, String value) throws MailQueueException {
        Predicate<Mail> matches = switch (type) {
            case Name -> mail -> mail.getName().equals(value);
            case Sender -> mail -> mail.getMaybeSender().asString().equalsIgnoreCase(value);
            case Recipient ->
                mail -> mail.getRecipients().stream()
                        .anyMatch(recipient -> recipient.asString().equalsIgnoreCase(value));
        };
        return admin(() -> pages(run.queues().ids(name.asString()))
                .mapToLong(page -> run.queues()
                        .remove(page.stream()
                                .filter(queued -> seen(queued).filter(matches).isPresent())
                                .map(QueuedMail::id)
                                .toList()))
                .sum());
    }

    @Override
    public MailQueueIterator browse() throws MailQueueException {
        List<Long> ids = admin(() -> run.queues().ids(name.asString()));
        return new Browsing(pages(ids)
                .flatMap(List::stream)
                .flatMap(queued -> seen(queued).map(mail -> Browsing.view(mail, queued.dueAt())).stream())
                .iterator());
    }

    private Stream<List<QueuedMail>> pages(List<Long> ids) {
        return Lists.partition(ids, PAGE).stream().map(page -> run.queues().mails(page));
    }

    private Optional<Mail> seen(QueuedMail queued) {
        try {
            return Optional.of(mail(queued, new QueuedSource(run.rows(), queued, Optional.empty())));
        } catch (IllegalArgumentException e) {
            LOGGER.warn("Mail {} of queue {} cannot be shown", queued.id(), name.asString(), e);
            return Optional.empty();
        }
    }

    private interface AdminWork<T> {
        T get();
    }

    private <T> T admin(AdminWork<T> work) throws MailQueueException {
        try {
            return work.get();
        } catch (StorageException e) {
            throw new MailQueueException("queue " + name.asString() + " cannot be read for now", e);
        }
    }

    @Override
    public void close() {
        // See above: the factory ends it.
    }

    /** Ends all subscriptions, and waits for those that are handing out a mail. */
    void end() {
        List<Feed> ending = List.copyOf(feeds);
        ending.forEach(Feed::close);
        ending.forEach(Feed::awaitEnd);
    }

    void forget(Feed feed) {
        feeds.remove(feed);
    }

    void wakeAll() {
        feeds.forEach(Feed::wake);
    }

    /** Lets subscribers claim so many mails at once. */
    void batch(int most) {
        batch.accumulateAndGet(most, Math::max);
    }

    int batch() {
        return batch.get();
    }

    Outcomes outcomes() {
        return outcomes;
    }

    Claims claims() {
        return claims;
    }

    MailImpl mail(QueuedMail queued, MimeMessageSource source) {
        MailImpl mail = Envelopes.read(queued.envelope());
        try {
            mail.setMessageNoCopy(new ExactMessage(source));
            return mail;
        } catch (MessagingException e) {
            throw new IllegalArgumentException("the message cannot be set", e);
        }
    }

    void finish(QueuedMail queued) {
        Uninterrupted.run(() -> outcomes.success(queued));
    }

    void giveBack(QueuedMail queued) {
        Uninterrupted.run(() -> outcomes.again(queued));
        wakeAll();
    }

    @Override
    public String toString() {
        return "SqlMailQueue " + name.asString();
    }
}
