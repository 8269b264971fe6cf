// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.postroom.desk.DeskId;
import org.postroom.message.EmailAddress;

/** All tickets of an installation. Safe for many threads. */
public interface Tickets {

    /**
     * Runs work in one transaction: all of it is committed, or nothing.
     *
     * <p>Deadlocks, lock time-outs and {@link DuplicateMailException} are tried again, so the work may run several times: it must change nothing but
     * through the transaction, and do no SMTP, IMAP or index work.
     *
     * @param work what to do
     * @param <T> its result
     * @return the result, committed
     * @throws StorageException when the database cannot do it for now
     */
    <T> T inTransaction(Function<TicketTransaction, T> work);

    /**
     * One ticket.
     *
     * @param number its number
     * @param viewer who looks
     * @return the ticket, or empty when there is none that the viewer may see
     */
    Optional<Ticket> ticket(TicketNumber number, Viewer viewer);

    /**
     * Tickets, last changed first.
     *
     * @param filter which
     * @param viewer who looks
     * @return those that the viewer may see
     */
    List<Ticket> tickets(TicketFilter filter, Viewer viewer);

    /**
     * The messages of a ticket, in their order.
     *
     * @param number the ticket's number
     * @param viewer who looks
     * @return those that the viewer may see
     */
    List<Message> messages(TicketNumber number, Viewer viewer);

    /**
     * The events of a ticket, in their order.
     *
     * @param number the ticket's number
     * @param viewer who looks
     * @return the events; empty when the viewer may not see the ticket
     */
    List<Event> events(TicketNumber number, Viewer viewer);

    /**
     * How many new and open tickets each agent has.
     *
     * @return the number by agent; who has none is absent
     */
    Map<EmailAddress, Integer> load();

    /**
     * Messages whose index entries are not known to be on disk, oldest first.
     *
     * @param afterMessage only those with a greater key
     * @param limit how many at the most
     * @return the messages
     */
    List<Message> notIndexed(long afterMessage, int limit);

    /**
     * Remembers that the index entries of messages are on disk.
     *
     * @param messages the messages' keys
     */
    void indexed(List<Long> messages);

    /**
     * Forgets, for every message, that it is in the index (before it is made anew).
     *
     * @return how many messages there are
     */
    long forgetIndexed();

    /**
     * Timers whose time has come, oldest first.
     *
     * @param now the present
     * @param limit how many at the most
     * @return the timers; they stay until the transaction that handles one clears it
     */
    List<Timer> dueTimers(Instant now, int limit);

    /**
     * Mails of agents that are held for so long that their leads are to be told.
     *
     * @param now the present
     * @param limit how many at the most
     * @return their keys, longest held first
     */
    List<Long> heldTooLong(Instant now, int limit);

    /**
     * Mails of agents that are held, or were, since a moment or longer.
     *
     * @param moment the moment
     * @param limit how many at the most
     * @return their keys, longest held first
     */
    List<Long> heldSince(Instant moment, int limit);

    /**
     * Everything that is kept about a person, by one of their addresses (design rule 10).
     *
     * @param address an address
     * @return serials of tickets where the person is requester, participant or author
     */
    List<Long> ticketsOfPerson(EmailAddress address);

    /**
     * The number of a ticket.
     *
     * @param ticket its serial
     * @return the number, or empty when there is no such ticket
     */
    Optional<TicketNumber> numberOf(long ticket);

    /**
     * How many tickets there are.
     *
     * @param desk at this desk; empty for all
     * @return the number
     */
    long count(Optional<DeskId> desk);
}
