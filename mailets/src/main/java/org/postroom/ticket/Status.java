// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.Locale;
import java.util.Optional;

/** Where a ticket stands. */
public enum Status {
    /** Nobody has answered or taken it yet. */
    NEW,
    /** Somebody here has to do something. */
    OPEN,
    /** Waits for the customer, a third party or another ticket. */
    WAITING,
    /** Put aside until a time. */
    SNOOZED,
    /** Done. */
    CLOSED;

    /**
     * As it stands in commands, queries and JSON.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a word.
     *
     * @param word such as {@code open}
     * @return the status, or empty when there is no such one
     */
    public static Optional<Status> ofWord(String word) {
        return Words.of(values(), Status::word, word);
    }

    /**
     * What a message from a participant makes of it: the desk has to act again.
     *
     * @return {@link #NEW} stays new, everything else is open
     */
    public Status afterCustomerWrote() {
        return this == NEW ? NEW : OPEN;
    }

    /**
     * Whether it counts against an agent's capacity.
     *
     * @return true for new and open
     */
    public boolean isWork() {
        return this == NEW || this == OPEN;
    }
}
