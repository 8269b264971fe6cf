// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.postroom.desk.DeskId;
import org.postroom.desk.Language;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.NewTicket;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;

/** Rows of tickets and their tags. */
final class SqlTicketRows {

    private static final String SELECT =
            "SELECT t.id, t.prefix, t.desk, t.desk_address, t.status, t.category, t.priority,"
                    + " t.lang, t.agent, t.team, t.escalated, a.address AS requester, t.requester_name, t.subject,"
                    + " t.messages, t.opened_at, t.updated_at, t.version, t.tags FROM tickets t --DERBY-PROPERTIES %s\n"
                    + " INNER JOIN addresses a --DERBY-PROPERTIES constraint=addresses_key\n ON a.id = t.requester";

    private final Transaction transaction;
    private final SqlPersons persons;
    private final Set<Long> locked = new HashSet<>();
    /** Tickets whose rows are locked, as they are now. */
    private final Map<Long, Ticket> current = new HashMap<>();

    SqlTicketRows(Transaction transaction, SqlPersons persons) {
        this.transaction = transaction;
        this.persons = persons;
    }

    /** Locks the row of a ticket until the transaction ends. */
    boolean lock(long ticket) {
        if (locked.contains(ticket)) {
            return true;
        }
        boolean found = transaction
                .query("SELECT version FROM tickets --DERBY-PROPERTIES constraint=tickets_key\n WHERE id = :id"
                        + transaction.dialect().forUpdate())
                .bind("id", ticket)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
        if (found) {
            locked.add(ticket);
        }
        return found;
    }

    /** A ticket whose row is locked until the transaction ends. */
    Optional<Ticket> locked(long ticket) {
        Ticket known = current.get(ticket);
        if (known != null || !lock(ticket)) {
            return Optional.ofNullable(known);
        }
        Optional<Ticket> read = read(ticket);
        read.ifPresent(found -> current.put(ticket, found));
        return read;
    }

    Optional<Ticket> read(long ticket) {
        return transaction
                .query(select("constraint=tickets_key") + " WHERE t.id = :id")
                .bind("id", ticket)
                .map(this::row)
                .findOne()
                .map(this::withTags);
    }

    Ticket open(NewTicket ticket) {
        long serial = transaction
                .query(transaction.dialect().nextValue("ticket_serial"))
                .mapTo(Long.class)
                .one();
        long requester = persons.addressId(ticket.requester().address());
        var classification = ticket.classification();
        Set<String> tags = fitting(classification.tags());
        transaction
                .update(
                        "INSERT INTO tickets (id, prefix, desk, desk_address, status, category, priority, lang, requester,"
                                + " requester_name, subject, messages, tags, escalated, opened_at, updated_at, version) VALUES (:id, :prefix,"
                                + " :desk, :deskAddress, 'new', :category, :priority, :language, :requester, :name, :subject, 0,"
                                + " :tags, FALSE, :openedAt, :openedAt, 1)")
                .bind("id", serial)
                .bind("prefix", ticket.desk().prefix())
                .bind("desk", ticket.desk().id().value())
                .bind("deskAddress", ticket.deskAddress().asString())
                .bind("category", fitting(classification.category()).orElse(null))
                .bind("priority", classification.priority().word())
                .bind("language", classification.language().tag())
                .bind("requester", requester)
                .bind("name", Texts.fit(ticket.requester().name(), Texts.NAME))
                .bind("subject", Texts.fit(ticket.subject(), Texts.SUBJECT))
                .bind("tags", tags.size())
                .bind("openedAt", ticket.openedAt())
                .execute();
        locked.add(serial);
        addTags(serial, tags);
        participate(serial, ticket.requester(), requester, 0, ticket.openedAt());
        Ticket opened = StoredTicket.opened(serial, ticket);
        current.put(serial, opened);
        return opened;
    }

    /** Counts one message more, and returns how many there are. */
    int countMessage(long ticket, Instant receivedAt) {
        int changed = transaction
                .update("UPDATE tickets SET messages = messages + 1, version = version + 1,"
                        + " updated_at = CASE WHEN updated_at < :at THEN :at ELSE updated_at END WHERE id = :id")
                .bind("at", receivedAt)
                .bind("id", ticket)
                .execute();
        if (changed == 0) {
            throw new IllegalArgumentException("there is no ticket with the serial " + ticket);
        }
        locked.add(ticket);
        Ticket before = current.get(ticket);
        if (before != null) {
            current.put(ticket, StoredTicket.counted(before, receivedAt));
            return before.messages() + 1;
        }
        return transaction
                .query("SELECT messages FROM tickets --DERBY-PROPERTIES constraint=tickets_key\n WHERE id = :id")
                .bind("id", ticket)
                .mapTo(Integer.class)
                .one();
    }

    /** Says how many messages a ticket has after some were moved. */
    void recount(long ticket, int messages) {
        transaction
                .update("UPDATE tickets SET messages = :messages, version = version + 1 WHERE id = :id")
                .bind("messages", messages)
                .bind("id", ticket)
                .execute();
        current.remove(ticket);
    }

    /** Writes what differs, and returns the ticket as it is stored; the version grows when something does. */
    Ticket update(Ticket before, Ticket after) {
        TicketUpdate update = new TicketUpdate(before, after);
        Ticket present = locked(after.id())
                .orElseThrow(() -> new IllegalArgumentException("there is no ticket " + after.number()));
        if (update.isEmpty()) {
            return present;
        }
        update.execute(transaction, persons);
        if (update.isRetagged()) {
            transaction
                    .update("DELETE FROM ticket_tags WHERE ticket = :ticket")
                    .bind("ticket", after.id())
                    .execute();
            addTags(after.id(), fitting(after.tags()));
        }
        Ticket stored = StoredTicket.updated(present, before, after);
        current.put(after.id(), stored);
        return stored;
    }

