// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.postroom.copy.Copies;
import org.postroom.copy.Mailboxes.Place;
import org.postroom.message.EmailAddress;

/** What is known of copies, in the database. */
public final class SqlCopies implements Copies {

    private static final String SELECT = "SELECT " + CopyRow.COLUMNS + " FROM copies";

    private static final String LIES =
            "UPDATE copies SET actual_folder = :folder, actual_validity = :validity, actual_uid = :uid,"
                    + " begun_folder = NULL, begun_validity = NULL, begun_uid = NULL, attempts = 0, reason = NULL";

    private final Database database;
    private final Clock clock;

    /**
     * On a database.
     *
     * @param database the database, open
     * @param clock the time
     */
    public SqlCopies(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<EmailAddress> ownersWithWork(Instant now) {
        return database.inTransaction(handle -> handle
                .createQuery("SELECT DISTINCT owner_key FROM copies"
                        + " --DERBY-PROPERTIES index=copies_by_due\n WHERE due_at <= :now"
                        + database.dialect().dirtyRead())
                .bind("now", now)
                .map((row, context) -> row.getString("owner_key"))
                .stream()
                .sorted()
                .map(EmailAddress::of)
                .toList());
    }

    @Override
    public List<Work> due(EmailAddress owner, Instant now, int limit) {
        return database.inTransaction(handle -> handle.createQuery(SELECT
                        + " --DERBY-PROPERTIES index=copies_by_owner\n WHERE owner_key = :owner AND due_at <= :now"
                        + " ORDER BY due_at, id FETCH FIRST :limit ROWS ONLY")
                .bind("owner", owner.key())
                .bind("now", now)
                .bind("limit", limit)
                .map(CopyRow::work)
                .list());
    }

    @Override
    public void begin(List<Long> copies, Place from) {
        if (copies.isEmpty()) {
            return;
        }
        database.useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch("UPDATE copies SET begun_folder = :folder,"
                    + " begun_validity = :validity, begun_uid = :uid WHERE id = :id");
            sorted(copies)
                    .forEach(copy -> batch.bind("folder", from.folder().name())
                            .bind("validity", from.uidValidity())
                            .bind("uid", from.uid())
                            .bind("id", copy)
                            .add());
            batch.execute();
        });
    }

    @Override
    public void done(List<Done> done) {
        if (done.isEmpty()) {
            return;
        }
        database.useTransaction(handle -> done.stream()
                .sorted(Comparator.comparingLong(Done::copy))
                .forEach(copy ->
                        copy.place().ifPresentOrElse(place -> done(handle, copy, place), () -> removed(handle, copy))));
    }

    @Override
    public void failed(long copy, String reason, Instant retryAt) {
        database.useTransaction(
                handle -> handle.createUpdate("UPDATE copies SET attempts = attempts + 1, reason = :reason,"
                                + " due_at = :retryAt WHERE id = :id AND due_at IS NOT NULL")
                        .bind("reason", Texts.fit(reason, Texts.REASON))
                        .bind("retryAt", retryAt)
                        .bind("id", copy)
                        .execute());
    }

    @Override
    public List<Long> mailboxFailed(EmailAddress owner, String reason) {
        return database.inTransaction(handle -> {
            List<Untried> untried = handle.createQuery("SELECT id, ticket FROM copies"
                            + " --DERBY-PROPERTIES index=copies_by_owner\n"
                            + " WHERE owner_key = :owner AND due_at <= :now AND attempts = 0 ORDER BY id")
                    .bind("owner", owner.key())
                    .bind("now", clock.instant())
                    .map((row, context) -> new Untried(row.getLong("id"), row.getLong("ticket")))
                    .list();
            if (untried.isEmpty()) {
                return List.of();
            }
            PreparedBatch batch = handle.prepareBatch(
                    "UPDATE copies SET attempts = 1, reason = :reason WHERE id = :id AND attempts = 0");
            untried.forEach(copy -> batch.bind("reason", Texts.fit(reason, Texts.REASON))
                    .bind("id", copy.id())
                    .add());
            batch.execute();
            return untried.stream().map(Untried::ticket).distinct().sorted().toList();
        });
    }

    @Override
    public List<Work> of(EmailAddress owner) {
        return database.inTransaction(handle -> handle.createQuery(
                        SELECT + " --DERBY-PROPERTIES index=copies_by_owner\n WHERE owner_key = :owner ORDER BY id")
                .bind("owner", owner.key())
                .map(CopyRow::work)
                .list());
    }

    @Override
    public void redo(long copy, Optional<Place> actual) {
        database.useTransaction(handle -> {
            actual.ifPresentOrElse(place -> lies(handle, copy, place), () -> forgetPlace(handle, copy));
            handle.createUpdate("UPDATE copies SET due_at = :now, attempts = 0 WHERE id = :id")
                    .bind("now", clock.instant())
                    .bind("id", copy)
                    .execute();
        });
    }

    private static void lies(Handle handle, long copy, Place place) {
        handle.createUpdate(LIES + " WHERE id = :id")
                .bind("folder", place.folder().name())
                .bind("validity", place.uidValidity())
                .bind("uid", place.uid())
                .bind("id", copy)
                .execute();
    }

    private static void done(Handle handle, Done copy, Place place) {
        handle.createUpdate(LIES + ", due_at = CASE WHEN revision = :revision THEN NULL ELSE due_at END WHERE id = :id")
                .bind("folder", place.folder().name())
                .bind("validity", place.uidValidity())
                .bind("uid", place.uid())
                .bind("revision", copy.revision())
                .bind("id", copy.copy())
                .execute();
    }

    /** The row goes with the copy, unless it is wanted again by now. */
    private static void removed(Handle handle, Done copy) {
        int deleted = handle.createUpdate(
                        "DELETE FROM copies WHERE id = :id AND revision = :revision AND wanted = FALSE")
                .bind("id", copy.copy())
                .bind("revision", copy.revision())
                .execute();
        if (deleted == 0) {
            forgetPlace(handle, copy.copy());
        }
    }

    private static List<Long> sorted(List<Long> copies) {
        return copies.stream().sorted().toList();
    }

    private record Untried(long id, long ticket) {}

    private static void forgetPlace(Handle handle, long copy) {
        handle.createUpdate("UPDATE copies SET actual_folder = NULL, actual_validity = NULL, actual_uid = NULL,"
                        + " begun_folder = NULL, begun_validity = NULL, begun_uid = NULL WHERE id = :id")
                .bind("id", copy)
                .execute();
    }
}
