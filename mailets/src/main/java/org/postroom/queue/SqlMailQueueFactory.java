// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import com.google.common.util.concurrent.MoreExecutors;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import org.apache.james.lifecycle.api.Disposable;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.MailQueueName;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.SqlQueueRows;
import org.postroom.store.sql.SqlQueueRuns;
import org.postroom.store.sql.SqlQueues;
import org.postroom.ticket.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues of the mail server, in our database; one object a process. Safe for many threads.
 *
 * <p>Making it starts a run and frees the mails that earlier runs had claimed: on Derby all of them; on PostgreSQL those of
 * the same node, and those of nodes that have been silent for half a minute. {@link #dispose()} ends the run; it comes after
 * the spooler and before the database is closed.
 */
public final class SqlMailQueueFactory implements MailQueueFactory<SqlMailQueue>, Disposable {

    private static final Logger LOGGER = LoggerFactory.getLogger(SqlMailQueueFactory.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration SIGN_OF_LIFE = LEASE.dividedBy(3);
    private static final Duration LAST_SIGN = Duration.ofSeconds(5);
    private static final Duration SLEEP_ALONE = Duration.ofMinutes(1);
    private static final Duration SLEEP_SHARED = Duration.ofSeconds(1);

    private final SqlQueueRuns runs;
    private final QueueRun run;
    private final Map<MailQueueName, SqlMailQueue> queues = new ConcurrentHashMap<>();
    private final Optional<ScheduledExecutorService> signs;

    /**
     * Starts a run under a name that is used only once: after a crash on PostgreSQL its mails are free when its lease ends.
     *
     * @param database the database, open; closed by the caller after this
     * @param clock tells the time
     * @param decorators wraps what is handed out
     */
    @Inject
    public SqlMailQueueFactory(Database database, Clock clock, MailQueueItemDecoratorFactory decorators) {
        this(database, clock, decorators, UUID.randomUUID().toString());
    }

    /**
     * Starts a run, and frees at once what an earlier run of the same node had claimed.
     *
     * @param database the database, open; closed by the caller after this
     * @param clock tells the time
     * @param decorators wraps what is handed out
     * @param node the name of this process, at most 255 characters; never that of another one that is alive
     */
    public SqlMailQueueFactory(Database database, Clock clock, MailQueueItemDecoratorFactory decorators, String node) {
        this.runs = new SqlQueueRuns(database, node, clock, LEASE);
        this.run = new QueueRun(
                new SqlQueueRows(database),
                new SqlQueues(database),
                runs.start(),
                runs.shared() ? SLEEP_SHARED : SLEEP_ALONE,
                clock,
                decorators);
        this.signs = runs.shared() ? Optional.of(signs()) : Optional.empty();
    }

    private ScheduledExecutorService signs() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "queue-lease");
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(this::signOfLife, 0, SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
        return executor;
    }

    private void signOfLife() {
        try {
            runs.renew(run.id());
            if (runs.takeOver() > 0) {
                queues.values().forEach(SqlMailQueue::wakeAll);
            }
            queues.values().forEach(queue -> queue.claims().freeUnknown());
        } catch (StorageException e) {
            LOGGER.warn("No sign of life can be given for now", e);
        }
    }

    @Override
    public Optional<SqlMailQueue> getQueue(MailQueueName name, PrefetchCount count) {
        return queues.containsKey(name) || run.queues().names().contains(name.asString())
                ? Optional.of(opened(name, count))
                : Optional.empty();
    }

    @Override
    public SqlMailQueue createQueue(MailQueueName name, PrefetchCount count) {
        if (!queues.containsKey(name)) {
            run.queues().create(name.asString());
        }
        return opened(name, count);
    }

    private SqlMailQueue opened(MailQueueName name, PrefetchCount count) {
        SqlMailQueue queue = queues.computeIfAbsent(name, missing -> new SqlMailQueue(missing, run));
        queue.batch(count.asInt());
        return queue;
    }

    @Override
    public Set<MailQueueName> listCreatedMailQueues() {
        return run.queues().names().stream().map(MailQueueName::of).collect(Collectors.toUnmodifiableSet());
    }

    /** Ends all subscriptions, and gives back what was claimed and not finished. Does nothing the second time. */
    @PreDestroy
    @Override
    public void dispose() {
        signs.ifPresent(executor -> MoreExecutors.shutdownAndAwaitTermination(executor, LAST_SIGN));
        queues.values().forEach(SqlMailQueue::end);
        try {
            runs.end(run.id());
        } catch (StorageException e) {
            LOGGER.warn("What was claimed and not finished will be free at the next start", e);
        }
    }
}
