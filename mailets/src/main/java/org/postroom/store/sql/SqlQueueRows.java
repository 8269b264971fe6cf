// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.io.ByteArrayInputStream;
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

    static final String COLUMNS = "id, due_at, attempts, source_size, envelope,"
            + " CASE WHEN source IS NULL THEN TRUE ELSE FALSE END AS apart";
    /** Derby reads the comment as an order to use the index; PostgreSQL as a comment. */
    static final String IN_ORDER = " FROM queue_mails --DERBY-PROPERTIES index=QUEUE_MAILS_DUE\n";

    static final String UNREADABLE = "the message cannot be read";

    private final Database database;
    private final QueueArrivals arrivals;

    /**
     * Reads and writes a database.
     *
     * @param database the database, open
     */
    public SqlQueueRows(Database database) {
        this.database = database;
        this.arrivals = new QueueArrivals(database.dialect());
    }

    /**
     * Adds a mail.
     *
     * @param mail the mail
     * @return false when one with its once key waits already, and nothing was added; never for a mail without such a key
     * @throws StorageException when it could not be added
     */
    public boolean add(NewQueuedMail mail) {
        return database.inTransaction(handle -> arrivals.add(handle, mail));
    }

    /**
     * Claims the mails that are due, first due first, those of the same time in the order they came.
     *
     * @param queue the queue
     * @param run who claims
     * @param now the present
     * @param limit how many at the most, at least 1
     * @return those that were got, with the bytes of small ones
     */
    public Claim claim(String queue, long run, Instant now, int limit) {
        return claim(queue, run, now, limit, true);
    }

    /**
     * Claims the first mail that is due, without touching its bytes, which may be what cannot be read.
     *
     * @param queue the queue
     * @param run who claims
     * @param now the present
     * @return the one, if it was got
     */
    public Claim claimWithoutBytes(String queue, long run, Instant now) {
        return claim(queue, run, now, 1, false);
    }

    private Claim claim(String queue, long run, Instant now, int limit, boolean withBytes) {
        return database.inTransaction(handle -> {
            Map<Long, byte[]> sources = new HashMap<>();
            List<QueuedMail> first = handle.createQuery("SELECT " + COLUMNS + (withBytes ? ", source" : "") + IN_ORDER
                            + " WHERE queue = :queue AND run = :nobody ORDER BY due_at, id"
                            + " FETCH FIRST :limit ROWS ONLY"
                            + database.dialect().dirtyRead())
                    .bind("queue", queue)
                    .bind("nobody", NOBODY)
                    .bind("limit", limit)
                    .map((row, context) -> withBytes ? withSource(row, context, sources) : mail(row, context))
                    .list();
            List<QueuedMail> due =
                    first.stream().filter(mail -> !mail.dueAt().isAfter(now)).toList();
            List<QueuedMail> mine = due.isEmpty() ? List.of() : claimed(handle, run, due);
            sources.keySet().retainAll(mine.stream().map(QueuedMail::id).toList());
            if (withBytes) {
                addSmallSources(handle, mine, sources);
            }
            return new Claim(
                    mine,
                    sources,
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

    private static QueuedMail withSource(ResultSet row, StatementContext context, Map<Long, byte[]> sources)
            throws SQLException {
        QueuedMail mail = mail(row, context);
        byte[] source = row.getBytes("source");
        if (source != null) {
            sources.put(mail.id(), source);
        }
        return mail;
    }

    private static void addSmallSources(Handle handle, List<QueuedMail> mails, Map<Long, byte[]> sources) {
        List<Long> small = mails.stream()
                .filter(mail -> mail.apart() && mail.size() <= SMALL)
                .map(QueuedMail::id)
                .toList();
        if (!small.isEmpty()) {
            handle.createQuery("SELECT id, source FROM queue_sources WHERE id IN (<ids>)")
                    .bindList("ids", small)
                    .map((row, context) -> sources.put(row.getLong(1), Objects.requireNonNull(row.getBytes(2))))
                    .list();
        }
    }

    /** The attempts, which no index has, keep Derby from walking all of one with locks instead of finding the key. */
    private static int[] runs(Handle handle, long to, long from, List<Long> ids) {
        PreparedBatch batch = handle.prepareBatch(
                "UPDATE queue_mails SET run = :to, attempts = attempts WHERE id = :id AND run = :from");
        for (long id : ids) {
            batch.bind("to", to).bind("id", id).bind("from", from).add();
        }
        return batch.execute();
    }

    /**
     * What a run has claimed of a queue and neither finished nor given back.
     *
     * @param queue the queue
     * @param run who has claimed them
     * @return the mails' keys
     */
    public List<Long> claimed(String queue, long run) {
        return database.inTransaction(
                handle -> handle.createQuery("SELECT id" + IN_ORDER + " WHERE queue = :queue AND run = :run")
                        .bind("queue", queue)
                        .bind("run", run)
                        .mapTo(Long.class)
                        .list());
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
     * Gives a mail back to be tried later, and counts the attempt. Does nothing when that was done before, also when the same
     * run has claimed the mail anew since.
     *
     * @param run who has claimed it
     * @param mail the mail as it was claimed
     * @param dueAt not before then
     * @return false when it was no longer the run's
     */
    public boolean postpone(long run, QueuedMail mail, Instant dueAt) {
        return database.inTransaction(handle ->
                handle.createUpdate("UPDATE queue_mails SET run = :nobody, due_at = :dueAt, attempts = :attempts + 1"
                                        + " WHERE id = :id AND run = :run AND attempts = :attempts")
                                .bind("nobody", NOBODY)
                                .bind("dueAt", dueAt)
                                .bind("id", mail.id())
                                .bind("run", run)
                                .bind("attempts", mail.attempts())
                                .execute()
                        > 0);
    }

    /**
     * Removes mails that are done.
     *
     * @param run who has claimed them
     * @param mails the mails
     */
    public void finish(long run, List<QueuedMail> mails) {
        database.useTransaction(handle -> {
            PreparedBatch deletions = handle.prepareBatch("DELETE FROM queue_mails WHERE id = :id AND run = :run");
            mails.forEach(
                    mail -> deletions.bind("id", mail.id()).bind("run", run).add());
            int[] deleted = deletions.execute();
            List<Long> gone = new ArrayList<>();
            for (int i = 0; i < deleted.length; i++) {
                if (deleted[i] == 1 && mails.get(i).apart()) {
                    gone.add(mails.get(i).id());
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
     * @throws UncheckedIOException when the mail is there and its bytes are not, or the reader could not read them
     */
    public <T> Optional<T> source(long id, SourceReader<T> reader) {
        return database.inTransaction(
                handle -> handle.createQuery("SELECT m.source, s.source AS apart FROM queue_mails m"
                                + " LEFT JOIN queue_sources s ON s.id = m.id WHERE m.id = :id")
                        .bind("id", id)
                        .map((row, context) -> read(row, reader))
                        .findOne());
    }

    private static <T> T read(ResultSet row, SourceReader<T> reader) throws SQLException {
        byte[] within = row.getBytes("source");
        try (InputStream bytes = within == null ? row.getBinaryStream("apart") : new ByteArrayInputStream(within)) {
            if (bytes == null) {
                throw new IOException("its bytes are missing");
            }
            return reader.read(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(UNREADABLE, e);
        }
    }

    static QueuedMail mail(ResultSet row, StatementContext context) throws SQLException {
        return new QueuedMail(
                row.getLong("id"),
                Objects.requireNonNull(UtcInstants.get(row, "due_at")),
                row.getInt("attempts"),
                row.getLong("source_size"),
                row.getBoolean("apart"),
                Objects.requireNonNull(row.getString("envelope")));
    }
}
