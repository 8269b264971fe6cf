// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * An open transaction.
 *
 * @param handle its connection
 * @param dialect what the database says differently
 * @param now when it began, which is when all of it is recorded
 */
record Transaction(Handle handle, Dialect dialect, Instant now) {

    Query query(String sql) {
        return handle.createQuery(sql);
    }

    Update update(String sql) {
        return handle.createUpdate(sql);
    }

    /** Runs an INSERT whose row may be there already; false when it was. The statement is given without its ending. */
    boolean insertUnlessPresent(String sql, java.util.function.UnaryOperator<Update> bind) {
        return dialect.insertUnlessPresent(bind.apply(update(sql + dialect.unlessPresent())));
    }

    /** The same for several rows; returns how many were written. */
    int insertThoseMissing(String sql, java.util.function.UnaryOperator<Update> bind) {
        return dialect.insertThoseMissing(bind.apply(update(sql + dialect.unlessPresent())));
    }

    /** The same for one row of a table with a column {@code id}; returns the value that the database gave it, or empty. */
    Optional<Long> insertUnlessPresentForKey(String sql, java.util.function.UnaryOperator<Update> bind) {
        return dialect.insertUnlessPresent(bind.apply(update(sql + dialect.unlessPresent())), "id");
    }

    /** Runs an INSERT and returns the key that the database gave the row. */
    static long insert(Update insert, String keyColumn) {
        return insert.executeAndReturnGeneratedKeys(keyColumn).mapTo(Long.class).one();
    }

    /** Runs an INSERT and returns the value that the database gave to the column {@code id}. */
    long insert(Update insert) {
        return insert(insert, dialect.keyColumn("id"));
    }
}
