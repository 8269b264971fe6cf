// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;

/**
 * An event to be written; sequence and time of recording are given when it is.
 *
 * @param ticket the serial of the ticket
 * @param type what happened
 * @param occurredAt when it happened
 * @param actor who did it: an address, or {@code postroom}
 * @param cause why
 * @param field what changed, such as {@code status}; empty where the type says it all
 * @param oldValue the value before; empty for none
 * @param newValue the value after; empty for none
 */
public record NewEvent(
        long ticket,
        EventType type,
        Instant occurredAt,
        String actor,
        Cause cause,
        String field,
        String oldValue,
        String newValue) {

    /** The actor where no person acted. */
    public static final String POSTROOM = "postroom";
}
