// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.DeskId;
import org.postroom.desk.Language;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;

/**
 * One matter of one requester at one desk, as it stands now.
 *
 * @param number its number; {@code number.serial()} is its key
 * @param desk the desk's id
 * @param deskAddress the address that the requester wrote to; answers come from it
 * @param status where it stands
 * @param category what it is about, as rules or agents said; empty for not known
 * @param priority how much it hurries
 * @param language the requester's language
 * @param tags tags
 * @param agent who has it; empty for nobody
 * @param team the team that routing gave it to; empty for its desk's
 * @param escalated whether everybody on duty was told, because it is urgent or nobody took it in time; false again once
 *     somebody has it
 * @param requester who opened it
 * @param subject the subject of its first message, without a stamp
 * @param messages how many messages it has, variants not counted
 * @param openedAt when it was opened
 * @param updatedAt when it last changed
 * @param version grows with every change
 */
public record Ticket(
        TicketNumber number,
        DeskId desk,
        EmailAddress deskAddress,
        Status status,
        Optional<String> category,
        Priority priority,
        Language language,
        Set<String> tags,
        Optional<EmailAddress> agent,
        Optional<String> team,
        boolean escalated,
        NamedAddress requester,
        String subject,
        int messages,
        Instant openedAt,
        Instant updatedAt,
        long version) {

    /** Takes a copy. */
    public Ticket {
        tags = Set.copyOf(tags);
    }

    /**
     * Its key.
     *
     * @return the serial of its number
     */
    public long id() {
        return number.serial();
    }

    /**
     * The same ticket with another status.
     *
     * @param newStatus the status
     * @param at when it changes
     * @return a changed copy, to be given to {@link TicketTransaction#update}
     */
    public Ticket withStatus(Status newStatus, Instant at) {
        return changed(newStatus, agent, team, escalated, at);
    }

    /**
     * The same ticket with another agent.
     *
     * @param newAgent who has it; empty for nobody
     * @param at when it changes
     * @return a changed copy, to be given to {@link TicketTransaction#update}; not escalated when somebody has it
     */
    public Ticket withAgent(Optional<EmailAddress> newAgent, Instant at) {
        return changed(status, newAgent, team, escalated && newAgent.isEmpty(), at);
    }

    /**
     * The same ticket, given to a team.
     *
     * @param newTeam the team's id
     * @param at when it changes
     * @return a changed copy, to be given to {@link TicketTransaction#update}
     */
    public Ticket withTeam(String newTeam, Instant at) {
        return changed(status, agent, Optional.of(newTeam), escalated, at);
    }

    /**
     * The same ticket, of which everybody on duty is told.
     *
     * @param at when it changes
     * @return a changed copy, to be given to {@link TicketTransaction#update}
     */
    public Ticket withEscalation(Instant at) {
        return changed(status, agent, team, true, at);
    }

    private Ticket changed(
            Status newStatus,
            Optional<EmailAddress> newAgent,
            Optional<String> newTeam,
            boolean newEscalated,
            Instant at) {
        return new Ticket(
                number,
                desk,
                deskAddress,
                newStatus,
                category,
                priority,
                language,
                tags,
                newAgent,
                newTeam,
                newEscalated,
                requester,
                subject,
                messages,
                openedAt,
                at,
                version);
    }
}
