// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.Map;
import java.util.Optional;
import org.postroom.message.IncomingMail;
import org.postroom.message.NamedAddress;

/** Tells the agents of a ticket what they should know of mail that came, by a note of its own. */
@FunctionalInterface
public interface Remarks {

    /** What there is to tell. */
    enum Topic {
        /** Who takes no part in the ticket named its number, and got a ticket of their own. */
        STRANGER,
        /** Who took no part so far joined by answering a mail of the ticket. */
        NEW_PERSON,
        /** A mail says that it is from an agent, who had not logged in. */
        CLAIMED,
        /** The sender writes as many mails as only robots do; they are filed as automatic from now on. */
        FLOOD
    }

    /**
     * A remark.
     *
     * @param topic what it is about
     * @param ticket the ticket whose agents are told, locked
     * @param who whom it is about
     * @param values more to say: {@code other} (a ticket number), {@code subject}, {@code most}
     */
    record Remark(Topic topic, Ticket ticket, NamedAddress who, Map<String, String> values) {

        /** Takes a copy. */
        public Remark {
            values = Map.copyOf(values);
        }
    }

    /**
     * Files a note.
     *
     * @param tx the transaction that files the mail
     * @param remark what it says
     * @return the key of the note's message; empty when the agents were told before
     */
    Optional<Long> tell(TicketTransaction tx, Remark remark);

    /**
     * Looks for what mail servers in front found against the sender of a mail. Each failure is an event; agents are told once
     * a ticket and sender, and not of bulk.
     *
     * @param tx the transaction that files the mail
     * @param message the mail as a message, filed
     * @param mail what it says
     * @return the key of the note's message; empty when there is nothing to tell
     */
    default Optional<Long> sender(TicketTransaction tx, Message message, IncomingMail mail) {
        return Optional.empty();
    }

    /**
     * Looks for commands in the mail of somebody who may give none. They are text; an event says that they were there.
     *
     * @param tx the transaction that files the mail
     * @param message the mail as a message, filed
     * @param mail what it says
     */
    default void commands(TicketTransaction tx, Message message, IncomingMail mail) {}
}
