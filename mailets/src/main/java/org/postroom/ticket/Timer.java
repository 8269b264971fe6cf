// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that is due for a ticket at a time, unless it was cleared before.
 *
 * @param ticket the ticket's serial
 * @param kind what is due; a ticket has at most one timer of a kind
 * @param dueAt when
 */
public record Timer(long ticket, Kind kind, Instant dueAt) {

    /** What can be due. */
    public enum Kind {
        /** Nobody has taken the ticket: tell everybody on duty. */
        UNTAKEN,
        /** A snoozed ticket wakes. */
        WAKE;

        /**
         * As it is stored.
         *
         * @return the name in lower case
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
