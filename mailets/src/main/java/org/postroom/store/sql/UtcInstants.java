// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Binds and maps {@link Instant} in UTC, whatever the time zone of the machine: without a calendar Derby moves the hour
 * that an autumn night has twice. Cut to microseconds, which is what PostgreSQL keeps.
 */
final class UtcInstants extends AbstractArgumentFactory<Instant> implements ColumnMapper<Instant> {

    UtcInstants() {
        super(Types.TIMESTAMP);
    }

    /** What is left of an instant when it was stored. */
    static Instant stored(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
        return (position, statement, context) -> statement.setTimestamp(position, Timestamp.from(stored(value)), utc());
    }

    @Override
    public @Nullable Instant map(ResultSet row, int column, StatementContext context) throws SQLException {
        return read(row.getTimestamp(column, utc()));
    }

    static @Nullable Instant get(ResultSet row, String column) throws SQLException {
        return read(row.getTimestamp(column, utc()));
    }

    private static @Nullable Instant read(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static Calendar utc() {
        return new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    }
}
