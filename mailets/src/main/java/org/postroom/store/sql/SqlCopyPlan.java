// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.postroom.copy.Copies.Work;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.WantedCopy;

/**
 * Writes down which copies of a ticket shall exist, within the transaction that changes it. Only rows that differ get a
 * new revision and become due. The ticket's row is locked meanwhile.
 *
 * <p>A row that is no longer wanted stays until the worker says that the copy is removed, even if it seems to have never
 * existed: the worker may be making it at this moment.
 */
final class SqlCopyPlan {

    private static final String INSERT = "INSERT INTO copies (ticket, message, owner, owner_key, slot, wanted, folder,"
            + " flagged, answered, seen, keywords, revision, attempts, due_at, told) VALUES (:ticket, :message, :owner,"
            + " :ownerKey, :slot, TRUE, :folder, :flagged, :answered, :seen, :keywords, 1, 0, :now, :told)";
    private static final String CHANGE = "UPDATE copies SET told = CASE WHEN wanted = FALSE THEN :told ELSE told"
            + " END, wanted = TRUE, folder = :folder, flagged = :flagged,"
            + " answered = :answered, seen = :seen, keywords = :keywords, revision = revision + 1, attempts = 0,"
            + " due_at = :now WHERE id = :id";
    private static final String UNWANT =
            "UPDATE copies SET wanted = FALSE, revision = revision + 1, attempts = 0, due_at = :now WHERE id = :id";

    private final Transaction transaction;

    SqlCopyPlan(Transaction transaction) {
        this.transaction = transaction;
    }

    /** The first copy that its owner had of a message: what came later, the owner may not have seen. */
    Optional<Integer> told(long message, EmailAddress owner) {
        return transaction
                .query("SELECT told FROM copies --DERBY-PROPERTIES constraint=copies_unique\n"
                        + " WHERE message = :message AND owner_key = :owner AND told IS NOT NULL")
                .bind("message", message)
                .bind("owner", owner.key())
                .mapTo(Integer.class)
                .stream()
                .min(Integer::compare);
    }

    void want(long ticket, int messages, List<WantedCopy> wanted) {
        Map<Key, Row> present = present(ticket);
        PreparedBatch inserts = transaction.handle().prepareBatch(INSERT);
        PreparedBatch changes = transaction.handle().prepareBatch(CHANGE);
        distinct(wanted).forEach((key, copy) -> {
            Row row = present.remove(key);
            if (row == null) {
                bind(inserts, copy, copy.seen())
                        .bind("ticket", ticket)
                        .bind("message", copy.message())
                        .bind("owner", copy.owner().asString())
                        .bind("ownerKey", copy.owner().key())
                        .bind("slot", copy.slot().word())
                        .bind("told", messages)
                        .add();
            } else if (differs(row.work(), copy)) {
                boolean seen = row.work().wanted().map(WantedCopy::seen).orElse(copy.seen());
                bind(changes, copy, seen)
                        .bind("told", messages)
                        .bind("id", row.work().id())
                        .add();
            }
        });
        execute(inserts);
        execute(changes);
        unwant(present.values());
    }

    private Map<Key, Row> present(long ticket) {
        Map<Key, Row> present = new HashMap<>();
        transaction
                .query("SELECT " + CopyRow.COLUMNS + " FROM copies --DERBY-PROPERTIES index=copies_by_ticket\n"
                        + " WHERE ticket = :ticket")
                .bind("ticket", ticket)
                .map((row, context) -> new Row(CopyRow.work(row, context), Words.slot(row.getString("slot"))))
                .forEach(row ->
                        present.put(new Key(row.work().message(), row.work().owner(), row.slot()), row));
        return present;
    }

    private static Map<Key, WantedCopy> distinct(List<WantedCopy> wanted) {
        Map<Key, WantedCopy> distinct = new LinkedHashMap<>();
        wanted.forEach(copy -> distinct.put(new Key(copy.message(), copy.owner(), copy.slot()), copy));
        return distinct;
    }

    private void unwant(Collection<Row> rows) {
        PreparedBatch removals = transaction.handle().prepareBatch(UNWANT);
        rows.stream()
                .filter(row -> row.work().wanted().isPresent())
                .forEach(row -> removals.bind("now", transaction.now())
                        .bind("id", row.work().id())
                        .add());
        execute(removals);
    }

    /** Whether a copy is made seen is settled when it is first wanted: later that is the agent's. */
    private static boolean differs(Work work, WantedCopy copy) {
        return work.wanted()
                .map(before -> !before.folder().equals(copy.folder())
                        || before.flagged() != copy.flagged()
                        || before.answered() != copy.answered()
                        || !before.keywords().equals(CopyRow.keywords(CopyRow.keywords(copy))))
                .orElse(true);
    }

    private PreparedBatch bind(PreparedBatch batch, WantedCopy copy, boolean seen) {
        return batch.bind("folder", copy.folder().name())
                .bind("flagged", copy.flagged())
                .bind("answered", copy.answered())
                .bind("seen", seen)
                .bind("keywords", CopyRow.keywords(copy))
                .bind("now", transaction.now());
    }

    private static void execute(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** What names a copy. */
    private record Key(long message, EmailAddress owner, WantedCopy.Slot slot) {}

    private record Row(Work work, WantedCopy.Slot slot) {}
}
