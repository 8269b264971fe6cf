// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

/**
 * A folder in an agent's mailbox, by its full name with {@code .} between levels.
 *
 * @param name such as {@code INBOX} or {@code Tickets.Waiting}
 */
public record Folder(String name) {

    /** Open tickets of the agent. */
    public static final Folder INBOX = new Folder("INBOX");

    /** Tickets that nobody has. */
    public static final Folder TAKE = new Folder("Tickets.Take");

    /** Tickets that wait. */
    public static final Folder WAITING = new Folder("Tickets.Waiting");

    /** Tickets that were put aside. */
    public static final Folder SNOOZED = new Folder("Tickets.Snoozed");

    /** Tickets that are done. */
    public static final Folder CLOSED = new Folder("Tickets.Closed");

    @Override
    public String toString() {
        return name;
    }
}
