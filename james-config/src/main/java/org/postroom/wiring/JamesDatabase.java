// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.persistence.EntityManagerFactory;
import javax.persistence.Persistence;
import org.postroom.config.DatabaseSettings;
import org.postroom.store.sql.Database;

/**
 * The database that James keeps mailboxes, users and domains in. Everything that uses it is made after it, and so is
 * closed before it.
 */
@Singleton
class JamesDatabase {

    private static final String UNIT = "Global";
    private static final int CONNECTIONS = 32;

    private final HikariDataSource pool;
    private final EntityManagerFactory entities;

    @Inject
    JamesDatabase(StartSettings settings, Home home, TicketDatabase migratedFirst) {
        this.pool = new HikariDataSource(pool(settings, home));
        this.entities = Persistence.createEntityManagerFactory(
                UNIT,
                Map.of(
                        "openjpa.ConnectionFactory", pool,
                        "openjpa.jdbc.SynchronizeMappings", "buildSchema(ForeignKeys=true)",
                        "openjpa.jdbc.SchemaFactory", "native(ForeignKeys=true)",
                        "openjpa.jdbc.MappingDefaults",
                                "ForeignKeyDeleteAction=cascade,JoinForeignKeyDeleteAction=cascade",
                        "openjpa.jdbc.QuerySQLCache", "false",
                        "openjpa.Log", "slf4j"));
    }

    EntityManagerFactory entities() {
        return entities;
    }

    @PreDestroy
    void close() {
        entities.close();
        pool.close();
    }

    private static HikariConfig pool(StartSettings settings, Home home) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("james");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        DatabaseSettings database = settings.database();
        if (database.isEmbedded()) {
            String url = EmbeddedDerby.url(home.jamesDerby());
            Database.bootDerby(url);
            config.setJdbcUrl(url);
        } else {
            config.setJdbcUrl(database.url());
            config.setUsername(database.user());
            config.setPassword(database.password());
        }
        return config;
    }
}
