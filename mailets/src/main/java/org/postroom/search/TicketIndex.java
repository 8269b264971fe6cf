// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

import java.util.List;
import java.util.Optional;
import org.postroom.desk.DeskId;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;
import org.postroom.ticket.Viewer;

/**
 * The index of all messages. Safe for many threads; nothing here blocks longer than its own work takes, and no thread's
 * interrupt reaches the index.
 */
public interface TicketIndex {

    /**
     * Puts a message into the index, replacing an earlier entry of the same message. It can be found within a second, and
     * is on disk after the next {@link #commit}.
     *
     * @param message the message
     */
    void index(IndexedMessage message);

    /**
     * Brings what belongs to the ticket as a whole (status, category, priority, tags, agent) up to date in all its messages.
     *
     * @param ticket the ticket as it is now
     */
    void update(Ticket ticket);

    /**
     * Finds tickets.
     *
     * @param query in Postroom's query language
     * @param desk at this desk only; empty for all
     * @param viewer who looks
     * @param limit how many at the most
     * @return tickets with their best message, best first
     * @throws BadQueryException when the query cannot be understood, saying where
     */
    List<Hit> search(String query, Optional<DeskId> desk, Viewer viewer, int limit) throws BadQueryException;

    /**
     * Finds tickets, and nothing of what they say.
     *
     * @param query a query that was understood
     * @param viewer who looks
     * @param limit how many at the most, not more than 1,000
     * @return their numbers, best first
     */
    List<TicketNumber> numbers(SearchQuery query, Viewer viewer, int limit);

    /**
     * Writes everything that was indexed so far to disk.
     *
     * @return keys of the messages that are on disk since
     */
    List<Long> commit();

    /** Removes everything. */
    void clear();

    /**
     * Removes the entries of messages (erasing).
     *
     * @param messages the messages' keys
     */
    void remove(List<Long> messages);

    /**
     * How many messages are in the index.
     *
     * @return the number
     */
    long size();
}
