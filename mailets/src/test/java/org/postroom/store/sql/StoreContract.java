// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.postroom.desk.Desk;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Message;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/** A database for each class of tests; every test uses identifiers of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContract {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    protected final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T09:00:00Z"));
    protected Database database;
    protected SqlTickets tickets;

    /** A fresh database. */
    abstract Database open();

    @BeforeAll
    void openDatabase() {
        database = open();
        tickets = new SqlTickets(database, clock);
    }

    @AfterAll
    void closeDatabase() {
        database.close();
    }

    /** An identifier that no other test has. */
    static String unique(String what) {
        return what + "-" + NUMBER.incrementAndGet() + "@mail.test";
    }

    void use(Consumer<TicketTransaction> work) {
        tickets.inTransaction(tx -> {
            work.accept(tx);
            return true;
        });
    }

    Ticket opened(Desk desk, NamedAddress requester) {
        return tickets.inTransaction(tx -> tx.open(Samples.ticket(desk, requester, "Printer does not print")));
    }

    Ticket opened() {
        return opened(Samples.SUPPORT, Samples.ANN);
    }

    Message filed(Samples.Mail mail) {
        return tickets.inTransaction(tx -> tx.add(mail.build()));
    }

    /** Runs work in that many threads that start at once, and gives what each returned. */
    static <T> List<T> together(int threads, Callable<T> work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }
}
