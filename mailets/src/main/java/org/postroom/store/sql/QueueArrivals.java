// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.postroom.ticket.StorageException;

/**
 * Puts mails into queues. A mail whose row cannot be written is an error, whatever the reason, for the mail server answers for
 * it; the only row that may be missing is that of a mail which waits already under the same once key.
 *
 * @param dialect what the database says differently
 */
record QueueArrivals(Dialect dialect) {

    /** Messages of at most so many bytes lie within their rows, which then fit into a page of Derby's. */
    private static final int SHORT = 16 * 1024;

    private static final String KEYS = "queue_mail_key";

    /** Returns false when a mail with the same once key waits already, and nothing was added. */
    boolean add(Handle handle, NewQueuedMail mail) {
        if (waits(handle, mail)) {
            return false;
        }
        boolean added = mail.bytes().size() <= SHORT ? addShort(handle, mail) : addLong(handle, mail);
        if (!added && !waits(handle, mail)) {
            throw new StorageException(
                    "a mail could not be queued under its once key, though none waits under it",
                    new SQLIntegrityConstraintViolationException("another key of queue_mails was not unique"));
        }
        return added;
    }

    private boolean addShort(Handle handle, NewQueuedMail mail) {
        return insert(
                handle.createUpdate(insertion(mail, ", source", dialect.nextKey(KEYS) + ", :source"))
                        .bind("source", bytes(mail.bytes())),
                mail);
    }

    private boolean addLong(Handle handle, NewQueuedMail mail) {
        long id = handle.createQuery(dialect.nextValue(KEYS)).mapTo(Long.class).one();
        addSource(handle, id, mail.bytes());
        boolean added = insert(handle.createUpdate(insertion(mail, "", ":id")).bind("id", id), mail);
        if (!added) {
            SqlQueueRows.deleteSources(handle, List.of(id));
        }
        return added;
    }

    private String insertion(NewQueuedMail mail, String column, String values) {
        return "INSERT INTO queue_mails (queue, run, due_at, attempts, once_key, source_size, envelope, id" + column
                + ") VALUES (:queue, :run, :dueAt, 0, :onceKey, :size, :envelope, " + values + ")"
                + (mail.onceKey().isPresent() ? dialect.unlessPresent("queue, once_key") : "");
    }

    private boolean insert(Update insertion, NewQueuedMail mail) {
        Update bound = insertion
                .bind("queue", mail.queue())
                .bind("run", SqlQueueRows.NOBODY)
                .bind("dueAt", mail.dueAt())
                .bind("onceKey", mail.onceKey().orElse(null))
                .bind("size", mail.bytes().size())
                .bind("envelope", mail.envelope());
        return mail.onceKey().isPresent() ? dialect.insertUnlessPresent(bound) : bound.execute() > 0;
    }

    private static boolean waits(Handle handle, NewQueuedMail mail) {
        Optional<String> onceKey = mail.onceKey();
        return onceKey.isPresent()
                && handle.createQuery("SELECT id FROM queue_mails WHERE queue = :queue AND once_key = :onceKey")
                        .bind("queue", mail.queue())
                        .bind("onceKey", onceKey.get())
                        .mapTo(Long.class)
                        .findOne()
                        .isPresent();
    }

    private static byte[] bytes(MailBytes bytes) {
        try (InputStream source = bytes.open()) {
            return source.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(SqlQueueRows.UNREADABLE, e);
        }
    }

    private static void addSource(Handle handle, long id, MailBytes bytes) {
        try (InputStream source = bytes.open()) {
            handle.createUpdate("INSERT INTO queue_sources (id, source) VALUES (:id, :source)")
                    .bind("id", id)
                    .bindBinaryStream("source", source, Math.toIntExact(bytes.size()))
                    .execute();
        } catch (IOException e) {
            throw new UncheckedIOException(SqlQueueRows.UNREADABLE, e);
        }
    }
}
