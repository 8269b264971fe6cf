// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.util.List;
import java.util.Optional;

/**
 * Tickets that somebody means, looked up before the transaction that works on them.
 *
 * @param tickets their serials
 * @param ofOthers whether tickets that others have are meant, too
 * @param complaint why they cannot be looked up; empty when they could
 */
public record Selection(List<Long> tickets, boolean ofOthers, Optional<String> complaint) {

    /** Takes a copy. */
    public Selection {
        tickets = List.copyOf(tickets);
    }

    /**
     * One that could not be made.
     *
     * @param complaint why
     * @return a selection of nothing
     */
    public static Selection refused(String complaint) {
        return new Selection(List.of(), false, Optional.of(complaint));
    }
}
