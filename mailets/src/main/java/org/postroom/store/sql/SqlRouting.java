// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import org.postroom.message.EmailAddress;
import org.postroom.ticket.Timer;

/** What routing reads and leaves: loads, turns, timers, and which messages were routed and answered. */
final class SqlRouting {

    private final Transaction transaction;

    SqlRouting(Transaction transaction) {
        this.transaction = transaction;
    }

    void routed(long message) {
        transaction
                .update("UPDATE messages SET routed = TRUE WHERE id = :id")
                .bind("id", message)
                .execute();
    }

    void answered(long message) {
        transaction
                .update("UPDATE messages SET answered = TRUE WHERE id = :id")
                .bind("id", message)
                .execute();
    }

    void set(Timer timer) {
        int changed = transaction
                .update("UPDATE timers SET due_at = :due WHERE ticket = :ticket AND kind = :kind")
                .bind("due", timer.dueAt())
                .bind("ticket", timer.ticket())
                .bind("kind", timer.kind().word())
                .execute();
        if (changed == 0
                && !transaction.insertUnlessPresent(
                        "INSERT INTO timers (ticket, kind, due_at) VALUES (:ticket, :kind, :due)",
                        insert -> insert.bind("ticket", timer.ticket())
                                .bind("kind", timer.kind().word())
                                .bind("due", timer.dueAt()))) {
            set(timer);
        }
    }

    void clearTimer(long ticket, Timer.Kind kind) {
        transaction
                .update("DELETE FROM timers WHERE ticket = :ticket AND kind = :kind")
                .bind("ticket", ticket)
                .bind("kind", kind.word())
                .execute();
    }

    /** Counts tickets of open transactions too, rather than wait for them: routing wants a good guess, not a queue. */
    int load(EmailAddress agent) {
        return transaction
                .query("SELECT COUNT(*) FROM tickets --DERBY-PROPERTIES index=tickets_by_status\n"
                        + " WHERE status IN ('new', 'open') AND agent_key = :agent"
                        + transaction.dialect().dirtyRead())
                .bind("agent", agent.key())
                .mapTo(Integer.class)
                .one();
    }

    long nextTurn(String team) {
        int changed = transaction
                .update("UPDATE turns SET turn = turn + 1 WHERE team = :team")
                .bind("team", team)
                .execute();
        if (changed == 0) {
            boolean first = transaction.insertUnlessPresent(
                    "INSERT INTO turns (team, turn) VALUES (:team, 0)", insert -> insert.bind("team", team));
            return first ? 0 : nextTurn(team);
        }
        return transaction
                .query("SELECT turn FROM turns --DERBY-PROPERTIES constraint=turns_key\n WHERE team = :team")
                .bind("team", team)
                .mapTo(Long.class)
                .one();
    }
}
