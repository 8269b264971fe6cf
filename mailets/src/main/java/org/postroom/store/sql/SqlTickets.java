// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.postroom.desk.DeskId;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Event;
import org.postroom.ticket.Message;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketFilter;
import org.postroom.ticket.TicketNumber;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Timer;
import org.postroom.ticket.Viewer;

/** All tickets, in the database. */
public final class SqlTickets implements Tickets {

    private static final int CHUNK = 1000;

    private final Database database;
    private final Clock clock;

    /**
     * On a database.
     *
     * @param database the database, open
     * @param clock the time that events are recorded at and copies and mails become due at
     */
    public SqlTickets(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public <T> T inTransaction(Function<TicketTransaction, T> work) {
        return run(transaction -> work.apply(new SqlTicketTransaction(transaction)));
    }

    @Override
    public Optional<Ticket> ticket(TicketNumber number, Viewer viewer) {
        return run(transaction -> visible(transaction, number, viewer));
    }

    @Override
    public List<Ticket> tickets(TicketFilter filter, Viewer viewer) {
        Conditions conditions = new Conditions();
        filter.desk().ifPresent(desk -> conditions.and("t.desk = :desk", "desk", desk.value()));
        filter.status().ifPresent(status -> conditions.and("t.status = :status", "status", status.word()));
        filter.agent().ifPresent(agent -> conditions.and("t.agent_key = :agent", "agent", agent.key()));
        viewer.desks().ifPresent(desks -> conditions.andOneOf("t.desk", desks));
        return run(transaction -> {
            SqlTicketRows rows = new SqlTicketRows(transaction, new SqlPersons(transaction));
            return conditions
                    .bind(transaction.query(SqlTicketRows.select(index(filter)) + conditions.where()
                            + " ORDER BY t.updated_at DESC, t.id DESC FETCH FIRST :limit ROWS ONLY"))
                    .bind("limit", filter.limit())
                    .map(rows::row)
                    .list()
                    .stream()
                    .map(rows::withTags)
                    .toList();
        });
    }

    @Override
    public List<Message> messages(TicketNumber number, Viewer viewer) {
        return run(transaction -> visible(transaction, number, viewer)
                .map(ticket -> new SqlMessages(transaction, new SqlPersons(transaction))
                        .ofTicket(ticket.id()).stream()
                                .filter(message -> viewer.sees(ticket.desk(), message.audience()))
                                .toList())
                .orElse(List.of()));
    }

    @Override
    public List<Event> events(TicketNumber number, Viewer viewer) {
        return run(transaction -> visible(transaction, number, viewer)
                .map(ticket -> new SqlEvents(transaction, new SqlPersons(transaction)).of(ticket.id()))
                .orElse(List.of()));
    }

    @Override
    public Map<EmailAddress, Integer> load() {
        Map<EmailAddress, Integer> load = new HashMap<>();
        run(transaction -> transaction
                        .query("SELECT agent_key, COUNT(*) AS tickets FROM tickets"
                                + " --DERBY-PROPERTIES index=tickets_by_status\n"
                                + " WHERE status IN ('new', 'open') AND agent_key IS NOT NULL GROUP BY agent_key"
                                + transaction.dialect().dirtyRead())
                        .map((row, context) ->
                                Map.entry(EmailAddress.of(row.getString("agent_key")), row.getInt("tickets")))
                        .list())
                .forEach(entry -> load.put(entry.getKey(), entry.getValue()));
        return Map.copyOf(load);
    }

    @Override
    public List<Message> notIndexed(long afterMessage, int limit) {
        return run(transaction -> {
            List<Long> ids = transaction
                    .query("SELECT message FROM unindexed --DERBY-PROPERTIES constraint=unindexed_key\n"
                            + " WHERE message > :after ORDER BY message FETCH FIRST :limit ROWS ONLY")
                    .bind("after", afterMessage)
                    .bind("limit", limit)
                    .mapTo(Long.class)
                    .list();
            SqlMessages messages = new SqlMessages(transaction, new SqlPersons(transaction));
            return ids.stream().flatMap(id -> messages.byId(id).stream()).toList();
        });
    }

    @Override
    public void indexed(List<Long> messages) {
        for (int from = 0; from < messages.size(); from += CHUNK) {
            List<Long> chunk = messages.subList(from, Math.min(from + CHUNK, messages.size()));
            database.useTransaction(handle -> {
                PreparedBatch batch = handle.prepareBatch("DELETE FROM unindexed WHERE message = :message");
                chunk.forEach(message -> batch.bind("message", message).add());
                batch.execute();
            });
        }
    }

    @Override
    public long forgetIndexed() {
        long after = 0;
        long count = 0;
        while (true) {
            List<Long> chunk = messagesAfter(after);
            if (chunk.isEmpty()) {
                return count;
            }
            database.useTransaction(handle -> {
                PreparedBatch deletes = handle.prepareBatch("DELETE FROM unindexed WHERE message = :message");
                PreparedBatch inserts = handle.prepareBatch("INSERT INTO unindexed (message) VALUES (:message)");
                chunk.forEach(message -> {
                    deletes.bind("message", message).add();
                    inserts.bind("message", message).add();
                });
                deletes.execute();
                inserts.execute();
            });
            after = chunk.get(chunk.size() - 1);
            count += chunk.size();
        }
    }

    @Override
    public List<Timer> dueTimers(Instant now, int limit) {
        return run(transaction -> transaction
                .query("SELECT ticket, kind, due_at FROM timers --DERBY-PROPERTIES index=timers_by_due\n"
                        + " WHERE due_at <= :now ORDER BY due_at, ticket FETCH FIRST :limit ROWS ONLY")
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> new Timer(
                        row.getLong("ticket"),
                        Words.timerKind(row.getString("kind")),
                        Objects.requireNonNull(UtcInstants.get(row, "due_at"))))
                .list());
    }

