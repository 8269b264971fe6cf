// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postroom.ticket.DuplicateMailException;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.StorageException;

/** What a database does, whichever it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseContract {

    private Database database;

    abstract Database open();

    @BeforeAll
    void openWithTable() {
        database = open();
        String instant = database.dialect().placeholders().get("instant");
        database.useTransaction(handle -> {
            handle.execute("CREATE TABLE sample (id INT PRIMARY KEY, moment " + instant + ", amount INT NOT NULL)");
            handle.execute("INSERT INTO sample VALUES (1, NULL, 0), (2, NULL, 0)");
        });
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void hourThatAnAutumnNightHasTwiceShouldStayTheHourItWas() {
        TimeZone before = TimeZone.getDefault();
        List<Instant> nights = List.of(
                Instant.parse("2026-10-25T00:30:00.123456Z"),
                Instant.parse("2026-10-25T01:30:00.123456Z"),
                Instant.parse("2026-03-29T01:30:00Z"),
                Instant.parse("2026-03-29T02:30:00Z"));
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            for (Instant night : nights) {
                assertThat(storedAndRead(night)).isEqualTo(night);
            }
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
            assertThat(read()).isEqualTo(nights.get(3));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void instantShouldBeCutToMicroseconds() {
        assertThat(storedAndRead(Instant.parse("2026-11-21T10:00:00.123456789Z")))
                .isEqualTo(Instant.parse("2026-11-21T10:00:00.123456Z"));
    }

    @Test
    void workThatThrowsShouldLeaveNothing() {
        assertThatThrownBy(() -> database.useTransaction(handle -> {
                    handle.execute("INSERT INTO sample VALUES (100, NULL, 0)");
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(count(database, 100)).isZero();
    }

    @Test
    void brokenStatementShouldBeAStorageException() {
        assertThatThrownBy(() -> database.useTransaction(handle -> handle.execute("SELECT nonsense FROM nowhere")))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void deadlockShouldBeRunAgainUntilBothAreDone() throws InterruptedException {
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        Thread other = new Thread(() -> crossing(bothHoldOne, runs, 2, 1));
        other.start();
        crossing(bothHoldOne, runs, 1, 2);
        other.join();

        assertThat(runs.get()).isGreaterThan(2);
        assertThat(database.<Integer>inTransaction(
                        handle -> handle.createQuery("SELECT SUM(amount) FROM sample WHERE id IN (1, 2)")
                                .mapTo(Integer.class)
                                .one()))
                .isEqualTo(4);
    }

    @Test
    void duplicateMailShouldBeRunAgain() {
        AtomicInteger runs = new AtomicInteger();

        int result = database.inTransaction(handle -> {
            if (runs.incrementAndGet() < 3) {
                throw new DuplicateMailException(new MailKey(java.util.Optional.empty(), "0".repeat(64)));
            }
            return runs.get();
        });

        assertThat(result).isEqualTo(3);
    }

    @Test
    void insertUnlessPresentShouldLeaveTheTransactionUsable() {
        database.useTransaction(handle -> {
            assertThat(insertUnlessPresent(handle)).isTrue();
            assertThat(insertUnlessPresent(handle)).isFalse();
            handle.execute("INSERT INTO sample VALUES (51, NULL, 0)");
        });

        assertThat(count(database, 50)).isOne();
        assertThat(count(database, 51)).isOne();
    }

    private boolean insertUnlessPresent(Handle handle) {
        Dialect dialect = database.dialect();
        return dialect.insertUnlessPresent(
                handle.createUpdate("INSERT INTO sample VALUES (50, NULL, 0)" + dialect.unlessPresent()));
    }

    private void crossing(CyclicBarrier bothHoldOne, AtomicInteger runs, int first, int second) {
        AtomicInteger mine = new AtomicInteger();
        database.useTransaction(handle -> {
            runs.incrementAndGet();
            handle.execute("UPDATE sample SET amount = amount + 1 WHERE id = ?", first);
            if (mine.incrementAndGet() == 1) {
                await(bothHoldOne);
            }
            handle.execute("UPDATE sample SET amount = amount + 1 WHERE id = ?", second);
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Instant storedAndRead(Instant at) {
        database.useTransaction(handle -> handle.createUpdate("UPDATE sample SET moment = :moment WHERE id = 1")
                .bind("moment", at)
                .execute());
        return read();
    }

    private Instant read() {
        return database.inTransaction(handle -> handle.createQuery("SELECT moment FROM sample WHERE id = 1")
                .mapTo(Instant.class)
                .one());
    }

    static int count(Database database, int id) {
        return database.inTransaction(handle -> handle.createQuery("SELECT COUNT(*) FROM sample WHERE id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one());
    }
}
