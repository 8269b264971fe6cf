// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.postroom.config.Configuration;
import org.postroom.desk.Language;
import org.postroom.store.lucene.CutTexts;
import org.postroom.store.lucene.LuceneTicketIndex;
import org.postroom.ticket.Tickets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the ticket index with the first part that needs it, and closes it after the last. A damaged one is made anew. */
@Singleton
class OpenTicketIndex {

    private static final Logger LOG = LoggerFactory.getLogger(OpenTicketIndex.class);

    private final LuceneTicketIndex index;

    @Inject
    OpenTicketIndex(Configuration configuration, Home home, CutTexts texts, Clock clock, Tickets tickets) {
        Set<Language> languages = new LinkedHashSet<>();
        configuration.helpDesk().desks().forEach(desk -> languages.addAll(desk.languages()));
        this.index = LuceneTicketIndex.open(home.ticketIndex(), languages, texts, clock);
        if (index.wasDamaged()) {
            long messages = tickets.forgetIndexed();
            LOG.warn("the ticket index was damaged; it is made anew of {} messages in the background", messages);
        }
    }

    LuceneTicketIndex index() {
        return index;
    }

    @PreDestroy
    void close() {
        index.close();
    }
}
