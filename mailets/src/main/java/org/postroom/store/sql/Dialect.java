// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;

/** What Derby and PostgreSQL say differently. Everything else in this package is the same SQL for both. */
public enum Dialect {
    /** Apache Derby 10.16. */
    DERBY(
            " FOR UPDATE WITH RS",
            " WITH UR",
            "",
            Map.of("blob", "BLOB", "instant", "TIMESTAMP", "text", "CLOB"),
            Set.of("40001", "40XL1", "40XL2", "X0Y84")),
    /** PostgreSQL. */
    POSTGRESQL(
            " FOR UPDATE",
            "",
            " ON CONFLICT DO NOTHING",
            Map.of("blob", "BYTEA", "instant", "TIMESTAMP WITH TIME ZONE", "text", "TEXT"),
            Set.of("40001", "40P01", "55P03"));

    private static final String UNIQUE_VIOLATION = "23505";

    private final String forUpdate;
    private final String dirtyRead;
    private final String unlessPresent;
    private final Map<String, String> placeholders;
    private final Set<String> passing;

    Dialect(
            String forUpdate,
            String dirtyRead,
            String unlessPresent,
            Map<String, String> placeholders,
            Set<String> passing) {
        this.forUpdate = forUpdate;
        this.dirtyRead = dirtyRead;
        this.unlessPresent = unlessPresent;
        this.placeholders = placeholders;
        this.passing = passing;
    }

    static Dialect of(String url) {
        return url.startsWith("jdbc:derby:") ? DERBY : POSTGRESQL;
    }

    /**
     * Ends a SELECT of one table by key so that its rows are locked until the transaction ends.
     *
     * @return the clause, with a space before it
     */
    public String forUpdate() {
        return forUpdate;
    }

    /**
     * Ends a SELECT that may count rows of open transactions rather than wait for them. PostgreSQL never waits.
     *
     * @return the clause, with a space before it, or nothing
     */
    public String dirtyRead() {
        return dirtyRead;
    }

    /**
     * Ends an INSERT that is run by {@link #insertUnlessPresent}.
     *
     * @return the clause, with a space before it, or nothing
     */
    public String unlessPresent() {
        return unlessPresent;
    }

    /**
     * Ends an INSERT that is run by {@link #insertUnlessPresent} where a row may be there only by one of the table's unique
     * keys. Derby cannot tell the keys apart: there the caller looks whether the row is there when none was written.
     *
     * @param columns the columns of that key
     * @return the clause, with a space before it, or nothing
     */
    String unlessPresent(String columns) {
        return this == DERBY ? "" : " ON CONFLICT (" + columns + ") DO NOTHING";
    }

    /**
     * The statement that takes the next value of a sequence.
     *
     * @param sequence the sequence's name
     * @return a query of one row
     */
    String nextValue(String sequence) {
        return (this == DERBY ? "VALUES " : "SELECT ") + nextKey(sequence);
    }

    /**
     * The expression that takes the next value of a sequence, as a value of an INSERT.
     *
     * @param sequence the sequence's name
     * @return the expression
     */
    String nextKey(String sequence) {
        return this == DERBY ? "NEXT VALUE FOR " + sequence : "nextval('" + sequence + "')";
    }

    /**
     * How a column of generated keys is asked for.
     *
     * @param column its name in lower case
     * @return the name in the case that the database keeps
     */
    String keyColumn(String column) {
        return this == DERBY ? column.toUpperCase(Locale.ROOT) : column;
    }

    /**
     * Runs an INSERT whose row may be there already, without ending the transaction when it is. Waits for another
     * transaction that is about to insert the same.
     *
     * @param insert the INSERT, ending in {@link #unlessPresent()}
     * @return false when a row of the same unique key was there
     */
    public boolean insertUnlessPresent(Update insert) {
        return insertThoseMissing(insert) > 0;
    }

    /**
     * The same for an INSERT of several rows.
     *
     * @param insert the INSERT, ending in {@link #unlessPresent()}
     * @return how many rows were written; when it is not all of them, the caller rolls back or leaves them
     */
    int insertThoseMissing(Update insert) {
        return unlessPresent(insert::execute, 0);
    }

    /**
     * The same for one row, for the key that the database gives the row.
     *
     * @param insert the INSERT, ending in {@link #unlessPresent()}
     * @param keyColumn the key's column, in lower case
     * @return the key; empty when a row of the same unique key was there
     */
    Optional<Long> insertUnlessPresent(Update insert, String keyColumn) {
        return unlessPresent(
                () -> insert.executeAndReturnGeneratedKeys(keyColumn(keyColumn))
                        .mapTo(Long.class)
                        .findOne(),
                Optional.empty());
    }

    private <T> T unlessPresent(Supplier<T> inserting, T otherwise) {
        try {
            return inserting.get();
        } catch (UnableToExecuteStatementException e) {
            if (this == DERBY && SqlStates.of(e).contains(UNIQUE_VIOLATION)) {
                return otherwise;
            }
            throw e;
        }
    }

    /**
     * Names of types for migrations: {@code ${blob}}, {@code ${instant}}, {@code ${text}}.
     *
     * @return the placeholders' values
     */
    Map<String, String> placeholders() {
        return placeholders;
    }

    /**
     * SQL states of trouble that passes when a transaction is run again: deadlocks, lock time-outs, serialisation, and
     * contention for the next range of a sequence.
     *
     * @return the states
     */
    Set<String> passing() {
        return passing;
    }
}
