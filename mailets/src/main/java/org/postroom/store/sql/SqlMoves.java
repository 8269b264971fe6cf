// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Message;
import org.postroom.ticket.Timer;

/**
 * Moves messages from one ticket to another, with all that hangs on them: what they are called, their copies, and that the
 * index has to learn it. Both tickets are locked meanwhile.
 */
final class SqlMoves {

    private final Transaction transaction;
    private final SqlMessages messages;
    private final SqlReferences references;
    private final SqlTicketRows tickets;

    SqlMoves(Transaction transaction, SqlMessages messages, SqlReferences references, SqlTicketRows tickets) {
        this.transaction = transaction;
        this.messages = messages;
        this.references = references;
        this.tickets = tickets;
    }

    /** Two tickets that are locked and merged into no other. They are the same when one was merged into the other. */
    record Ends(long from, long into) {}

    /** Where mail for a ticket belongs now: itself, or the ticket at the end of its mergers. */
    long end(long ticket) {
        long end = ticket;
        Optional<Long> next = mergedInto(end);
        while (next.isPresent()) {
            end = next.get();
            next = mergedInto(end);
        }
        return end;
    }

    /** Locks the ends of two tickets, the lower serial first, so that two who merge them cannot wait for each other. */
    Ends locked(long from, long into) {
        while (true) {
            Ends ends = new Ends(end(from), end(into));
            lock(Math.min(ends.from(), ends.into()));
            lock(Math.max(ends.from(), ends.into()));
            if (mergedInto(ends.from()).isEmpty() && mergedInto(ends.into()).isEmpty()) {
                return ends;
            }
        }
    }

    /** Moves all messages, in their order, behind those that are there. */
    List<Message> moveAll(Ends ends) {
        List<Message> before = messages.ofTicket(ends.into());
        List<Message> moving = messages.ofTicket(ends.from());
        place(moving, ends.into(), before.size() + 1);
        references.moveAll(ends.from(), ends.into());
        update("UPDATE copies SET ticket = :into WHERE ticket = :from", ends);
        update("UPDATE outbox SET ticket = :into WHERE ticket = :from", ends);
        update("UPDATE tickets SET merged_into = :into WHERE id = :from", ends);
        tickets.recount(ends.from(), 0);
        tickets.recount(ends.into(), before.size() + moving.size());
        return unindexed(ends.into(), moving);
    }

    /** Moves some messages to a ticket that has none yet; those that stay close their ranks. */
    List<Message> moveSome(Ends ends, Set<Long> ids) {
        List<Message> moving = new ArrayList<>();
        List<Message> staying = new ArrayList<>();
        messages.ofTicket(ends.from()).forEach(message -> (ids.contains(message.id()) ? moving : staying).add(message));
        if (moving.size() < ids.size() || staying.isEmpty()) {
            throw new IllegalArgumentException(
                    "messages " + ids + " are not some, and not all, of those of the ticket " + ends.from());
        }
        place(moving, ends.into(), 1);
        place(staying, ends.from(), 1);
        moving.forEach(message -> references.move(message, messages.alsoKnownAs(message.id()), ends));
        PreparedBatch copies =
                transaction.handle().prepareBatch("UPDATE copies SET ticket = :into WHERE message = :message");
        moving.forEach(message ->
                copies.bind("into", ends.into()).bind("message", message.id()).add());
        copies.execute();
        tickets.recount(ends.from(), staying.size());
        tickets.recount(ends.into(), moving.size());
        return unindexed(ends.into(), moving);
    }

    /** Tickets that a ticket is linked to. */
    List<Long> links(long ticket) {
        return transaction
                .query("SELECT CASE WHEN ticket = :ticket THEN other ELSE ticket END AS linked FROM ticket_links"
                        + " WHERE ticket = :ticket OR other = :ticket ORDER BY linked")
                .bind("ticket", ticket)
                .mapTo(Long.class)
                .list();
    }

    /** When everybody is to be told of a ticket that nobody took, unless somebody has the other one. */
    void moveTimers(Ends ends, Optional<EmailAddress> agent) {
        String untaken = Timer.Kind.UNTAKEN.word();
        if (agent.isEmpty()) {
            transaction
                    .update("UPDATE timers SET ticket = :into WHERE ticket = :from AND kind = :kind AND NOT EXISTS"
                            + " (SELECT 1 FROM timers t WHERE t.ticket = :into AND t.kind = :kind)")
                    .bind("into", ends.into())
                    .bind("from", ends.from())
                    .bind("kind", untaken)
                    .execute();
        }
        transaction
                .update("DELETE FROM timers WHERE ticket = :from")
                .bind("from", ends.from())
                .execute();
    }

    private Optional<Long> mergedInto(long ticket) {
        return transaction
                .query("SELECT merged_into FROM tickets --DERBY-PROPERTIES constraint=tickets_key\n"
                        + " WHERE id = :id AND merged_into IS NOT NULL")
                .bind("id", ticket)
                .mapTo(Long.class)
                .findOne();
    }

    private void lock(long ticket) {
        if (!tickets.lock(ticket)) {
            throw new IllegalArgumentException("there is no ticket with the serial " + ticket);
        }
    }

    /** In growing order, so that no two messages ever have the same place. */
    private void place(List<Message> moving, long ticket, int first) {
        if (moving.isEmpty()) {
            return;
        }
        PreparedBatch batch = transaction
                .handle()
                .prepareBatch("UPDATE messages SET ticket = :ticket, ordinal = :ordinal WHERE id = :id");
        int ordinal = first;
        for (Message message : moving) {
            batch.bind("ticket", ticket)
                    .bind("ordinal", ordinal++)
                    .bind("id", message.id())
                    .add();
        }
        batch.execute();
    }

    private List<Message> unindexed(long ticket, List<Message> moved) {
        moved.forEach(message -> transaction.insertUnlessPresent(
                "INSERT INTO unindexed (message) VALUES (:message)", insert -> insert.bind("message", message.id())));
        Set<Long> ids = new HashSet<>();
        moved.forEach(message -> ids.add(message.id()));
        return messages.ofTicket(ticket).stream()
                .filter(message -> ids.contains(message.id()))
                .toList();
    }

    private void update(String sql, Ends ends) {
        transaction
                .update(sql)
                .bind("from", ends.from())
                .bind("into", ends.into())
                .execute();
    }
}
