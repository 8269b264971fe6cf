// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds SQL states in an exception, its causes and what they are chained to. */
final class SqlStates {

    private static final int DEEPEST = 20;

    private SqlStates() {}

    static Set<String> of(Throwable thrown) {
        Set<String> states = new HashSet<>();
        Throwable current = thrown;
        for (int depth = 0; current != null && depth < DEEPEST; depth++) {
            if (current instanceof SQLException sql) {
                chained(sql, states);
            }
            current = current.getCause();
        }
        return states;
    }

    private static void chained(SQLException first, Set<String> states) {
        @Nullable SQLException next = first;
        for (int depth = 0; next != null && depth < DEEPEST; depth++) {
            if (next.getSQLState() != null) {
                states.add(next.getSQLState());
            }
            next = next.getNextException();
        }
    }
}