    Optional<Instant> closedSince(long ticket) {
        return transaction
                .query("SELECT closed_at FROM tickets --DERBY-PROPERTIES constraint=tickets_key\n"
                        + " WHERE id = :id AND closed_at IS NOT NULL")
                .bind("id", ticket)
                .mapTo(Instant.class)
                .findOne();
    }

    boolean isParticipant(long ticket, EmailAddress address) {
        return persons.find(address)
                .flatMap(id -> transaction
                        .query("SELECT place FROM participants --DERBY-PROPERTIES constraint=participants_key\n"
                                + " WHERE ticket = :ticket AND address = :address")
                        .bind("ticket", ticket)
                        .bind("address", id)
                        .mapTo(Integer.class)
                        .findOne())
                .isPresent();
    }

    /** Makes somebody a participant; false when they are. */
    boolean addParticipant(long ticket, NamedAddress participant, Instant at) {
        if (isParticipant(ticket, participant.address())) {
            return false;
        }
        lock(ticket);
        return participate(ticket, participant, persons.addressId(participant.address()), 1, at);
    }

    List<NamedAddress> participants(long ticket) {
        return transaction
                .query("SELECT p.name, a.address FROM participants p --DERBY-PROPERTIES constraint=participants_key\n"
                        + " JOIN addresses a --DERBY-PROPERTIES constraint=addresses_key\n ON a.id = p.address"
                        + " WHERE p.ticket = :ticket ORDER BY p.place, p.added_at, p.address")
                .bind("ticket", ticket)
                .map((row, context) ->
                        new NamedAddress(row.getString("name"), EmailAddress.of(row.getString("address"))))
                .list();
    }

    /** Links two tickets; false when they are. */
    boolean link(long ticket, long other, Instant at) {
        return transaction.insertUnlessPresent(
                "INSERT INTO ticket_links (ticket, other, linked_at) VALUES (:ticket, :other, :at)",
                insert -> insert.bind("ticket", Math.min(ticket, other))
                        .bind("other", Math.max(ticket, other))
                        .bind("at", at));
    }

    Optional<TicketNumber> numberOf(long ticket) {
        return transaction
                .query("SELECT prefix FROM tickets --DERBY-PROPERTIES constraint=tickets_key\n WHERE id = :id")
                .bind("id", ticket)
                .mapTo(String.class)
                .findOne()
                .map(prefix -> new TicketNumber(prefix, ticket));
    }

    /** The start of a query that {@link #row} maps; tickets are {@code t}, and Derby reaches them by that index. */
    static String select(String index) {
        return SELECT.formatted(index);
    }

    /** A ticket with its tags. */
    Ticket withTags(Row row) {
        Ticket t = row.ticket();
        if (row.tags() == 0) {
            return t;
        }
        Set<String> tags = transaction
                .query("SELECT tag FROM ticket_tags --DERBY-PROPERTIES constraint=ticket_tags_key\n"
                        + " WHERE ticket = :ticket")
                .bind("ticket", t.id())
                .mapTo(String.class)
                .set();
        return StoredTicket.tagged(t, tags);
    }

    /**
     * A row of tickets.
     *
     * @param ticket the ticket, tags still missing
     * @param tags how many tags it has
     */
    record Row(Ticket ticket, int tags) {}

    /** Maps a row of {@link #select}. */
    Row row(ResultSet row, StatementContext context) throws SQLException {
        Ticket ticket = new Ticket(
                new TicketNumber(row.getString("prefix"), row.getLong("id")),
                new DeskId(row.getString("desk")),
                EmailAddress.of(row.getString("desk_address")),
                Words.status(row.getString("status")),
                Optional.ofNullable(row.getString("category")),
                Words.priority(row.getString("priority")),
                new Language(row.getString("lang")),
                Set.of(),
                Optional.ofNullable(row.getString("agent")).map(EmailAddress::of),
                Optional.ofNullable(row.getString("team")),
                row.getBoolean("escalated"),
                new NamedAddress(row.getString("requester_name"), EmailAddress.of(row.getString("requester"))),
                row.getString("subject"),
                row.getInt("messages"),
                Objects.requireNonNull(UtcInstants.get(row, "opened_at")),
                Objects.requireNonNull(UtcInstants.get(row, "updated_at")),
                row.getLong("version"));
        return new Row(ticket, row.getInt("tags"));
    }

    /** Tags and categories as they are stored. */
    static Set<String> fitting(Set<String> tags) {
        return tags.stream().map(tag -> Texts.fit(tag, Texts.WORD)).collect(Collectors.toSet());
    }

    static Optional<String> fitting(Optional<String> category) {
        return category.map(word -> Texts.fit(word, Texts.WORD));
    }

    private boolean participate(long ticket, NamedAddress participant, long address, int place, Instant at) {
        return transaction.insertUnlessPresent(
                "INSERT INTO participants (ticket, address, name, place, added_at)"
                        + " VALUES (:ticket, :address, :name, :place, :at)",
                insert -> insert.bind("ticket", ticket)
                        .bind("address", address)
                        .bind("name", Texts.fit(participant.name(), Texts.NAME))
                        .bind("place", place)
                        .bind("at", at));
    }

    private void addTags(long ticket, Set<String> tags) {
        if (tags.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                transaction.handle().prepareBatch("INSERT INTO ticket_tags (ticket, tag) VALUES (:ticket, :tag)");
        tags.forEach(tag -> batch.bind("ticket", ticket).bind("tag", tag).add());
        batch.execute();
    }
}
