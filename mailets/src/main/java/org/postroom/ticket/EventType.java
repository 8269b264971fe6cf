// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.Locale;
import java.util.Optional;

/** What can happen to a ticket; a closed list. */
public enum EventType {
    /** The ticket was opened. */
    OPENED,
    /** A message joined; the new value is its number within the ticket. */
    MESSAGE_ADDED,
    /** A rewritten copy of a known message arrived (a list's footer, say) and was archived as its variant. */
    VARIANT_ADDED,
    /** The status changed. */
    STATUS_CHANGED,
    /** Another agent has it; empty is nobody. */
    AGENT_CHANGED,
    /** The category changed. */
    CATEGORY_CHANGED,
    /** The priority changed. */
    PRIORITY_CHANGED,
    /** The language changed. */
    LANGUAGE_CHANGED,
    /** The subject changed. */
    SUBJECT_CHANGED,
    /** It became somebody else's matter. */
    REQUESTER_CHANGED,
    /** A tag was added. */
    TAGGED,
    /** A tag was taken away. */
    UNTAGGED,
    /** Linked to another ticket; the new value is its number. */
    LINKED,
    /** Its messages were moved to another ticket, and mail for it goes there; the new value is that one's number. */
    MERGED_INTO,
    /** It got the messages of another ticket; the new value is that one's number. */
    MERGED,
    /** Some of its messages became a ticket of their own; the new value is that one's number. */
    SPLIT,
    /** Its first messages were taken out of another ticket; the new value is that one's number. */
    SPLIT_FROM,
    /** An address may write into the ticket from now on. */
    PARTICIPANT_ADDED,
    /** Who takes no part named its number, and got a ticket of their own; the new value is their address. */
    NAMED_BY_STRANGER,
    /** A mail says that it is from an agent, who had not logged in; the new value is the agent's address. */
    UNVERIFIED,
    /** A trusted server's checks speak against a mail's sender; the field says which, the new value is the address. */
    SENDER_NOT_CONFIRMED,
    /** Somebody writes as many mails as only robots do: they are filed as automatic for now; the new value is the address. */
    LOOP_STOPPED,
    /** The acknowledgement was decided and lies in the outbox. */
    ACKNOWLEDGED,
    /** No acknowledgement is sent; the new value says why. */
    ACKNOWLEDGEMENT_WITHHELD,
    /** An agent's answer was decided and lies in the outbox. */
    REPLIED,
    /** An agent wrote a note; the new value is its number within the ticket. */
    NOTED,
    /** An agent asked somebody outside; the new value is the address. */
    FORWARDED,
    /** An agent's mail is held until its author is asked; the field says why. */
    HELD,
    /** An agent's mail that was held was sent all the same; the field says why it was held. */
    RELEASED,
    /** An agent's mail was not sent and came back; the new value says why. */
    REFUSED,
    /** An agent spent time; the new value is minutes. */
    TIME_SPENT,
    /** An agent gave it to a team; the new value is the team's id. */
    TEAM_CHANGED,
    /** It sleeps; the new value is the moment at which it wakes (ISO 8601, UTC). */
    SNOOZED,
    /** The ticket waits for somebody else than the customer; the new value says for whom. */
    WAITS_FOR,
    /** Somebody wrote commands who may not; they are text. */
    COMMANDS_IGNORED,
    /** A mail was read in part only, because of a bound; the new value says what was left out. The archive has all of it. */
    PARTLY_READ,
    /** A mail of ours could not be delivered. */
    DELIVERY_FAILED,
    /** A copy could not be made, for now. */
    COPY_FAILED,
    /** Nobody took it in time, or it is urgent: everybody on duty was told. */
    ESCALATED,
    /** Something was erased. */
    ERASED;

    /**
     * As it stands in JSON.
     *
     * @return the name in lower case with hyphens, such as {@code status-changed}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a word.
     *
     * @param word such as {@code opened}
     * @return the type, or empty when there is no such one
     */
    public static Optional<EventType> ofWord(String word) {
        return Words.of(values(), EventType::word, word);
    }
}
