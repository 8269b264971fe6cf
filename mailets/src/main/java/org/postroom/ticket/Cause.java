// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.Locale;

/** Why an event happened. */
public enum Cause {
    /** A message arrived or was sent. */
    MESSAGE,
    /** A rule of the configuration. */
    RULE,
    /** A command of an agent. */
    COMMAND,
    /** An agent moved a copy to another folder. */
    FOLDER_MOVE,
    /** Time went by. */
    TIMER,
    /** The admin. */
    ADMIN;

    /**
     * As it stands in JSON.
     *
     * @return the name in lower case with hyphens, such as {@code folder-move}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
