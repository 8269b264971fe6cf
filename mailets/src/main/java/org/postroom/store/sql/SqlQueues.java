// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.postroom.ticket.StorageException;

/**
 * The queues as an admin sees and changes them: claimed mails are looked at and removed like others. Safe for many threads;
 * each method throws {@link StorageException} when the database cannot do it for now.
 */
public final class SqlQueues {

    private static final int LONGEST_LIST = 500;

    private final Database database;

    /**
     * Reads and writes a database.
     *
     * @param database the database, open
     */
    public SqlQueues(Database database) {
        this.database = database;
    }

    /**
     * Remembers a queue's name.
     *
     * @param name the name
     */
    public void create(String name) {
        database.useTransaction(handle -> {
            boolean known = handle.createQuery("SELECT COUNT(*) FROM queues WHERE name = :name")
                            .bind("name", name)
                            .mapTo(Long.class)
                            .one()
                    > 0;
            if (!known) {
                database.dialect()
                        .insertUnlessPresent(handle.createUpdate("INSERT INTO queues (name) VALUES (:name)"
                                        + database.dialect().unlessPresent())
                                .bind("name", name));
            }
        });
    }

    /**
     * All queues that were ever created.
     *
     * @return their names
     */
    public Set<String> names() {
        return database.inTransaction(handle -> handle.createQuery("SELECT name FROM queues")
                .mapTo(String.class)
                .set());
    }

    /**
     * How many mails there are, those that are claimed included.
     *
     * @param queue the queue
     * @return the number
     */
    public long size(String queue) {
        return database.inTransaction(handle -> handle.createQuery("SELECT COUNT(*)" + SqlQueueRows.IN_ORDER
                        + " WHERE queue = :queue" + database.dialect().dirtyRead())
                .bind("queue", queue)
                .mapTo(Long.class)
                .one());
    }

    /**
     * The mails of a queue, claimed or not, in their order.
     *
     * @param queue the queue
     * @return their keys
     */
    public List<Long> ids(String queue) {
        return database.inTransaction(
                handle -> handle.createQuery("SELECT id FROM queue_mails" + " WHERE queue = :queue ORDER BY due_at, id"
                                + database.dialect().dirtyRead())
                        .bind("queue", queue)
                        .mapTo(Long.class)
                        .list());
    }

    /**
     * Looks at mails.
     *
     * @param ids the mails' keys, at most some hundred
     * @return those that are still there, in the order of the keys
     */
    public List<QueuedMail> mails(List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, QueuedMail> found = database.inTransaction(
                handle -> handle.createQuery("SELECT " + SqlQueueRows.COLUMNS + " FROM queue_mails WHERE id IN (<ids>)")
                        .bindList("ids", ids)
                        .map(SqlQueueRows::mail)
                        .collect(Collectors.toMap(QueuedMail::id, mail -> mail)));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /**
     * Makes delayed mails due.
     *
     * @param queue the queue
     * @param now the present
     * @return how many they were
     */
    public long flush(String queue, Instant now) {
        return database.inTransaction(handle -> (long) handle.createUpdate("UPDATE queue_mails SET due_at = :now"
                        + " WHERE queue = :queue AND run = :nobody AND due_at > :now")
                .bind("now", now)
                .bind("queue", queue)
                .bind("nobody", SqlQueueRows.NOBODY)
                .execute());
    }

    /**
     * Removes mails, claimed or not.
     *
     * @param ids the mails' keys
     * @return how many there were
     */
    public long remove(List<Long> ids) {
        long removed = 0;
        for (int from = 0; from < ids.size(); from += LONGEST_LIST) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + LONGEST_LIST));
            removed += database.inTransaction(handle -> {
                int deleted = handle.createUpdate("DELETE FROM queue_mails WHERE id IN (<ids>)")
                        .bindList("ids", some)
                        .execute();
                SqlQueueRows.deleteSources(handle, some);
                return deleted;
            });
        }
        return removed;
    }
}
