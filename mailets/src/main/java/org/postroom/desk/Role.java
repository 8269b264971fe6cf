// SPDX-License-Identifier: Apache-2.0
package org.postroom.desk;

/** What somebody may do at a desk. */
public enum Role {
    /** Answers tickets. */
    AGENT,
    /** Answers, and sees and gives what others have. */
    LEAD,
    /** Sees, and changes nothing. */
    READER
}
