// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.statement.StatementContext;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.ticket.Outbox;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.OutgoingMail.Purpose;

/** The outbox in the database. Bytes of what was handed over are deleted; who was written to, and when, stays. */
public final class SqlOutbox implements Outbox {

    private final Database database;
    private final Clock clock;

    /**
     * On a database.
     *
     * @param database the database, open
     * @param clock the time
     */
    public SqlOutbox(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Pending> due(Instant now, int limit) {
        return database.inTransaction(handle -> {
            Transaction transaction = new Transaction(handle, database.dialect(), clock.instant());
            List<Long> ids = transaction
                    .query("SELECT id FROM outbox --DERBY-PROPERTIES index=outbox_by_due\n"
                            + " WHERE due_at <= :now ORDER BY due_at FETCH FIRST :limit ROWS ONLY"
                            + database.dialect().dirtyRead())
                    .bind("now", now)
                    .bind("limit", limit)
                    .mapTo(Long.class)
                    .list();
            List<Pending> pending = new ArrayList<>();
            ids.forEach(id -> pending(transaction, id).ifPresent(pending::add));
            return List.copyOf(pending);
        });
    }

    @Override
    public void handedOver(long id, Instant at) {
        database.useTransaction(handle -> {
            handle.createUpdate("UPDATE outbox SET due_at = NULL, handed_over_at = :at, reason = NULL WHERE id = :id")
                    .bind("at", at)
                    .bind("id", id)
                    .execute();
            handle.createUpdate("DELETE FROM outbox_sources WHERE outbox = :id")
                    .bind("id", id)
                    .execute();
        });
    }

    @Override
    public void forget(long id) {
        database.useTransaction(handle -> handle.createUpdate("DELETE FROM outbox_recipients WHERE outbox = :id")
                .bind("id", id)
                .execute());
    }

    @Override
    public void failed(long id, String reason, Instant retryAt) {
        database.useTransaction(handle -> handle.createUpdate("UPDATE outbox SET due_at = :retryAt, reason = :reason,"
                        + " attempts = attempts + 1 WHERE id = :id AND handed_over_at IS NULL")
                .bind("retryAt", retryAt)
                .bind("reason", Texts.fit(reason, Texts.REASON))
                .bind("id", id)
                .execute());
    }

    /** Counts mails of open transactions too, rather than wait for them. */
    @Override
    public int countSince(Purpose purpose, Optional<EmailAddress> recipient, Instant since) {
        String sql = recipient.isPresent()
                ? "SELECT COUNT(*) FROM addresses a --DERBY-PROPERTIES constraint=addresses_unique\n INNER JOIN"
                        + " outbox_recipients r --DERBY-PROPERTIES index=outbox_recipients_by_address\n ON r.address = a.id"
                        + " WHERE a.address_key = :recipient AND r.purpose = :purpose AND r.decided_at >= :since"
                : "SELECT COUNT(*) FROM outbox --DERBY-PROPERTIES index=outbox_by_purpose\n"
                        + " WHERE purpose = :purpose AND decided_at >= :since";
        return database.inTransaction(handle -> {
            var query = handle.createQuery(sql + database.dialect().dirtyRead())
                    .bind("purpose", purpose.word())
                    .bind("since", since);
            recipient.ifPresent(address -> query.bind("recipient", address.key()));
            return query.mapTo(Integer.class).one();
        });
    }

    /** Reads the row first, which waits for the transaction that writes it: what belongs to it is there then. */
    private static Optional<Pending> pending(Transaction transaction, long id) {
        Optional<Function<List<EmailAddress>, Pending>> mail = transaction
                .query(
                        "SELECT o.id, o.purpose, o.once_key, o.ticket, o.envelope_sender, o.message_id, o.attempts, s.source"
                                + " FROM --DERBY-PROPERTIES joinOrder=FIXED\n"
                                + " outbox o --DERBY-PROPERTIES constraint=outbox_key\n INNER JOIN outbox_sources s"
                                + " --DERBY-PROPERTIES constraint=outbox_sources_key\n ON s.outbox = o.id WHERE o.id = :id")
                .bind("id", id)
                .map(SqlOutbox::pending)
                .findOne();
        return mail.map(withRecipients -> withRecipients.apply(recipients(transaction, id)));
    }

    private static Function<List<EmailAddress>, Pending> pending(ResultSet row, StatementContext context)
            throws SQLException {
        long id = row.getLong("id");
        int attempts = row.getInt("attempts");
        Purpose purpose = Words.purpose(row.getString("purpose"));
        String onceKey = row.getString("once_key");
        long ticket = row.getLong("ticket");
        Optional<EmailAddress> sender =
                Optional.ofNullable(row.getString("envelope_sender")).map(EmailAddress::of);
        MessageId messageId = new MessageId(row.getString("message_id"));
        byte[] source = row.getBytes("source");
        return recipients -> new Pending(
                id, new OutgoingMail(purpose, onceKey, ticket, sender, recipients, messageId, source), attempts);
    }

    private static List<EmailAddress> recipients(Transaction transaction, long id) {
        return transaction
                .query("SELECT r.place, a.address FROM outbox_recipients r"
                        + " --DERBY-PROPERTIES constraint=outbox_recipients_key\n INNER JOIN addresses a"
                        + " --DERBY-PROPERTIES constraint=addresses_key\n ON a.id = r.address"
                        + " WHERE r.outbox = :id")
                .bind("id", id)
                .map((row, context) -> Map.entry(row.getInt("place"), EmailAddress.of(row.getString("address"))))
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }
}
