// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.postroom.desk.DeskId;
import org.postroom.message.MessageId;
import org.postroom.ticket.Message;
import org.postroom.ticket.NewMessage;
import org.postroom.ticket.TicketTransaction.KnownReference;

/** Which ticket knows which Message-ID. A ticket has one row for each; its row in {@code tickets} is locked meanwhile. */
final class SqlReferences {

    /** How many references of one mail are kept: the first and the newest; real threads have fewer. */
    static final int MOST_REFERENCES = 200;

    private static final int PROBES = 8;
    private static final String PROBE =
            "SELECT hash, received FROM known_ids --DERBY-PROPERTIES index=known_ids_by_hash\n"
                    + " WHERE hash IN (:h0, :h1, :h2, :h3, :h4, :h5, :h6, :h7) AND desk = :desk AND ticket = :ticket";

    private final Transaction transaction;

    SqlReferences(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Remembers what a message is called and what it refers to. */
    void remember(NewMessage message, boolean opensTicket) {
        Map<MessageId, Boolean> receivedById = new LinkedHashMap<>();
        message.key().messageId().ifPresent(id -> receivedById.put(id, true));
        message.alsoKnownAs().forEach(id -> receivedById.put(id, true));
        bounded(message.references()).forEach(id -> receivedById.putIfAbsent(id, false));
        Map<String, Boolean> present = opensTicket
                ? new HashMap<>()
                : present(message.ticket(), message.desk(), List.copyOf(receivedById.keySet()));
        PreparedBatch inserts = transaction
                .handle()
                .prepareBatch("INSERT INTO known_ids (hash, desk, ticket, message_id, own, received)"
                        + " VALUES (:hash, :desk, :ticket, :id, FALSE, :received)");
        receivedById.forEach((id, received) -> {
            Boolean before = present.get(Sha256.of(id));
            if (before == null) {
                inserts.bind("hash", Sha256.of(id))
                        .bind("desk", message.desk().value())
                        .bind("ticket", message.ticket())
                        .bind("id", Texts.fit(id.value(), MessageId.LONGEST))
                        .bind("received", received)
                        .add();
            } else if (received && !before) {
                change("received", message.ticket(), message.desk(), id);
            }
        });
        if (inserts.size() > 0) {
            inserts.execute();
        }
    }

    void rememberOwn(long ticket, DeskId desk, MessageId messageId) {
        boolean inserted = transaction.insertUnlessPresent(
                "INSERT INTO known_ids (hash, desk, ticket, message_id, own, received)"
                        + " VALUES (:hash, :desk, :ticket, :id, TRUE, FALSE)",
                insert -> insert.bind("hash", Sha256.of(messageId))
                        .bind("desk", desk.value())
                        .bind("ticket", ticket)
                        .bind("id", Texts.fit(messageId.value(), MessageId.LONGEST)));
        if (!inserted) {
            change("own", ticket, desk, messageId);
        }
    }

    Optional<KnownReference> ticketKnowing(DeskId desk, MessageId messageId) {
        return transaction
                .query("SELECT ticket, own, received FROM known_ids --DERBY-PROPERTIES index=known_ids_by_hash\n"
                        + " WHERE hash = :hash AND desk = :desk AND message_id = :id"
                        + " ORDER BY ticket DESC FETCH FIRST 1 ROWS ONLY")
                .bind("hash", Sha256.of(messageId))
                .bind("desk", desk.value())
                .bind("id", Texts.fit(messageId.value(), MessageId.LONGEST))
                .map((row, context) ->
                        new KnownReference(row.getLong("ticket"), row.getBoolean("own"), row.getBoolean("received")))
                .findOne();
    }

    /** All that a ticket knows, another one knows instead. */
    void moveAll(long from, long into) {
        record Known(String hash, DeskId desk, MessageId id, boolean own, boolean received) {}
        List<Known> known = transaction
                .query("SELECT hash, desk, message_id, own, received FROM known_ids"
                        + " --DERBY-PROPERTIES index=known_ids_by_ticket\n WHERE ticket = :ticket")
                .bind("ticket", from)
                .map((row, context) -> new Known(
                        row.getString("hash"),
                        new DeskId(row.getString("desk")),
                        new MessageId(row.getString("message_id")),
                        row.getBoolean("own"),
                        row.getBoolean("received")))
                .list();
        transaction
                .update("DELETE FROM known_ids WHERE ticket = :ticket")
                .bind("ticket", from)
                .execute();
        for (Known one : known) {
            boolean inserted = transaction.insertUnlessPresent(
                    "INSERT INTO known_ids (hash, desk, ticket, message_id, own, received)"
                            + " VALUES (:hash, :desk, :ticket, :id, :own, :received)",
                    insert -> insert.bind("hash", one.hash())
                            .bind("desk", one.desk().value())
                            .bind("ticket", into)
                            .bind("id", one.id().value())
                            .bind("own", one.own())
                            .bind("received", one.received()));
            if (!inserted && one.own()) {
                change("own", into, one.desk(), one.id());
            }
            if (!inserted && one.received()) {
                change("received", into, one.desk(), one.id());
            }
        }
    }

    /** What a message is called, the ticket that it moves to knows instead; the new ticket is just opened. */
    void move(Message message, List<MessageId> alsoKnownAs, SqlMoves.Ends ends) {
        Stream.concat(message.messageId().stream(), alsoKnownAs.stream())
                .forEach(id -> transaction
                        .update(
                                "UPDATE known_ids SET ticket = :into WHERE hash = :hash AND ticket = :from AND NOT EXISTS"
                                        + " (SELECT 1 FROM known_ids k WHERE k.hash = :hash AND k.ticket = :into)")
                        .bind("into", ends.into())
                        .bind("from", ends.from())
                        .bind("hash", Sha256.of(id))
                        .execute());
    }

    private void change(String flag, long ticket, DeskId desk, MessageId messageId) {
        transaction
                .update("UPDATE known_ids SET " + flag
                        + " = TRUE WHERE hash = :hash AND desk = :desk AND ticket = :ticket")
                .bind("hash", Sha256.of(messageId))
                .bind("desk", desk.value())
                .bind("ticket", ticket)
                .execute();
    }

    private Map<String, Boolean> present(long ticket, DeskId desk, List<MessageId> ids) {
        Map<String, Boolean> present = new HashMap<>();
        for (int from = 0; from < ids.size(); from += PROBES) {
            Query query = transaction.query(PROBE).bind("desk", desk.value()).bind("ticket", ticket);
            for (int i = 0; i < PROBES; i++) {
                query.bind("h" + i, Sha256.of(ids.get(Math.min(from + i, ids.size() - 1))));
            }
            query.map((row, context) -> Map.entry(row.getString("hash"), row.getBoolean("received")))
                    .forEach(entry -> present.put(entry.getKey(), entry.getValue()));
        }
        return present;
    }

    private static List<MessageId> bounded(List<MessageId> references) {
        if (references.size() <= MOST_REFERENCES) {
            return references;
        }
        List<MessageId> bounded = new ArrayList<>();
        bounded.add(references.get(0));
        bounded.addAll(references.subList(references.size() - MOST_REFERENCES + 1, references.size()));
        return bounded;
    }
}
