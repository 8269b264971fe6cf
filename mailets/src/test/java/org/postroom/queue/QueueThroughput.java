// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.server.core.MailImpl;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.TestDatabases;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Measures mails a second through a queue, and the time from enqueue to dequeue of an idle one.
 *
 * <p>Run it by hand: {@code QueueThroughput derby|postgres [mails] [producers] [consumers]}.
 */
public final class QueueThroughput {

    private static final byte[] SOURCE = Samples.plain(3_000);

    private QueueThroughput() {}

    /**
     * Measures.
     *
     * @param arguments the database, the number of mails, of producers and of consumers
     * @throws Exception when it cannot
     */
    public static void main(String[] arguments) throws Exception {
        boolean derby = arguments.length == 0 || arguments[0].equals("derby");
        int mails = number(arguments, 1, 4000);
        int producers = number(arguments, 2, 4);
        int consumers = number(arguments, 3, 4);
        Path directory = Files.createTempDirectory("queue-throughput");
        try (Database database = derby ? TestDatabases.derbyIn(directory) : TestDatabases.postgres()) {
            SqlMailQueueFactory factory = new SqlMailQueueFactory(
                    database, Clock.systemUTC(), new RawMailQueueItemDecoratorFactory(), "here");
            SqlMailQueue queue = factory.createQueue(MailQueueFactory.SPOOL, MailQueueFactory.prefetchCount(consumers));
            flow(queue, 500, producers, consumers);
            for (int round = 0; round < 3; round++) {
                flow(queue, mails, producers, consumers);
            }
            idle(queue);
            factory.dispose();
        }
        System.exit(0);
    }

    private static int number(String[] arguments, int at, int otherwise) {
        return arguments.length > at ? Integer.parseInt(arguments[at]) : otherwise;
    }

    private static void flow(SqlMailQueue queue, int mails, int producers, int consumers) throws Exception {
        Scheduler scheduler = Schedulers.newBoundedElastic(consumers + 1, 1000, "consumer");
        CountDownLatch done = new CountDownLatch(mails);
        long start = System.nanoTime();
        long startCpu = cpu();
        var subscription = queue.deQueue()
                .flatMap(item -> Mono.fromRunnable(() -> finish(item, done)).subscribeOn(scheduler), consumers)
                .subscribe();
        Thread[] threads = IntStream.range(0, producers)
                .mapToObj(number -> new Thread(() -> produce(queue, mails / producers)))
                .toArray(Thread[]::new);
        Arrays.stream(threads).forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        long enqueued = System.nanoTime();
        done.await();
        long end = System.nanoTime();
        subscription.dispose();
        scheduler.dispose();
        System.out.printf(
                Locale.ROOT,
                "%d mails: accepted %.0f/s, through %.0f/s, %.2f ms of processor each%n",
                mails,
                mails * 1e9 / (enqueued - start),
                mails * 1e9 / (end - start),
                (cpu() - startCpu) / 1e6 / mails);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void produce(SqlMailQueue queue, int mails) {
        for (int i = 0; i < mails; i++) {
            MailImpl mail = Samples.mail("bench-" + i, SOURCE);
            try {
                queue.enQueue(mail);
                LifecycleUtil.dispose(mail);
            } catch (MailQueueException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void finish(MailQueueItem item, CountDownLatch done) {
        try {
            Samples.bytes(item.getMail());
            item.done(CompletionStatus.SUCCESS);
            LifecycleUtil.dispose(item.getMail());
            done.countDown();
        } catch (MailQueueException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void idle(SqlMailQueue queue) throws Exception {
        Map<String, Long> arrivals = new ConcurrentHashMap<>();
        var subscription = Flux.from(queue.deQueue()).subscribe(item -> {
            arrivals.put(item.getMail().getName(), System.nanoTime());
            LifecycleUtil.dispose(item.getMail());
            synchronized (arrivals) {
                arrivals.notifyAll();
            }
        });
        long[] accepting = new long[200];
        long[] waiting = new long[200];
        for (int i = 0; i < waiting.length; i++) {
            MailImpl mail = Samples.mail("idle-" + i, SOURCE);
            long before = System.nanoTime();
            queue.enQueue(mail);
            long after = System.nanoTime();
            LifecycleUtil.dispose(mail);
            synchronized (arrivals) {
                while (!arrivals.containsKey("idle-" + i)) {
                    arrivals.wait();
                }
            }
            accepting[i] = after - before;
            waiting[i] = Math.max(0, arrivals.get("idle-" + i) - after);
            Thread.sleep(Duration.ofMillis(10).toMillis());
        }
        subscription.dispose();
        print("idle: enqueue takes", accepting);
        print("idle: from enqueued to dequeued", waiting);
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%s p50 %.2f ms, p95 %.2f ms, p99 %.2f ms%n",
                what,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 95 / 100] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6);
    }
}
