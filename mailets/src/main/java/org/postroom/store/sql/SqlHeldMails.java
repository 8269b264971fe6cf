// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.postroom.desk.Language;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Classification;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.HeldMails;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.MessageKind;

final class SqlHeldMails implements HeldMails {

    private static final String SELECT =
            "SELECT h.id, h.ticket, a.address, h.reason, h.told, h.asked, h.held_at, h.outcome, h.lang,"
                    + " h.category, h.priority, h.tags FROM"
                    + " --DERBY-PROPERTIES joinOrder=FIXED\n held_mails h --DERBY-PROPERTIES constraint=held_mails_key\n"
                    + " INNER JOIN addresses a --DERBY-PROPERTIES constraint=addresses_key\n ON a.id = h.agent"
                    + " WHERE h.id = :id";

    private static final int LONGEST_TAGS = 1000;

    private final Transaction transaction;
    private final SqlPersons persons;

    SqlHeldMails(Transaction transaction, SqlPersons persons) {
        this.transaction = transaction;
        this.persons = persons;
    }

    @Override
    public HeldMail hold(NewHeldMail mail) {
        Optional<Long> held = transaction.insertUnlessPresentForKey(
                "INSERT INTO held_mails (hash, ticket, agent, reason, told, asked, held_at, lead_at, lang, category, priority, tags)"
                        + " VALUES (:hash, :ticket, :agent, :reason, :told, 1, :now, :leadAt, :lang, :category, :priority, :tags)",
                insert -> insert.bind("hash", Sha256.of(mail.key()))
                        .bind("ticket", mail.ticket())
                        .bind("agent", persons.addressId(mail.agent()))
                        .bind("reason", mail.reason().word())
                        .bind("told", mail.told())
                        .bind("now", transaction.now())
                        .bind("leadAt", mail.leadAt())
                        .bind("lang", mail.classification().language().tag())
                        .bind(
                                "category",
                                mail.classification()
                                        .category()
                                        .map(category -> Texts.fit(category, Texts.WORD))
                                        .orElse(null))
                        .bind("priority", mail.classification().priority().word())
                        .bind("tags", tags(mail.classification())));
        if (held.isEmpty()) {
            return find(mail.key()).orElseThrow(() -> new IllegalStateException("a held mail was there and is not"));
        }
        addRecipients(held.get(), mail.recipients());
        transaction
                .update("INSERT INTO held_sources (held, size_bytes, packed) VALUES (:held, :size, :packed)")
                .bind("held", held.get())
                .bind("size", mail.source().length)
                .bind("packed", Packed.pack(mail.source()))
                .execute();
        return present(held.get());
    }

    @Override
    public HeldMail holdAgain(long held, HeldMail.Reason reason, int told, Instant leadAt) {
        transaction
                .update("UPDATE held_mails SET reason = :reason, told = :told, asked = asked + 1, lead_at = :leadAt"
                        + " WHERE id = :id AND outcome IS NULL")
                .bind("reason", reason.word())
                .bind("told", told)
                .bind("leadAt", leadAt)
                .bind("id", held)
                .execute();
        return present(held);
    }

    @Override
    public Optional<HeldMail> find(long held) {
        boolean found = transaction
                .query("SELECT told FROM held_mails --DERBY-PROPERTIES constraint=held_mails_key\n WHERE id = :id"
                        + transaction.dialect().forUpdate())
                .bind("id", held)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        return found ? Optional.of(present(held)) : Optional.empty();
    }

    @Override
    public Optional<HeldMail> find(MailKey key) {
        return transaction
                .query("SELECT id FROM held_mails --DERBY-PROPERTIES constraint=held_mails_once\n WHERE hash = :hash")
                .bind("hash", Sha256.of(key))
                .mapTo(Long.class)
                .findOne()
                .flatMap(this::find);
    }

    @Override
    public Optional<byte[]> source(long held) {
        return transaction
                .query("SELECT size_bytes, packed FROM held_sources --DERBY-PROPERTIES constraint=held_sources_key\n"
                        + " WHERE held = :held")
                .bind("held", held)
                .map((row, context) -> Packed.unpack(row.getBytes("packed"), row.getInt("size_bytes")))
                .findOne();
    }

