// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.postroom.desk.DeskId;
import org.postroom.desk.Language;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.DuplicateMailException;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.Message;
import org.postroom.ticket.NewMessage;
import org.postroom.ticket.TicketTransaction.KnownMail;

/** Messages, their variants, their sources, and the keys that decide that each is filed once at a desk. */
final class SqlMessages {

    private static final String COLUMNS = "m.id, m.ticket, m.ordinal, m.kind, m.audience, m.message_id, a.address,"
            + " m.author_name, m.subject, m.lang, m.received_at, m.size_bytes, m.routed, m.answered";
    private static final String OF_KEYS = "SELECT k.hash, k.desk, " + COLUMNS
            + " FROM --DERBY-PROPERTIES joinOrder=FIXED\n mail_keys k --DERBY-PROPERTIES constraint=mail_keys_key\n"
            + " INNER JOIN messages m --DERBY-PROPERTIES constraint=messages_key\n ON m.id = k.message"
            + " LEFT JOIN addresses a --DERBY-PROPERTIES constraint=addresses_key\n ON a.id = m.author"
            + " WHERE k.hash IN (:hash, :other)";
    private static final String SELECT = "SELECT " + COLUMNS
            + " FROM messages m --DERBY-PROPERTIES constraint=%s\n"
            + " LEFT JOIN addresses a --DERBY-PROPERTIES constraint=addresses_key\n ON a.id = m.author";

    private final Transaction transaction;
    private final SqlPersons persons;

    SqlMessages(Transaction transaction, SqlPersons persons) {
        this.transaction = transaction;
        this.persons = persons;
    }

    Optional<Message> of(DeskId desk, MailKey key) {
        return known(key, Optional.empty()).stream()
                .filter(known -> known.desk().equals(desk))
                .map(KnownMail::message)
                .findFirst();
    }

    List<KnownMail> known(MailKey key, Optional<EmailAddress> author) {
        String same = Sha256.of(key);
        String alike = key.messageId()
                .flatMap(id -> author.map(from -> Sha256.of(id, from)))
                .orElse(same);
        return transaction
                .query(OF_KEYS)
                .bind("hash", same)
                .bind("other", alike)
                .map((row, context) -> new KnownMail(
                        new DeskId(row.getString("desk")), row.getString("hash").equals(same), message(row, context)))
                .list();
    }

    Optional<Message> byId(long message) {
        return transaction
                .query(select("messages_key") + " WHERE m.id = :id")
                .bind("id", message)
                .map(SqlMessages::message)
                .findOne();
    }

    List<Message> ofTicket(long ticket) {
        return transaction
                .query(select("messages_place") + " WHERE m.ticket = :ticket")
                .bind("ticket", ticket)
                .map(SqlMessages::message)
                .stream()
                .sorted(Comparator.comparingInt(Message::ordinal))
                .toList();
    }

    int from(long ticket, EmailAddress author, Instant since) {
        return persons.find(author)
                .map(id -> transaction
                        .query("SELECT COUNT(*) FROM messages m --DERBY-PROPERTIES constraint=messages_place\n"
                                + " WHERE m.ticket = :ticket AND m.author = :author AND m.received_at >= :since")
                        .bind("ticket", ticket)
                        .bind("author", id)
                        .bind("since", since)
                        .mapTo(Integer.class)
                        .one())
                .orElse(0);
    }

    List<MessageId> alsoKnownAs(long message) {
        return transaction
                .query("SELECT message_id FROM message_aliases --DERBY-PROPERTIES constraint=message_aliases_key\n"
                        + " WHERE message = :message ORDER BY place")
                .bind("message", message)
                .map((row, context) -> new MessageId(row.getString("message_id")))
                .list();
    }

    /** Files a message and its source as the last of its ticket. */
    Message add(NewMessage message, int ordinal) {
        Long author =
                message.from().map(from -> persons.addressId(from.address())).orElse(null);
        long id = transaction.insert(transaction
                .update(
                        "INSERT INTO messages (ticket, ordinal, kind, audience, message_id, digest, author, author_name,"
                                + " subject, lang, received_at, size_bytes, routed, answered) VALUES (:ticket, :ordinal, :kind,"
                                + " :audience, :messageId, :digest, :author, :authorName, :subject, :language, :received, :size,"
                                + " FALSE, FALSE)")
                .bind("ticket", message.ticket())
                .bind("ordinal", ordinal)
                .bind("kind", message.kind().word())
                .bind("audience", message.audience().word())
                .bind("messageId", messageId(message))
                .bind("digest", message.key().digest())
                .bind("author", author)
                .bind("authorName", authorName(message))
                .bind("subject", Texts.fit(message.subject(), Texts.SUBJECT))
                .bind("language", message.language().tag())
                .bind("received", message.receivedAt())
                .bind("size", (long) message.source().length));
        claim(
                Stream.concat(Stream.of(Sha256.of(message.key())), idOfAuthor(message).stream())
                        .toList(),
                id,
                message);
        transaction
                .update("INSERT INTO sources (message, size_bytes, packed) VALUES (:message, :size, :packed)")
                .bind("message", id)
                .bind("size", (long) message.source().length)
                .bind("packed", Packed.pack(message.source()))
                .execute();
        transaction
                .update("INSERT INTO unindexed (message) VALUES (:message)")
                .bind("message", id)
                .execute();
        addAliases(message, id);
        return stored(message, id, ordinal);
    }

