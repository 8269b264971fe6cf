// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.postroom.ticket.StorageException;

/**
 * The mails that wait in queues. Safe for many threads; each method is one transaction, and throws {@link StorageException}
 * when the database cannot do it for now.
 *
 * <p>A mail is claimed by writing the claimer's run into its row while nobody's is there, so of two that try one wins. Only
 * the run that has claimed a mail can finish it or give it back. Candidates are looked for without waiting for open
 * transactions: what is not committed is decided by the guarded update.
 */
public final class SqlQueueRows {

    /** The run of mails that nobody has claimed. */
    public static final long NOBODY = 0;

    /** Messages of at most so many bytes come with their claim. */
    private static final int SMALL = 100 * 1024;

    static final String COLUMNS = "id, due_at, attempts, source_size, envelope";
    /** Derby reads the comment as an order to use the index; PostgreSQL as a comment. */
    static final String IN_ORDER = " FROM queue_mails --DERBY-PROPERTIES index=QUEUE_MAILS_DUE\n";

    private final Database database;
    private final String keyColumn;

    /**
     * Reads and writes a database.
     *
     * @param database the database, open
     */
    public SqlQueueRows(Database database) {
        this.database = database;
        this.keyColumn = database.dialect().keyColumn("id");
    }

    /**
     * Adds a mail.
     *
     * @param mail the mail
     * @return false when one with its once key waits already, and nothing was added
     */
    public boolean add(NewQueuedMail mail) {
        return database.inTransaction(handle -> add(handle, mail));
    }

    /**
     * Adds a mail in a transaction of the caller.
     *
     * @param handle the transaction
     * @param mail the mail
     * @return false when one with its once key waits already, and nothing was added
     */
    boolean add(Handle handle, NewQueuedMail mail) {
        if (mail.onceKey().isPresent()
                && waits(handle, mail.queue(), mail.onceKey().get())) {
            return false;
        }
        long id = addSource(handle, mail.bytes());
        boolean added = database.dialect()
                .insertUnlessPresent(handle.createUpdate(
                                "INSERT INTO queue_mails (id, queue, run, due_at, attempts, once_key, source_size, envelope)"
                                        + " VALUES (:id, :queue, :run, :dueAt, 0, :onceKey, :size, :envelope)"
                                        + database.dialect().unlessPresent())
                        .bind("id", id)
                        .bind("queue", mail.queue())
                        .bind("run", NOBODY)
                        .bind("dueAt", mail.dueAt())
                        .bind("onceKey", mail.onceKey().orElse(null))
                        .bind("size", mail.bytes().size())
                        .bind("envelope", mail.envelope()));
        if (!added) {
            handle.createUpdate("DELETE FROM queue_sources WHERE id = :id")
                    .bind("id", id)
                    .execute();
        }
        return added;
    }

