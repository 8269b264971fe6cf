// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueItemView;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.store.sql.Claim;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.MailBytes;
import org.postroom.store.sql.NewQueuedMail;
import org.postroom.store.sql.QueuedMail;
import org.postroom.store.sql.SqlQueueRows;

/** What we ask of the queue beyond James. */
abstract class KeptMailContract extends QueueContract {

    private static final int SHORT = 500;
    private static final int LONG = 40_000;

    private SqlMailQueueFactory factory;
    private SqlMailQueue queue;

    @BeforeEach
    void newQueue() {
        factory = fixture().factory("here");
        queue = factory.createQueue(MailQueueFactory.SPOOL, MailQueueFactory.prefetchCount(8));
    }

    @Test
    void bytesShouldStayThroughTheQueueAndBackIntoIt() throws Exception {
        byte[] source = ("Subject: Не работает вход\r\nFrom: Пётр <p@example.org>\r\n\r\nТекст\nбез CR\r\n")
                .getBytes(Charset.forName("KOI8-R"));
        queue.enQueue(Samples.mail("koi", source));

        Mail first = next();
        first.getMessage().getSubject();
        first.getMessage().getContent();
        first.setState("other");
        queue.enQueue(first);
        Mail second = next();

        assertThat(Samples.bytes(first)).isEqualTo(source);
        assertThat(Samples.bytes(second)).isEqualTo(source);
        assertThat(second.getMessageSize()).isEqualTo(source.length);
        assertThat(second.getState()).isEqualTo("other");
    }

    @Test
    void messageShouldBeReadableAfterItsMailIsDone() throws Exception {
        byte[] source = Samples.plain(200_000);
        queue.enQueue(Samples.mail("large", source));

        Collector collector = Collector.of(queue, 1);
        await().until(() -> collector.count() == 1);
        collector.done(CompletionStatus.SUCCESS);

        assertThat(queue.getSize()).isZero();
        assertThat(Samples.bytes(collector.items().get(0).getMail())).isEqualTo(source);
        collector.cancel();
    }

    @Test
    void mailOf25MegabytesShouldStayByteForByte() throws Exception {
        byte[] source = Samples.plain(25 * 1024 * 1024);
        queue.enQueue(Samples.mail("huge", source));

        assertThat(Arrays.equals(Samples.bytes(next()), source)).isTrue();
    }

    @Test
    void tenThousandDelayedMailsShouldNotSlowTheNextDueOne() throws Exception {
        delayed(10_000);
        long[] nanos = new long[21];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            queue.enQueue(Samples.mail("due-" + i));
            Mail mail = next();
            nanos[i] = System.nanoTime() - start;
            assertThat(mail.getName()).isEqualTo("due-" + i);
        }

