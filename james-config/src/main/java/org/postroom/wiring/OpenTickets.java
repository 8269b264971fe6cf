// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.postroom.desk.Agent;
import org.postroom.desk.HelpDesk;
import org.postroom.reply.TicketSearch;
import org.postroom.search.BadQueryException;
import org.postroom.search.QueryParser;
import org.postroom.search.SearchQuery;
import org.postroom.search.SearchQuery.Field;
import org.postroom.search.TicketIndex;
import org.postroom.ticket.Status;
import org.postroom.ticket.Viewer;

/** Finds tickets that are not closed in the ticket index. */
@Singleton
final class OpenTickets implements TicketSearch {

    private final TicketIndex index;
    private final HelpDesk helpDesk;

    @Inject
    OpenTickets(TicketIndex index, HelpDesk helpDesk) {
        this.index = index;
        this.helpDesk = helpDesk;
    }

    @Override
    public Found find(String query, Agent agent) {
        try {
            SearchQuery written = QueryParser.parse(query, agent.hours().zone());
            boolean saysWhose = written.names(Field.AGENT);
            List<SearchQuery> all = new ArrayList<>(
                    List.of(written, new SearchQuery.Not(new SearchQuery.Has(Field.STATUS, Status.CLOSED.word()))));
            if (!saysWhose) {
                all.add(new SearchQuery.Has(Field.AGENT, agent.address().key()));
            }
            Viewer viewer = Viewer.of(agent.address(), helpDesk);
            return new Found(index.numbers(new SearchQuery.And(all), viewer, MOST), saysWhose, Optional.empty());
        } catch (BadQueryException e) {
            return new Found(List.of(), false, Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
