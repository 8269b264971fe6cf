// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.postroom.store.sql.Database;

/** Our own database: queue, tickets, archive. */
class DatabaseModule extends AbstractModule {

    @Provides
    @Singleton
    Database database(TicketDatabase tickets) {
        return tickets.database();
    }
}
