// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import reactor.core.publisher.BaseSubscriber;

/** A subscriber that asks for as many mails as it is told to, and keeps what it gets. */
final class Collector extends BaseSubscriber<MailQueueItem> {

    private final Queue<MailQueueItem> items = new ConcurrentLinkedQueue<>();
    private final long first;
    private volatile boolean completed;

    private Collector(long first) {
        this.first = first;
    }

    /** Subscribes, and asks for so many. */
    static Collector of(SqlMailQueue queue, long first) {
        Collector collector = new Collector(first);
        queue.deQueue().subscribe(collector);
        return collector;
    }

    @Override
    protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
        if (first > 0) {
            request(first);
        }
    }

    @Override
    protected void hookOnNext(MailQueueItem item) {
        items.add(item);
    }

    @Override
    protected void hookOnComplete() {
        completed = true;
    }

    boolean completed() {
        return completed;
    }

    int count() {
        return items.size();
    }

    List<MailQueueItem> items() {
        return List.copyOf(items);
    }

    List<String> names() {
        return items.stream().map(item -> item.getMail().getName()).toList();
    }

    void done(CompletionStatus status) throws MailQueueException {
        for (MailQueueItem item : items) {
            item.done(status);
        }
    }
}
