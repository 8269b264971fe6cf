// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.DatabaseSettings;

/** Opens our database with the first part that needs it, and closes it after the last. */
@Singleton
class TicketDatabase {

    private final Database database;

    @Inject
    TicketDatabase(StartSettings settings, Home home) {
        this.database = Database.open(settings(settings.database(), home));
    }

    Database database() {
        return database;
    }

    @PreDestroy
    void close() {
        database.close();
    }

    private static DatabaseSettings settings(org.postroom.config.DatabaseSettings chosen, Home home) {
        return chosen.isEmbedded()
                ? DatabaseSettings.derby(home.tickets())
                : new DatabaseSettings(
                        chosen.url(), chosen.user(), chosen.password(), DatabaseSettings.USUAL_CONNECTIONS);
    }
}