    private void addAliases(NewMessage message, long id) {
        int place = 0;
        for (MessageId alias : message.alsoKnownAs()) {
            transaction
                    .update(
                            "INSERT INTO message_aliases (message, place, message_id) VALUES (:message, :place, :alias)")
                    .bind("message", id)
                    .bind("place", place++)
                    .bind("alias", Texts.fit(alias.value(), MessageId.LONGEST))
                    .execute();
        }
    }

    void addVariant(long original, NewMessage variant) {
        Long author =
                variant.from().map(from -> persons.addressId(from.address())).orElse(null);
        claim(List.of(Sha256.of(variant.key())), original, variant);
        transaction
                .update("INSERT INTO variants (message, message_id, digest, author, author_name, subject, received_at,"
                        + " size_bytes, packed) VALUES (:message, :messageId, :digest, :author, :authorName, :subject,"
                        + " :received, :size, :packed)")
                .bind("message", original)
                .bind("messageId", messageId(variant))
                .bind("digest", variant.key().digest())
                .bind("author", author)
                .bind("authorName", authorName(variant))
                .bind("subject", Texts.fit(variant.subject(), Texts.SUBJECT))
                .bind("received", variant.receivedAt())
                .bind("size", (long) variant.source().length)
                .bind("packed", Packed.pack(variant.source()))
                .execute();
    }

    /** The start of a query that {@link #message} maps; messages are {@code m}, and Derby reaches them by that key. */
    private static String select(String constraint) {
        return SELECT.formatted(constraint);
    }

    /** Maps a row with the columns of {@link #COLUMNS}. */
    static Message message(ResultSet row, StatementContext context) throws SQLException {
        String address = row.getString("address");
        String name = Texts.orEmpty(row.getString("author_name"));
        return new Message(
                row.getLong("id"),
                row.getLong("ticket"),
                row.getInt("ordinal"),
                Words.kind(row.getString("kind")),
                Words.audience(row.getString("audience")),
                Optional.ofNullable(row.getString("message_id")).map(MessageId::new),
                Optional.ofNullable(address).map(a -> new NamedAddress(name, EmailAddress.of(a))),
                row.getString("subject"),
                new Language(row.getString("lang")),
                Objects.requireNonNull(UtcInstants.get(row, "received_at")),
                row.getLong("size_bytes"),
                row.getBoolean("routed"),
                row.getBoolean("answered"));
    }

    /** All keys in one statement: all of them are new, or the mail is not. */
    private void claim(List<String> hashes, long message, NewMessage mail) {
        String rows = IntStream.range(0, hashes.size())
                .mapToObj(place -> "(:hash" + place + ", :desk, :message)")
                .collect(Collectors.joining(", "));
        int claimed =
                transaction.insertThoseMissing("INSERT INTO mail_keys (hash, desk, message) VALUES " + rows, insert -> {
                    for (int place = 0; place < hashes.size(); place++) {
                        insert.bind("hash" + place, hashes.get(place));
                    }
                    return insert.bind("desk", mail.desk().value()).bind("message", message);
                });
        if (claimed < hashes.size()) {
            throw new DuplicateMailException(mail.key());
        }
    }

    private static Optional<String> idOfAuthor(NewMessage message) {
        return message.key().messageId().flatMap(id -> message.from().map(from -> Sha256.of(id, from.address())));
    }

    private static @Nullable String messageId(NewMessage message) {
        return message.key()
                .messageId()
                .map(id -> Texts.fit(id.value(), MessageId.LONGEST))
                .orElse(null);
    }

    private static @Nullable String authorName(NewMessage message) {
        return message.from().map(from -> Texts.fit(from.name(), Texts.NAME)).orElse(null);
    }

    private static Message stored(NewMessage message, long id, int ordinal) {
        return new Message(
                id,
                message.ticket(),
                ordinal,
                message.kind(),
                message.audience(),
                message.key().messageId(),
                message.from().map(from -> new NamedAddress(Texts.fit(from.name(), Texts.NAME), from.address())),
                Texts.fit(message.subject(), Texts.SUBJECT),
                message.language(),
                UtcInstants.stored(message.receivedAt()),
                message.source().length,
                false,
                false);
    }
}
