// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fresh, empty databases for tests. The caller closes each; the PostgreSQL server is one for the whole JVM and ends with it.
 */
public final class TestDatabases {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabases() {}

    /** A fresh Derby in memory, gone with the JVM. */
    public static Database derbyInMemory() {
        return Database.open(
                new DatabaseSettings("jdbc:derby:memory:test" + NUMBER.incrementAndGet() + ";create=true", "", "", 20));
    }

    /** A fresh Derby in a directory (usually below a {@code @TempDir}); opened again, it is the same one. */
    public static Database derbyIn(Path directory) {
        return Database.open(DatabaseSettings.derby(directory.resolve("derby")));
    }

    /** A fresh database on the embedded PostgreSQL server. */
    public static Database postgres() {
        return Database.open(postgresSettings());
    }

    /** Where a fresh database on the embedded PostgreSQL server is, for tests that open it themselves. */
    public static DatabaseSettings postgresSettings() {
        String name = "test" + NUMBER.incrementAndGet();
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a database for a test", e);
        }
        return new DatabaseSettings(Server.RUNNING.getJdbcUrl("postgres", name), "postgres", "postgres", 20);
    }

    /** Starts when it is first needed. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop PostgreSQL"));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void stop(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