        Arrays.sort(nanos);
        assertThat(Duration.ofNanos(nanos[10])).isLessThan(Duration.ofMillis(500));
        assertThat(claimThatFindsNothing()).isLessThan(Duration.ofMillis(100));
        assertThat(queue.getSize()).isEqualTo(10_021);
        assertThat(queue.flush()).isEqualTo(10_000);
    }

    @Test
    void earlierDueMailShouldComeFirstWhenItWasQueuedLater() throws Exception {
        queue.enQueue(Samples.mail("later"), Duration.ofMillis(900));
        queue.enQueue(Samples.mail("sooner"), Duration.ofMillis(300));
        queue.enQueue(Samples.mail("now"));

        Collector collector = Collector.of(queue, 3);

        await().untilAsserted(() -> assertThat(collector.names()).containsExactly("now", "sooner", "later"));
        collector.cancel();
    }

    @Test
    void eightSubscribersShouldGetEachMailOnce() throws Exception {
        List<Collector> collectors =
                IntStream.range(0, 8).mapToObj(i -> Collector.of(queue, 1_000)).toList();
        for (int i = 0; i < 400; i++) {
            queue.enQueue(Samples.mail("mail-" + i));
        }

        await().atMost(Duration.ofMinutes(1)).until(() -> names(collectors).size() >= 400);
        List<String> names = names(collectors);
        assertThat(names).hasSize(400).doesNotHaveDuplicates();
        collectors.forEach(Collector::cancel);
    }

    @Test
    void eightProcessesShouldClaimFourHundredMailsOnceEach() throws Exception {
        SqlQueueRows rows = new SqlQueueRows(fixture().database());
        for (int i = 0; i < 400; i++) {
            rows.add(row("mail-" + i, Instant.now()));
        }
        List<Long> claimed = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = IntStream.rangeClosed(101, 108)
                .peek(this::startRun)
                .mapToObj(run -> new Thread(() -> claimAll(rows, run, claimed)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        Set<Long> different = new HashSet<>(claimed);
        assertThat(claimed).hasSize(400);
        assertThat(different).hasSize(400);
    }

    @Test
    void onlyWhatIsAskedForShouldBeClaimed() throws Exception {
        for (int i = 0; i < 10; i++) {
            queue.enQueue(Samples.mail("mail-" + i));
        }
        Collector first = Collector.of(queue, 2);
        await().until(() -> first.count() == 2);

        Collector second = Collector.of(queue, 8);

        await().until(() -> second.count() == 8);
        assertThat(first.names()).containsExactly("mail-0", "mail-1");
        first.cancel();
        second.cancel();
    }

    @Test
    void whatACancelledSubscriberHasNotGotShouldGoToAnother() throws Exception {
        for (int i = 0; i < 6; i++) {
            queue.enQueue(Samples.mail("mail-" + i));
        }

        Set<String> names = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            names.add(
                    queue.deQueue().blockFirst(Duration.ofSeconds(30)).getMail().getName());
        }

        assertThat(names).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, LONG})
    void onceShouldPutInOneWhileItWaitsOrIsWorkedOn(int size) throws Exception {
        byte[] source = Samples.plain(size);
        assertThat(queue.enQueueOnce(Samples.mail("ack-1042", source))).isTrue();
        assertThat(queue.enQueueOnce(Samples.mail("ack-1042", source))).isFalse();
        assertThat(queue.enQueueOnce(Samples.mail("ack-1043", source))).isTrue();
        queue.enQueue(Samples.mail("ack-1042", source));

        Collector collector = Collector.of(queue, 3);
        await().until(() -> collector.count() == 3);
        assertThat(queue.enQueueOnce(Samples.mail("ack-1042", source))).isFalse();
        collector.done(CompletionStatus.SUCCESS);
        collector.cancel();

        assertThat(queue.enQueueOnce(Samples.mail("ack-1042", source))).isTrue();
        assertThat(sources()).isEqualTo(size == LONG ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, LONG})
    void onceShouldHoldWhenManyTryAtTheSameTime(int size) throws Exception {
        List<Boolean> answers = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> answers.add(putOnce("reply-7", size))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(answers).hasSize(8).containsOnlyOnce(true);
        assertThat(queue.getSize()).isOne();
        assertThat(sources()).isEqualTo(size == LONG ? 1 : 0);
    }

    @Test
    void shortMailWhoseBytesLieApartShouldBeHandedOutAndLeaveNothing() throws Exception {
        byte[] source = Samples.plain(SHORT);
        fixture().database().useTransaction(handle -> {
            handle.createUpdate("INSERT INTO queue_sources (id, source) VALUES (7, :source)")
                    .bind("source", source)
                    .execute();
            handle.createUpdate("INSERT INTO queue_mails (id, queue, run, due_at, attempts, source_size, envelope)"
                            + " VALUES (7, 'spool', 0, :now, 0, :size, :envelope)")
                    .bind("now", Instant.now())
                    .bind("size", source.length)
                    .bind("envelope", Envelopes.write(Samples.envelope("older")))
                    .execute();
        });
        queue.enQueue(Samples.mail("newer"));

        Collector collector = Collector.of(queue, 2);
        await().until(() -> collector.count() == 2);
        assertThat(collector.names()).containsExactly("older", "newer");
        assertThat(Samples.bytes(collector.items().get(0).getMail())).isEqualTo(source);
        collector.done(CompletionStatus.SUCCESS);
        collector.cancel();

        assertThat(queue.getSize()).isZero();
        assertThat(sources()).isZero();
    }

    @Test
    void rejectedMailShouldBeKeptAndTriedAgain() throws Exception {
        queue.enQueue(Samples.mail("rejected"));
        Collector collector = Collector.of(queue, 3);
        for (int times = 1; times <= 3; times++) {
            int number = times;
            await().until(() -> collector.count() == number);
            collector.items().get(number - 1).done(CompletionStatus.REJECT);
        }

        assertThat(queue.getSize()).isOne();
        assertThat(attempts()).isEqualTo(3);
        collector.cancel();
    }

    @Test
    void mailThatCannotBeReadShouldStayAndNotHoldTheNext() throws Exception {
        SqlQueueRows rows = new SqlQueueRows(fixture().database());
        rows.add(new NewQueuedMail("spool", Optional.empty(), Instant.now(), "{", MailBytes.of(new byte[3])));
        queue.enQueue(Samples.mail("good"));

        assertThat(next().getName()).isEqualTo("good");
        assertThat(queue.getSize()).isEqualTo(2);
        assertThat(queue.browse()).toIterable().hasSize(1);
    }

    @Test
    void subscriberShouldGoOnWhenTheDatabaseDoes() throws Exception {
        queue.enQueue(Samples.mail("before"));
        Collector collector = Collector.of(queue, 10);
        await().until(() -> collector.count() == 1);

        rename("queue_mails", "queue_mails_away");
        collector.done(CompletionStatus.SUCCESS);
        queue.wakeAll();
        rename("queue_mails_away", "queue_mails");
        queue.enQueue(Samples.mail("after"));

        await().until(() -> collector.names().contains("after"));
        await().untilAsserted(() -> assertThat(queue.getSize()).isOne());
        collector.cancel();
    }

    @Test
    void disposedFactoryShouldEndSubscriptionsAndFreeWhatIsNotDone() throws Exception {
        queue.enQueue(Samples.mail("claimed"));
        Collector collector = Collector.of(queue, 2);
        await().until(() -> collector.count() == 1);

        factory.dispose();

        await().until(collector::completed);
        assertThat(new SqlQueueRows(fixture().database())
                        .claim("spool", 99, Instant.now(), 5)
                        .mails())
                .hasSize(1);
    }

    @Test
    void closedQueueShouldStillServeOthers() throws Exception {
        Collector collector = Collector.of(queue, 1);

        factory.getQueue(MailQueueFactory.SPOOL).orElseThrow().close();
        queue.enQueue(Samples.mail("after"));

        await().until(() -> collector.count() == 1);
        collector.cancel();
    }

    @Test
    void interruptedThreadShouldQueueItsMailAndStayInterrupted() throws Exception {
        Thread.currentThread().interrupt();

        queue.enQueue(Samples.mail("interrupted"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(queue.getSize()).isOne();
    }

    @Test
    void browsingShouldShowTheMessageAndWhenItIsDue() throws Exception {
        queue.enQueue(Samples.mail("delayed"), Duration.ofHours(1));

        MailQueueItemView view = queue.browse().next();

        assertThat(view.getMail().getMessage().getSubject()).isEqualTo("A question");
        assertThat(view.getNextDelivery().orElseThrow().toInstant()).isAfter(Instant.now());
    }

    private static List<String> names(List<Collector> collectors) {
        return collectors.stream()
                .flatMap(collector -> collector.names().stream())
                .toList();
    }

    private boolean putOnce(String name, int size) {
        MailImpl mail = Samples.mail(name, Samples.plain(size));
        try {
            return queue.enQueueOnce(mail);
        } catch (org.apache.james.queue.api.MailQueue.MailQueueException e) {
            throw new IllegalStateException(e);
        }
    }

    private void startRun(int run) {
        fixture()
                .database()
                .useTransaction(handle -> handle.createUpdate(
                                "INSERT INTO queue_runs (id, node, alive_until) VALUES (:run, :node, :aliveUntil)")
                        .bind("run", run)
                        .bind("node", "node " + run)
                        .bind("aliveUntil", Instant.now().plus(Duration.ofHours(1)))
                        .execute());
    }

    private static void claimAll(SqlQueueRows rows, long run, List<Long> claimed) {
        Claim claim = rows.claim("spool", run, Instant.now(), 3);
        while (!claim.mails().isEmpty() || claim.nextDueAt().isPresent()) {
            claimed.addAll(claim.mails().stream().map(QueuedMail::id).toList());
            claim = rows.claim("spool", run, Instant.now(), 3);
        }
    }

    private void delayed(int number) {
        SqlQueueRows rows = new SqlQueueRows(fixture().database());
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        for (int i = 0; i < number; i++) {
            rows.add(row("delayed-" + i, tomorrow));
        }
    }

    private Duration claimThatFindsNothing() {
        SqlQueueRows rows = new SqlQueueRows(fixture().database());
        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertThat(rows.claim("spool", 7, Instant.now(), 8).mails()).isEmpty();
        }
        return Duration.ofNanos((System.nanoTime() - start) / 50);
    }

    private static NewQueuedMail row(String name, Instant dueAt) {
        return new NewQueuedMail(
                "spool",
                Optional.empty(),
                dueAt,
                Envelopes.write(Samples.envelope(name)),
                MailBytes.of(Samples.plain(200)));
    }

    private Mail next() {
        return queue.deQueue().blockFirst(Duration.ofSeconds(30)).getMail();
    }

    private long sources() {
        return number("SELECT COUNT(*) FROM queue_sources");
    }

    private long attempts() {
        return number("SELECT MAX(attempts) FROM queue_mails");
    }

    private long number(String query) {
        return fixture()
                .database()
                .inTransaction(
                        handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    abstract void rename(Database database, String from, String to);

    private void rename(String from, String to) {
        rename(fixture().database(), from, to);
    }
}
