// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.postroom.desk.DeskId;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.OutgoingMail;

/** Puts mails into the outbox, within the transaction that decides them. */
final class SqlSending {

    private final Transaction transaction;
    private final SqlPersons persons;

    SqlSending(Transaction transaction, SqlPersons persons) {
        this.transaction = transaction;
        this.persons = persons;
    }

    boolean send(OutgoingMail mail) {
        Optional<Long> first = transaction.insertUnlessPresentForKey(
                "INSERT INTO outbox (purpose, once_key, once_hash, ticket, envelope_sender, message_id, decided_at, due_at, attempts)"
                        + " VALUES (:purpose, :onceKey, :onceHash, :ticket, :sender, :messageId, :now, :now, 0)",
                insert -> insert.bind("purpose", mail.purpose().word())
                        .bind("onceKey", mail.onceKey())
                        .bind("onceHash", Sha256.of(mail.onceKey()))
                        .bind("ticket", mail.ticket())
                        .bind(
                                "sender",
                                mail.envelopeSender()
                                        .map(EmailAddress::asString)
                                        .orElse(null))
                        .bind("messageId", mail.messageId().value())
                        .bind("now", transaction.now()));
        if (first.isEmpty()) {
            return false;
        }
        long id = first.get();
        addRecipients(id, mail);
        transaction
                .update("INSERT INTO outbox_sources (outbox, source) VALUES (:outbox, :source)")
                .bind("outbox", id)
                .bind("source", mail.source())
                .execute();
        return true;
    }

    /** The ticket of the last acknowledgement or answer that an address got from a desk. */
    Optional<Long> lastTicketOf(DeskId desk, EmailAddress recipient, Instant since) {
        return persons.find(recipient)
                .flatMap(address -> transaction
                        .query("SELECT o.ticket FROM --DERBY-PROPERTIES joinOrder=FIXED\n"
                                + " outbox_recipients r --DERBY-PROPERTIES index=outbox_recipients_by_address\n"
                                + " INNER JOIN outbox o --DERBY-PROPERTIES constraint=outbox_key\n ON o.id = r.outbox"
                                + " INNER JOIN tickets t --DERBY-PROPERTIES constraint=tickets_key\n ON t.id = o.ticket"
                                + " WHERE r.address = :address AND r.decided_at >= :since AND r.purpose <> :notice"
                                + " AND t.desk = :desk ORDER BY r.decided_at DESC, o.id DESC FETCH FIRST 1 ROWS ONLY")
                        .bind("address", address)
                        .bind("since", since)
                        .bind("notice", OutgoingMail.Purpose.NOTICE.word())
                        .bind("desk", desk.value())
                        .mapTo(Long.class)
                        .findOne());
    }

    private void addRecipients(long id, OutgoingMail mail) {
        PreparedBatch batch = transaction
                .handle()
                .prepareBatch("INSERT INTO outbox_recipients (outbox, place, address, purpose, decided_at)"
                        + " VALUES (:outbox, :place, :address, :purpose, :now)");
        int place = 0;
        for (EmailAddress recipient : mail.recipients()) {
            batch.bind("outbox", id)
                    .bind("place", place++)
                    .bind("address", persons.addressId(recipient))
                    .bind("purpose", mail.purpose().word())
                    .bind("now", transaction.now())
                    .add();
        }
        batch.execute();
    }
}
