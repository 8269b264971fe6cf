// SPDX-License-Identifier: Apache-2.0
package org.postroom.desk;

import java.time.LocalDate;

/**
 * Days on which an agent is away, in the agent's time zone.
 *
 * @param from the first day
 * @param to the last day, included
 */
public record Absence(LocalDate from, LocalDate to) {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException when the last day is before the first
     */
    public Absence {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("an absence ends on " + to + ", before it begins on " + from);
        }
    }

    /**
     * Whether it has a day in common with another one.
     *
     * @param other the other one
     * @return true when it has
     */
    public boolean overlaps(Absence other) {
        return !other.to.isBefore(from) && !other.from.isAfter(to);
    }

    /**
     * Whether a day is one of it.
     *
     * @param day a day
     * @return true from the first to the last day
     */
    public boolean covers(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
