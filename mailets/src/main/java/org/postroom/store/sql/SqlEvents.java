// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.statement.StatementContext;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.NewEvent;

/**
 * Events. Values of types that may name a person or quote somebody lie in a row of {@code event_texts} of their own, which
 * erasing deletes; the event stays.
 */
final class SqlEvents {

    /** Types whose values are words of ours and numbers. */
    private static final Set<EventType> PLAIN = EnumSet.of(
            EventType.OPENED,
            EventType.MESSAGE_ADDED,
            EventType.VARIANT_ADDED,
            EventType.STATUS_CHANGED,
            EventType.CATEGORY_CHANGED,
            EventType.PRIORITY_CHANGED,
            EventType.LANGUAGE_CHANGED,
            EventType.LINKED,
            EventType.TEAM_CHANGED,
            EventType.SNOOZED,
            EventType.MERGED_INTO,
            EventType.MERGED,
            EventType.SPLIT,
            EventType.SPLIT_FROM);

    private static final int LONGEST_FIELD = 64;

    private final Transaction transaction;
    private final SqlPersons persons;

    SqlEvents(Transaction transaction, SqlPersons persons) {
        this.transaction = transaction;
        this.persons = persons;
    }

    void record(NewEvent event) {
        boolean plain = PLAIN.contains(event.type())
                || event.oldValue().isEmpty() && event.newValue().isEmpty();
        var insert = transaction
                .update(
                        "INSERT INTO events (ticket, event_type, occurred_at, recorded_at, actor, cause, field, old_value,"
                                + " new_value) VALUES (:ticket, :type, :occurred, :recorded, :actor, :cause, :field, :old, :new)")
                .bind("ticket", event.ticket())
                .bind("type", event.type().word())
                .bind("occurred", event.occurredAt())
                .bind("recorded", transaction.now())
                .bind("actor", persons.actorId(event.actor()).orElse(null))
                .bind("cause", event.cause().word())
                .bind("field", Texts.fit(event.field(), LONGEST_FIELD))
                .bind("old", plain ? Texts.fit(event.oldValue(), Texts.VALUE) : "")
                .bind("new", plain ? Texts.fit(event.newValue(), Texts.VALUE) : "");
        if (plain) {
            insert.execute();
        } else {
            long sequence = Transaction.insert(insert, transaction.dialect().keyColumn("seq"));
            transaction
                    .update("INSERT INTO event_texts (seq, old_value, new_value) VALUES (:seq, :old, :new)")
                    .bind("seq", sequence)
                    .bind("old", Texts.fit(event.oldValue(), Texts.FREE_VALUE))
                    .bind("new", Texts.fit(event.newValue(), Texts.FREE_VALUE))
                    .execute();
        }
    }

    List<Event> of(long ticket) {
        return transaction
                .query(
                        "SELECT e.seq, e.ticket, e.event_type, e.occurred_at, e.recorded_at, a.address, e.cause, e.field,"
                                + " e.old_value, e.new_value, x.old_value AS old_text, x.new_value AS new_text FROM events e"
                                + " --DERBY-PROPERTIES index=events_by_ticket\n LEFT JOIN addresses a"
                                + " --DERBY-PROPERTIES constraint=addresses_key\n ON a.id = e.actor LEFT JOIN event_texts x"
                                + " --DERBY-PROPERTIES constraint=event_texts_key\n ON x.seq = e.seq"
                                + " WHERE e.ticket = :ticket ORDER BY e.seq")
                .bind("ticket", ticket)
                .map(SqlEvents::event)
                .list();
    }

    private static Event event(ResultSet row, StatementContext context) throws SQLException {
        String actor = row.getString("address");
        NewEvent event = new NewEvent(
                row.getLong("ticket"),
                Words.eventType(row.getString("event_type")),
                Objects.requireNonNull(UtcInstants.get(row, "occurred_at")),
                actor == null ? NewEvent.POSTROOM : actor,
                Words.cause(row.getString("cause")),
                row.getString("field"),
                row.getString("old_value") + Texts.orEmpty(row.getString("old_text")),
                row.getString("new_value") + Texts.orEmpty(row.getString("new_text")));
        Instant recordedAt = Objects.requireNonNull(UtcInstants.get(row, "recorded_at"));
        return new Event(row.getLong("seq"), recordedAt, event);
    }
}