    private static boolean waits(Handle handle, String queue, String onceKey) {
        return handle.createQuery("SELECT id FROM queue_mails WHERE queue = :queue AND once_key = :onceKey")
                .bind("queue", queue)
                .bind("onceKey", onceKey)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    private long addSource(Handle handle, MailBytes bytes) {
        try (InputStream source = bytes.open()) {
            return handle.createUpdate("INSERT INTO queue_sources (source) VALUES (:source)")
                    .bindBinaryStream("source", source, Math.toIntExact(bytes.size()))
                    .executeAndReturnGeneratedKeys(keyColumn)
                    .mapTo(Long.class)
                    .one();
        } catch (IOException e) {
            throw new UncheckedIOException("the message cannot be read", e);
        }
    }

    /**
     * Claims the mails that are due, first due first, those of the same time in the order they came.
     *
     * @param queue the queue
     * @param run who claims
     * @param now the present
     * @param limit how many at the most, at least 1
     * @return those that were got
     */
    public Claim claim(String queue, long run, Instant now, int limit) {
        return database.inTransaction(handle -> {
            List<QueuedMail> first = handle.createQuery("SELECT " + COLUMNS + IN_ORDER
                            + " WHERE queue = :queue AND run = :nobody ORDER BY due_at, id"
                            + " FETCH FIRST :limit ROWS ONLY"
                            + database.dialect().dirtyRead())
                    .bind("queue", queue)
                    .bind("nobody", NOBODY)
                    .bind("limit", limit)
                    .map(SqlQueueRows::mail)
                    .list();
            List<QueuedMail> due =
                    first.stream().filter(mail -> !mail.dueAt().isAfter(now)).toList();
            List<QueuedMail> mine = due.isEmpty() ? List.of() : claimed(handle, run, due);
            return new Claim(
                    mine,
                    smallSources(handle, mine),
                    first.stream()
                            .filter(mail -> !mine.contains(mail))
                            .map(QueuedMail::dueAt)
                            .findFirst());
        });
    }

    private static List<QueuedMail> claimed(Handle handle, long run, List<QueuedMail> due) {
        int[] updated =
                runs(handle, run, NOBODY, due.stream().map(QueuedMail::id).toList());
        List<QueuedMail> mine = new ArrayList<>();
        for (int i = 0; i < updated.length; i++) {
            if (updated[i] == 1) {
                mine.add(due.get(i));
            }
        }
        return mine;
    }

    private static Map<Long, byte[]> smallSources(Handle handle, List<QueuedMail> mails) {
        List<Long> small = mails.stream()
                .filter(mail -> mail.size() <= SMALL)
                .map(QueuedMail::id)
                .toList();
        Map<Long, byte[]> sources = new HashMap<>();
        if (!small.isEmpty()) {
            handle.createQuery("SELECT id, source FROM queue_sources WHERE id IN (<ids>)")
                    .bindList("ids", small)
                    .map((row, context) -> sources.put(row.getLong(1), Objects.requireNonNull(row.getBytes(2))))
                    .list();
        }
        return sources;
    }

    private static int[] runs(Handle handle, long to, long from, List<Long> ids) {
        PreparedBatch batch = handle.prepareBatch("UPDATE queue_mails SET run = :to WHERE id = :id AND run = :from");
        for (long id : ids) {
            batch.bind("to", to).bind("id", id).bind("from", from).add();
        }
        return batch.execute();
    }

    /**
     * Gives mails back as they were.
     *
     * @param run who has claimed them
     * @param ids the mails' keys
     */
    public void release(long run, List<Long> ids) {
        if (!ids.isEmpty()) {
            database.useTransaction(handle -> runs(handle, NOBODY, run, ids));
        }
    }

    /**
     * Gives a mail back to be tried later, and counts the attempt.
     *
     * @param run who has claimed it
     * @param id the mail's key
     * @param dueAt not before then
     * @return false when it was no longer the run's
     */
    public boolean postpone(long run, long id, Instant dueAt) {
        return database.inTransaction(handle ->
                handle.createUpdate("UPDATE queue_mails SET run = :nobody, due_at = :dueAt, attempts = attempts + 1"
                                        + " WHERE id = :id AND run = :run")
                                .bind("nobody", NOBODY)
                                .bind("dueAt", dueAt)
                                .bind("id", id)
                                .bind("run", run)
                                .execute()
                        > 0);
    }

    /**
     * Removes mails that are done.
     *
     * @param run who has claimed them
     * @param ids the mails' keys
     */
    public void finish(long run, List<Long> ids) {
        database.useTransaction(handle -> {
            PreparedBatch mails = handle.prepareBatch("DELETE FROM queue_mails WHERE id = :id AND run = :run");
            ids.forEach(id -> mails.bind("id", id).bind("run", run).add());
            int[] deleted = mails.execute();
            List<Long> gone = new ArrayList<>();
            for (int i = 0; i < deleted.length; i++) {
                if (deleted[i] == 1) {
                    gone.add(ids.get(i));
                }
            }
            deleteSources(handle, gone);
        });
    }

    static void deleteSources(Handle handle, List<Long> ids) {
        if (!ids.isEmpty()) {
            PreparedBatch sources = handle.prepareBatch("DELETE FROM queue_sources WHERE id = :id");
            ids.forEach(id -> sources.bind("id", id).add());
            sources.execute();
        }
    }

    /** Takes the bytes of a message while they are read from the database. */
    @FunctionalInterface
    public interface SourceReader<T> {
        /**
         * Reads.
         *
         * @param bytes the bytes; closed afterwards
         * @return what was made of them
         * @throws IOException when they cannot be read
         */
        T read(InputStream bytes) throws IOException;
    }

    /**
     * Reads the bytes of a mail's message.
     *
     * @param id the mail's key
     * @param reader takes them; short, for a transaction is open
     * @param <T> what it makes of them
     * @return what the reader made of them, or empty when there is no such mail any more
     */
    public <T> Optional<T> source(long id, SourceReader<T> reader) {
        return database.inTransaction(handle -> handle.createQuery("SELECT source FROM queue_sources WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row, reader))
                .findOne());
    }

    private static <T> T read(ResultSet row, SourceReader<T> reader) throws SQLException {
        try (InputStream bytes = Objects.requireNonNull(row.getBinaryStream(1))) {
            return reader.read(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the message cannot be read", e);
        }
    }

    static QueuedMail mail(ResultSet row, StatementContext context) throws SQLException {
        return new QueuedMail(
                row.getLong("id"),
                Objects.requireNonNull(UtcInstants.get(row, "due_at")),
                row.getInt("attempts"),
                row.getLong("source_size"),
                Objects.requireNonNull(row.getString("envelope")));
    }
}