    @Override
    public void end(long held, HeldMail.End end, Instant at) {
        transaction
                .update("UPDATE held_mails SET outcome = :outcome, ended_at = :at, lead_at = NULL WHERE id = :id")
                .bind("outcome", end.word())
                .bind("at", at)
                .bind("id", held)
                .execute();
        transaction
                .update("DELETE FROM held_sources WHERE held = :held")
                .bind("held", held)
                .execute();
        if (end == HeldMail.End.PRIVATE) {
            transaction
                    .update("DELETE FROM held_recipients WHERE held = :held")
                    .bind("held", held)
                    .execute();
        }
    }

    @Override
    public void remove(long held) {
        List.of(
                        "DELETE FROM held_sources WHERE held = :held",
                        "DELETE FROM held_recipients WHERE held = :held",
                        "DELETE FROM held_mails WHERE id = :held")
                .forEach(sql -> transaction.update(sql).bind("held", held).execute());
    }

    @Override
    public void leadsTold(long held) {
        transaction
                .update("UPDATE held_mails SET lead_at = NULL WHERE id = :id")
                .bind("id", held)
                .execute();
    }

    @Override
    public boolean carryOut(MailKey key) {
        return transaction.insertUnlessPresent(
                "INSERT INTO carried_out (hash, carried_out_at) VALUES (:hash, :now)",
                insert -> insert.bind("hash", Sha256.of(key)).bind("now", transaction.now()));
    }

    private HeldMail present(long held) {
        return transaction
                .query(SELECT)
                .bind("id", held)
                .map(SqlHeldMails::held)
                .one()
                .apply(recipients(held));
    }

    private static Function<List<EmailAddress>, HeldMail> held(ResultSet row, StatementContext context)
            throws SQLException {
        long id = row.getLong("id");
        long ticket = row.getLong("ticket");
        EmailAddress agent = EmailAddress.of(row.getString("address"));
        HeldMail.Reason reason = HeldMail.Reason.ofWord(row.getString("reason")).orElseThrow();
        int told = row.getInt("told");
        int asked = row.getInt("asked");
        Instant heldAt = Objects.requireNonNull(UtcInstants.get(row, "held_at"));
        Optional<HeldMail.End> end =
                Optional.ofNullable(row.getString("outcome")).flatMap(HeldMail.End::ofWord);
        Classification classification = new Classification(
                MessageKind.CUSTOMER,
                "",
                new Language(row.getString("lang")),
                Optional.ofNullable(row.getString("category")),
                Words.priority(row.getString("priority")),
                Set.of(
                        row.getString("tags").isEmpty()
                                ? new String[0]
                                : row.getString("tags").split(" ", -1)));
        return recipients ->
                new HeldMail(id, ticket, agent, reason, told, asked, recipients, classification, heldAt, end);
    }

    /** As many as fit. */
    private static String tags(Classification classification) {
        StringBuilder tags = new StringBuilder();
        for (String tag : new TreeSet<>(classification.tags())) {
            String one = Texts.fit(tag.replace(' ', '-'), Texts.WORD);
            if (tags.length() + 1 + one.length() <= LONGEST_TAGS) {
                tags.append(tags.isEmpty() ? "" : " ").append(one);
            }
        }
        return tags.toString();
    }

    private List<EmailAddress> recipients(long held) {
        return transaction
                .query("SELECT r.place, a.address FROM held_recipients r"
                        + " --DERBY-PROPERTIES constraint=held_recipients_key\n INNER JOIN addresses a"
                        + " --DERBY-PROPERTIES constraint=addresses_key\n ON a.id = r.address WHERE r.held = :held")
                .bind("held", held)
                .map((row, context) -> Map.entry(row.getInt("place"), EmailAddress.of(row.getString("address"))))
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private void addRecipients(long held, List<EmailAddress> recipients) {
        PreparedBatch batch = transaction
                .handle()
                .prepareBatch("INSERT INTO held_recipients (held, place, address) VALUES (:held, :place, :address)");
        int place = 0;
        for (EmailAddress recipient : recipients) {
            batch.bind("held", held)
                    .bind("place", place++)
                    .bind("address", persons.addressId(recipient))
                    .add();
        }
        if (place > 0) {
            batch.execute();
        }
    }
}
