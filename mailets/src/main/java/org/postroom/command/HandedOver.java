// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.util.List;

/**
 * What is handed over.
 *
 * @param heir who gets it
 * @param tickets serials of the tickets that were found
 * @param ofOthers whether tickets that others have are meant, too
 */
public record HandedOver(Heir heir, List<Long> tickets, boolean ofOthers) {

    /** Takes a copy. */
    public HandedOver {
        tickets = List.copyOf(tickets);
    }
}
