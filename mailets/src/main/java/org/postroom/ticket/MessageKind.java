// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.Locale;
import java.util.Optional;

/** What a message is; who may see it is its {@link Audience}, which does not depend on this. */
public enum MessageKind {
    /** A person outside wrote to the desk. */
    CUSTOMER,
    /** An agent answered. */
    REPLY,
    /** Agents among themselves. */
    NOTE,
    /** An outside expert whom an agent asked. */
    EXPERT,
    /** A robot of a person: vacation, receipt (RFC 3834). */
    AUTO_REPLY,
    /** A report that a mail could not be delivered (RFC 3464 and its forerunners). */
    DELIVERY_FAILURE,
    /** Sent to many: lists, newsletters, machines. */
    BULK,
    /** Postroom itself: acknowledgements, notices. */
    SYSTEM;

    /**
     * As it stands in queries and JSON.
     *
     * @return the name in lower case with hyphens, such as {@code auto-reply}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a word.
     *
     * @param word such as {@code auto-reply}
     * @return the kind, or empty when there is no such one
     */
    public static Optional<MessageKind> ofWord(String word) {
        return Words.of(values(), MessageKind::word, word);
    }

    /**
     * Whether no person wrote it. Robots are never answered, reopen nothing and count as no answer.
     *
     * @return true for auto-reply, delivery-failure, bulk and system
     */
    public boolean isRobot() {
        return this == AUTO_REPLY || this == DELIVERY_FAILURE || this == BULK || this == SYSTEM;
    }
}
