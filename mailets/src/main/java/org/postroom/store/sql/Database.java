// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.derby.iapi.jdbc.AutoloadedDriver;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postroom.ticket.DuplicateMailException;
import org.postroom.ticket.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one database of ours, open. Safe for many threads.
 *
 * <p>Derby's locks and cache are set as properties of the database; system properties of the same names go first. Closing
 * shuts down this database by its own URL, never the engine, which the mail server shares.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Database.class);
    private static final String MIGRATIONS = "classpath:org/postroom/store/sql/migration";
    private static final int MOST_ATTEMPTS = 12;
    private static final long FIRST_PAUSE_NANOS = 2_000_000;
    private static final long LONGEST_PAUSE_NANOS = 500_000_000;
    private static final Map<String, String> DERBY_PROPERTIES = Map.of(
            "derby.locks.waitTimeout", "20",
            "derby.locks.deadlockTimeout", "1",
            "derby.locks.escalationThreshold", "20000",
            "derby.language.statementCacheSize", "1000");
    private static final Set<String> SHUT_DOWN = Set.of("08006", "XJ015", "XJ004");

    private final DatabaseSettings settings;
    private final Dialect dialect;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(DatabaseSettings settings) {
        this.settings = settings;
        this.dialect = Dialect.of(settings.url());
        if (dialect == Dialect.DERBY) {
            bootDerby(settings.url());
        }
        this.pool = new HikariDataSource(poolConfig(settings, dialect));
        this.jdbi = Jdbi.create(pool);
        UtcInstants instants = new UtcInstants();
        jdbi.registerArgument(instants);
        jdbi.registerColumnMapper(Instant.class, instants);
    }

    /**
     * Opens a database, and brings its tables to the version of this program.
     *
     * @param settings where it is
     * @return the database, which the caller closes
     * @throws StorageException when it cannot be reached or its tables cannot be brought up to date
     */
    public static Database open(DatabaseSettings settings) {
        Database database = null;
        try {
            database = new Database(settings);
            database.migrate();
            return database;
        } catch (RuntimeException e) {
            if (database != null) {
                database.close();
            }
            throw new StorageException("cannot open the database " + settings.url(), e);
        }
    }

    /**
     * Makes or recovers a Derby database before a pool's time-outs run: what lasts long would else be tried twice at once.
     *
     * @param url of the database, with {@code create=true} where it may be missing
     * @throws StorageException when Derby cannot open it
     */
    public static void bootDerby(String url) {
        try (Connection connection = new AutoloadedDriver().connect(url, new Properties())) {
            LOGGER.debug("booted {}", connection);
        } catch (SQLException e) {
            throw new StorageException("Derby cannot open " + url, e);
        }
    }

    /**
     * What this database says differently.
     *
     * @return the dialect
     */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * The bare access, for what is no transaction, such as streaming rows. {@link Instant} is bound and mapped in UTC.
     *
     * @return the access, on the pool
     */
    public Jdbi jdbi() {
        return jdbi;
    }

    /**
     * Runs work in one READ COMMITTED transaction: all of it is committed, or nothing.
     *
     * <p>Deadlocks, lock time-outs and {@link DuplicateMailException} are run again, up to 12 times with growing pauses; so
     * the work changes nothing but through the handle.
     *
     * @param work what to do; must not keep the handle
     * @param <T> its result
     * @return the result, committed
     * @throws StorageException when the database cannot do it for now
     */
    public <T> T inTransaction(Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(work::apply);
            } catch (DuplicateMailException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            } catch (JdbiException e) {
                if (attempt == MOST_ATTEMPTS || !passes(e)) {
                    throw new StorageException("the database did not do it in " + attempt + " attempts", e);
                }
                LOGGER.debug("Transaction is run again after attempt {}", attempt, e);
            }
            pause(attempt);
        }
    }

    /**
     * Like {@link #inTransaction}, without a result.
     *
     * @param work what to do
     */
    public void useTransaction(java.util.function.Consumer<Handle> work) {
        inTransaction(handle -> {
            work.accept(handle);
            return Boolean.TRUE;
        });
    }

    /** Closes the pool and, for Derby, shuts down this database. Does nothing the second time. */
    @Override
    public void close() {
        if (pool.isClosed()) {
            return;
        }
        pool.close();
        if (dialect == Dialect.DERBY) {
            shutDownDerby();
        }
    }

    private boolean passes(Throwable thrown) {
        return SqlStates.of(thrown).stream().anyMatch(dialect.passing()::contains);
    }

    private static void pause(int attempt) {
        long longest = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << attempt);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    }

    private void migrate() {
        if (dialect == Dialect.DERBY) {
            jdbi.useHandle(Database::setDerbyProperties);
        }
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(pool)
                    .locations(MIGRATIONS)
                    .placeholders(dialect.placeholders())
                    .table("schema_history")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StorageException("cannot bring the tables up to date: " + e.getMessage(), e);
        }
    }

    private static void setDerbyProperties(Handle handle) {
        DERBY_PROPERTIES.forEach((name, value) -> {
            String set = handle.createQuery("VALUES SYSCS_UTIL.SYSCS_GET_DATABASE_PROPERTY(:name)")
                    .bind("name", name)
                    .mapTo(String.class)
                    .findOne()
                    .orElse("");
            if (!set.equals(value)) {
                handle.createUpdate("CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY(:name, :value)")
                        .bind("name", name)
                        .bind("value", value)
                        .execute();
            }
        });
    }

    private void shutDownDerby() {
        String name = settings.url().split(";", 2)[0];
        try (Connection connection = new AutoloadedDriver().connect(name + ";shutdown=true", new Properties())) {
            LOGGER.warn("Derby did not shut down {} but connected: {}", name, connection);
        } catch (SQLException e) {
            if (SqlStates.of(e).stream().noneMatch(SHUT_DOWN::contains)) {
                LOGGER.warn("Derby did not shut down {} cleanly", name, e);
            }
        }
    }

    private static HikariConfig poolConfig(DatabaseSettings settings, Dialect dialect) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("postroom");
        config.setJdbcUrl(settings.url());
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(Math.min(2, settings.connections()));
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (dialect == Dialect.POSTGRESQL) {
            config.setUsername(settings.user());
            config.setPassword(settings.password());
            config.setConnectionInitSql("SET lock_timeout = '20s'");
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
            config.addDataSourceProperty("ApplicationName", "postroom");
        }
        return config;
    }
}