    @Override
    public List<Long> heldTooLong(Instant now, int limit) {
        return run(transaction -> transaction
                .query("SELECT id FROM held_mails --DERBY-PROPERTIES index=held_mails_by_lead\n"
                        + " WHERE lead_at <= :now ORDER BY lead_at, id FETCH FIRST :limit ROWS ONLY")
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
    }

    @Override
    public List<Long> heldSince(Instant moment, int limit) {
        return run(transaction -> transaction
                .query("SELECT id FROM held_mails --DERBY-PROPERTIES index=held_mails_by_age\n"
                        + " WHERE held_at <= :moment ORDER BY held_at, id FETCH FIRST :limit ROWS ONLY")
                .bind("moment", moment)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
    }

    @Override
    public List<Long> ticketsOfPerson(EmailAddress address) {
        return run(transaction -> {
            TreeSet<Long> tickets = new TreeSet<>();
            new SqlPersons(transaction)
                    .addressesOfSamePerson(address)
                    .forEach(id -> tickets.addAll(transaction
                            .query("SELECT ticket FROM participants WHERE address = :id"
                                    + " UNION SELECT id FROM tickets WHERE requester = :id"
                                    + " UNION SELECT ticket FROM messages WHERE author = :id"
                                    + " UNION SELECT ticket FROM held_mails WHERE agent = :id AND ticket > 0"
                                    + " UNION SELECT m.ticket FROM variants v JOIN messages m ON m.id = v.message"
                                    + " WHERE v.author = :id")
                            .bind("id", id)
                            .mapTo(Long.class)
                            .list()));
            return List.copyOf(tickets);
        });
    }

    @Override
    public Optional<TicketNumber> numberOf(long ticket) {
        return run(transaction -> new SqlTicketRows(transaction, new SqlPersons(transaction)).numberOf(ticket));
    }

    @Override
    public long count(Optional<DeskId> desk) {
        Conditions conditions = new Conditions();
        desk.ifPresent(id -> conditions.and("t.desk = :desk", "desk", id.value()));
        return run(transaction -> conditions
                .bind(transaction.query("SELECT COUNT(*) FROM tickets t" + conditions.where()
                        + transaction.dialect().dirtyRead()))
                .mapTo(Long.class)
                .one());
    }

    /** Tickets that are not closed are few; all others are found fastest from the last changed on. */
    private static String index(TicketFilter filter) {
        if (filter.status().filter(status -> status != Status.CLOSED).isPresent()) {
            return "index=tickets_by_status";
        }
        return filter.desk().isPresent() ? "index=tickets_by_desk" : "index=tickets_by_update";
    }

    private List<Long> messagesAfter(long after) {
        return run(transaction -> transaction
                .query("SELECT id FROM messages --DERBY-PROPERTIES constraint=messages_key\n"
                        + " WHERE id > :after ORDER BY id FETCH FIRST :limit ROWS ONLY")
                .bind("after", after)
                .bind("limit", CHUNK)
                .mapTo(Long.class)
                .list());
    }

    private static Optional<Ticket> visible(Transaction transaction, TicketNumber number, Viewer viewer) {
        return new SqlTicketRows(transaction, new SqlPersons(transaction))
                .read(number.serial())
                .filter(ticket -> ticket.number().equals(number))
                .filter(ticket -> viewer.desks()
                        .map(desks -> desks.contains(ticket.desk()))
                        .orElse(true));
    }

    private <T> T run(Function<Transaction, T> work) {
        return database.inTransaction(
                handle -> work.apply(new Transaction(handle, database.dialect(), clock.instant())));
    }
}
