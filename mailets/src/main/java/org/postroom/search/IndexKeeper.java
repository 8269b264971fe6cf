// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postroom.ticket.Message;
import org.postroom.ticket.Tickets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index on disk in step with the database: writes it to disk in the background, remembers which messages are
 * there, and at start indexes those that a crash kept from it.
 */
public final class IndexKeeper implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(IndexKeeper.class);
    private static final int BATCH = 200;

    private final Tickets tickets;
    private final TicketIndex index;
    private final MessageIndexer indexer;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "postroom-index-keeper"));

    /**
     * Takes what it works with; starts nothing yet.
     *
     * @param tickets remembers what is on disk
     * @param index the index
     * @param indexer puts messages into it
     */
    public IndexKeeper(Tickets tickets, TicketIndex index, MessageIndexer indexer) {
        this.tickets = tickets;
        this.index = index;
        this.indexer = indexer;
    }

    /**
     * Starts the background work.
     *
     * @param commitEvery how often the index is written to disk
     */
    public void start(Duration commitEvery) {
        thread.execute(() -> guarded(this::catchUp));
        thread.scheduleWithFixedDelay(
                () -> guarded(this::commit), commitEvery.toMillis(), commitEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Makes the whole index anew from the archive. Returns when it is done; searching goes on meanwhile and finds what is
     * there already.
     *
     * @return how many messages were indexed
     */
    public long rebuild() {
        index.clear();
        index.commit();
        long messages = tickets.forgetIndexed();
        catchUp();
        return messages;
    }

    /** Writes the index to disk and remembers which messages are there. */
    public void commit() {
        List<Long> messages = index.commit();
        if (!messages.isEmpty()) {
            tickets.indexed(messages);
        }
    }

    @Override
    public void close() {
        stopping.set(true);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(20, TimeUnit.SECONDS)) {
                LOGGER.warn(
                        "the index keeper did not end in 20 s; what is not on disk is indexed again at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        guarded(this::commit);
    }

    /** Indexes every message that is not known to be in the index, and returns when that is done. */
    public void catchUp() {
        long after = 0;
        List<Message> batch = tickets.notIndexed(after, BATCH);
        while (!batch.isEmpty() && !stopping.get()) {
            for (Message message : batch) {
                indexer.index(message.id(), Optional.empty());
            }
            commit();
            after = batch.get(batch.size() - 1).id();
            batch = tickets.notIndexed(after, BATCH);
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOGGER.error("the ticket index could not be brought up to date; it is tried again", e);
        }
    }
}
