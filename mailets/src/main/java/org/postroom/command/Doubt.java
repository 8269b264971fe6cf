// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

/**
 * A line that may be meant as a command; the mail is held and its author asked.
 *
 * @param line its line in the new text, from 1
 * @param written the line as it was written, stripped
 * @param meant what it may mean
 * @param reason why it is no command as it stands
 */
public record Doubt(int line, String written, Verb meant, Reason reason) {

    /** Why a line is no command as it stands. */
    public enum Reason {
        /** Its word is at most two letters away from a command's. */
        MISSPELT,
        /** It stands below text. */
        BELOW_TEXT,
        /** Something must stand behind its word. */
        ARGUMENT_MISSING,
        /** Something stands behind a word that stands alone. */
        ARGUMENT_UNKNOWN
    }
}
