// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which processes are alive, so that mails claimed by a dead one are free again. Safe for many threads.
 *
 * <p>Embedded Derby belongs to one process: every earlier run is dead. On PostgreSQL a run is dead when its lease has ended,
 * or when a new one has its node's name; so names of nodes must differ, and their clocks agree to some seconds.
 */
public final class SqlQueueRuns {

    private static final Logger LOGGER = LoggerFactory.getLogger(SqlQueueRuns.class);

    private final Database database;
    private final String node;
    private final Clock clock;
    private final Duration lease;

    /**
     * Reads and writes a database.
     *
     * @param database the database, open
     * @param node the name of this process, the same after a restart
     * @param clock tells the time
     * @param lease how long a run counts as alive after its last sign of life
     */
    public SqlQueueRuns(Database database, String node, Clock clock, Duration lease) {
        this.database = database;
        this.node = node;
        this.clock = clock;
        this.lease = lease;
    }

    /**
     * Whether other processes may use the same database.
     *
     * @return true when signs of life are needed
     */
    public boolean shared() {
        return database.dialect() != Dialect.DERBY;
    }

    /**
     * Starts a run, and frees what earlier runs of this node have claimed, and runs that nobody knows any more.
     *
     * @return the run's key
     */
    public long start() {
        return database.inTransaction(handle -> {
            if (shared()) {
                handle.createQuery("SELECT id FROM queue_runs WHERE node = :node")
                        .bind("node", node)
                        .mapTo(Long.class)
                        .list()
                        .forEach(run -> end(handle, run));
                freeUnknown(handle);
            } else {
                endAll(handle);
            }
            return handle.createUpdate("INSERT INTO queue_runs (node, alive_until) VALUES (:node, :aliveUntil)")
                    .bind("node", node)
                    .bind("aliveUntil", clock.instant().plus(lease))
                    .executeAndReturnGeneratedKeys(database.dialect().keyColumn("id"))
                    .mapTo(Long.class)
                    .one();
        });
    }

    /**
     * Gives a sign of life. A run that was taken for dead lives on, without the mails that it has lost.
     *
     * @param run the run
     */
    public void renew(long run) {
        database.useTransaction(handle -> {
            Instant aliveUntil = clock.instant().plus(lease);
            int renewed = handle.createUpdate("UPDATE queue_runs SET alive_until = :aliveUntil WHERE id = :run")
                    .bind("aliveUntil", aliveUntil)
                    .bind("run", run)
                    .execute();
            if (renewed == 0) {
                LOGGER.warn("This process was silent for longer than {}: its mails went to other nodes", lease);
                handle.createUpdate("INSERT INTO queue_runs (id, node, alive_until) VALUES (:run, :node, :aliveUntil)")
                        .bind("run", run)
                        .bind("node", node)
                        .bind("aliveUntil", aliveUntil)
                        .execute();
            }
        });
    }

    /**
     * Frees what runs have claimed that are dead. A run that was taken for dead may claim again before its next sign of life,
     * and die without one; so what runs have claimed that nobody knows is freed as well.
     *
     * @return how many mails are free again
     */
    public int takeOver() {
        return database.inTransaction(handle -> {
            int freed = handle
                    .createQuery("SELECT id FROM queue_runs WHERE alive_until < :now")
                    .bind("now", clock.instant())
                    .mapTo(Long.class)
                    .list()
                    .stream()
                    .mapToInt(run -> end(handle, run))
                    .sum();
            return freed + freeUnknown(handle);
        });
    }

    /**
     * Ends a run, and frees what it has claimed.
     *
     * @param run the run
     */
    public void end(long run) {
        database.useTransaction(handle -> end(handle, run));
    }

    private static int end(Handle handle, long run) {
        int freed = handle.createUpdate("UPDATE queue_mails SET run = :nobody WHERE run = :run")
                .bind("nobody", SqlQueueRows.NOBODY)
                .bind("run", run)
                .execute();
        handle.createUpdate("DELETE FROM queue_runs WHERE id = :run")
                .bind("run", run)
                .execute();
        return told(freed);
    }

    /** Only while no other run can be alive. */
    private static void endAll(Handle handle) {
        told(handle.createUpdate("UPDATE queue_mails SET run = :nobody WHERE run <> :nobody")
                .bind("nobody", SqlQueueRows.NOBODY)
                .execute());
        handle.execute("DELETE FROM queue_runs");
    }

    /**
     * A run is written before it claims, so one of these is lost for good, or comes back with its next sign of life: hence the
     * second look. Asked queue by queue for what is claimed, which the index answers however many mails wait.
     */
    private static int freeUnknown(Handle handle) {
        return told(handle
                .createQuery("SELECT DISTINCT m.run FROM queues q JOIN queue_mails m ON m.queue = q.name"
                        + " WHERE m.run > :nobody AND NOT EXISTS (SELECT 1 FROM queue_runs r WHERE r.id = m.run)")
                .bind("nobody", SqlQueueRows.NOBODY)
                .mapTo(Long.class)
                .list()
                .stream()
                .mapToInt(run -> freeUnknown(handle, run))
                .sum());
    }

    private static int freeUnknown(Handle handle, long run) {
        return handle.createUpdate("UPDATE queue_mails SET run = :nobody WHERE run = :run"
                        + " AND NOT EXISTS (SELECT 1 FROM queue_runs r WHERE r.id = :run)")
                .bind("nobody", SqlQueueRows.NOBODY)
                .bind("run", run)
                .execute();
    }

    private static int told(int freed) {
        if (freed > 0) {
            LOGGER.info("{} claimed mails of an earlier run are free again", freed);
        }
        return freed;
    }
}
