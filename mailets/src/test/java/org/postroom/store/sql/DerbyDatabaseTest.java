// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroom.ticket.StorageException;

class DerbyDatabaseTest extends DatabaseContract {

    @TempDir
    private Path directory;

    @Override
    Database open() {
        return TestDatabases.derbyInMemory();
    }

    @Test
    void closedDatabaseShouldOpenAgainWithItsRows() {
        try (Database first = TestDatabases.derbyIn(directory)) {
            first.useTransaction(handle -> handle.execute("CREATE TABLE sample (id INT PRIMARY KEY)"));
            first.useTransaction(handle -> handle.execute("INSERT INTO sample VALUES 7"));
        }
        try (Database second = TestDatabases.derbyIn(directory)) {
            assertThat(count(second, 7)).isOne();
        }
    }

    @Test
    void closingShouldLeaveOtherDatabasesOfTheEngineOpen() {
        try (Database other = TestDatabases.derbyInMemory()) {
            TestDatabases.derbyIn(directory).close();

            other.useTransaction(handle -> handle.execute("CREATE TABLE still_there (id INT)"));
        }
    }

    /** Derby takes a sequence's numbers in ranges, and gives up when another transaction holds the sequence's row. */
    @Test
    void transactionShouldRunAgainWhenASequenceIsHeldByAnother() {
        try (Database database = TestDatabases.derbyInMemory();
                Handle holder = database.jdbi().open()) {
            database.useTransaction(handle -> handle.execute("CREATE SEQUENCE contended AS BIGINT"));
            holder.begin();
            holder.setTransactionIsolationLevel(TransactionIsolationLevel.SERIALIZABLE);
            holder.createQuery("SELECT sequencename FROM sys.syssequences")
                    .mapTo(String.class)
                    .list();
            AtomicInteger attempts = new AtomicInteger();

            long next = database.inTransaction(handle -> {
                if (attempts.incrementAndGet() == 2) {
                    holder.rollback();
                }
                return handle.createQuery(database.dialect().nextValue("contended"))
                        .mapTo(Long.class)
                        .one();
            });

            assertThat(attempts).hasValue(2);
            assertThat(next).isEqualTo(Long.MIN_VALUE);
        }
    }

    @Test
    void closingTwiceShouldDoNothing() {
        Database database = TestDatabases.derbyInMemory();
        database.close();
        database.close();
    }

    @Test
    void databaseThatIsNotThereShouldBeAStorageException() {
        DatabaseSettings missing = new DatabaseSettings("jdbc:derby:" + directory.resolve("no"), "", "", 2);

        assertThatThrownBy(() -> Database.open(missing)).isInstanceOf(StorageException.class);
    }
}
