// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.postroom.assign.DueTimers;
import org.postroom.classify.Languages;
import org.postroom.copy.CopyWorker;
import org.postroom.desk.Language;
import org.postroom.queue.OutboxSender;
import org.postroom.queue.SqlMailQueueFactory;
import org.postroom.reply.AgentReplies;
import org.postroom.search.BadQueryException;
import org.postroom.search.IndexKeeper;
import org.postroom.search.TextQueries;
import org.postroom.ticket.Outbox;
import org.postroom.ticket.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who works in the background: copies, outbox, timers, index. Started when the server is up, stopped before what they use. */
@Singleton
class Background implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    private static final Duration OUTBOX_POLL = Duration.ofSeconds(5);
    private static final Duration INDEX_COMMIT = Duration.ofSeconds(5);
    private static final long TIMER_SECONDS = 5;

    private final CopyWorker copies;
    private final OutboxSender outbox;
    private final IndexKeeper index;
    private final DueTimers timers;
    private final AgentReplies replies;
    private final Languages languages;
    private final TextQueries queries;
    private final ScheduledExecutorService ticking =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "postroom-timers"));

    @Inject
    Background(
            CopyWorker copies,
            Outbox outbox,
            SqlMailQueueFactory queues,
            IndexKeeper index,
            DueTimers timers,
            AgentReplies replies,
            Languages languages,
            TextQueries queries,
            Clock clock,
            Wakes wakes) {
        this.copies = copies;
        this.outbox = new OutboxSender(outbox, queues, clock, OUTBOX_POLL);
        this.index = index;
        this.timers = timers;
        this.replies = replies;
        this.languages = languages;
        this.queries = queries;
        wakes.add(copies::wake);
        wakes.add(this.outbox::wake);
    }

    @Override
    public void start() {
        index.start(INDEX_COMMIT);
        copies.start();
        outbox.start();
        ticking.execute(this::preload);
        ticking.scheduleWithFixedDelay(this::tick, 1, TIMER_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        ticking.shutdown();
        try {
            if (!ticking.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("timers are still being handled; what is not committed is handled at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outbox.close();
        copies.close();
        index.close();
    }

    /** Loads the language model and the dictionaries of the desks' languages, so that no mail has to wait for them. */
    private void preload() {
        languages.preload();
        try {
            queries.parse("word").matches("", "word слово 退款 払い戻し 환불", Language.UNKNOWN);
        } catch (BadQueryException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tick() {
        try {
            timers.run();
            if (replies.lateHolds() > 0) {
                outbox.wake();
            }
        } catch (StorageException e) {
            LOG.warn("timers wait: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a timer failed, and is tried again with the others", e);
        }
    }
}
