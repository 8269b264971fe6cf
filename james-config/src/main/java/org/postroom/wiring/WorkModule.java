// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import java.time.Clock;
import java.util.function.Supplier;
import org.postroom.copy.Copies;
import org.postroom.copy.CopyHeaders;
import org.postroom.copy.CopySources;
import org.postroom.copy.CopyTroubles;
import org.postroom.copy.CopyWorker;
import org.postroom.copy.Inspection;
import org.postroom.copy.Mailboxes;
import org.postroom.desk.HelpDesk;
import org.postroom.search.IndexKeeper;
import org.postroom.search.MessageIndexer;
import org.postroom.search.TicketIndex;
import org.postroom.ticket.Archive;
import org.postroom.ticket.Followers;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.Tickets;

/** Those who work in the background; {@link Background} starts and stops them. */
class WorkModule extends AbstractModule {

    @Override
    protected void configure() {
        Multibinder.newSetBinder(binder(), Worker.class).addBinding().to(Background.class);
    }

    @Provides
    @Singleton
    CopyWorker copyWorker(Copies copies, Mailboxes mailboxes, CopySources sources, CopyTroubles troubles, Clock clock) {
        return new CopyWorker(copies, mailboxes, sources, troubles, CopyWorker.Settings.usual(clock));
    }

    @Provides
    @Singleton
    CopySources copySources(
            Tickets tickets, Archive archive, SignedAddresses signedAddresses, Supplier<HelpDesk> helpDesk) {
        return new CopySources(tickets, archive, new CopyHeaders(signedAddresses), helpDesk);
    }

    @Provides
    @Singleton
    CopyTroubles copyTroubles(
            Tickets tickets, Mailboxes mailboxes, Supplier<HelpDesk> helpDesk, Clock clock, Followers followers) {
        return new CopyTroubles(tickets, mailboxes, helpDesk, clock, followers::wake);
    }

    @Provides
    @Singleton
    Inspection inspection(Copies copies, Mailboxes mailboxes) {
        return new Inspection(copies, mailboxes);
    }

    @Provides
    @Singleton
    IndexKeeper indexKeeper(Tickets tickets, TicketIndex index, MessageIndexer indexer) {
        return new IndexKeeper(tickets, index, indexer);
    }
}
