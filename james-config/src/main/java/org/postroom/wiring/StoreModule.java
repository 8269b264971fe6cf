// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.time.Clock;
import org.postroom.copy.Copies;
import org.postroom.search.TicketIndex;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.SqlArchive;
import org.postroom.store.sql.SqlCopies;
import org.postroom.store.sql.SqlOutbox;
import org.postroom.store.sql.SqlTickets;
import org.postroom.ticket.Archive;
import org.postroom.ticket.Outbox;
import org.postroom.ticket.Tickets;

/** What is kept: tickets, archive, outbox and copies in the database, and the ticket index. */
class StoreModule extends AbstractModule {

    @Provides
    @Singleton
    Tickets tickets(Database database, Clock clock) {
        return new SqlTickets(database, clock);
    }

    @Provides
    @Singleton
    Archive archive(Database database) {
        return new SqlArchive(database);
    }

    @Provides
    @Singleton
    Outbox outbox(Database database, Clock clock) {
        return new SqlOutbox(database, clock);
    }

    @Provides
    @Singleton
    Copies copies(Database database, Clock clock) {
        return new SqlCopies(database, clock);
    }

    @Provides
    @Singleton
    TicketIndex index(OpenTicketIndex open) {
        return open.index();
    }
}
