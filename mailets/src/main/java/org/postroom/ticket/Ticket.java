// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
        return changed(at, draft -> draft.status = newStatus);
    }

    /**
     * The same ticket with another agent.
     *
     * @param newAgent who has it; empty for nobody
     * @param at when it changes
     * @return a changed copy, to be given to {@link TicketTransaction#update}; not escalated when somebody has it
     */
    public Ticket withAgent(Optional<EmailAddress> newAgent, Instant at) {
        return changed(at, draft -> {
            draft.agent = newAgent;
            draft.escalated = escalated && newAgent.isEmpty();
        });
    }

    /**
     * The same ticket, given to a team.
     *
     * @param newTeam the team's id
     * @param at when it changes
     * @return a changed copy, to be given to {@link TicketTransaction#update}
     */
    public Ticket withTeam(String newTeam, Instant at) {
        return changed(at, draft -> draft.team = Optional.of(newTeam));
    }

    /**
     * The same ticket, of which everybody on duty is told.
     *
     * @param at when it changes
     * @return a changed copy, to be given to {@link TicketTransaction#update}
     */
    public Ticket withEscalation(Instant at) {
        return changed(at, draft -> draft.escalated = true);
    }

    /**
     * The same ticket with another category.
     *
     * @param newCategory what it is about
     * @param at when it changes
     * @return a changed copy, to be given to {@link TicketTransaction#update}
     */
    public Ticket withCategory(String newCategory, Instant at) {
        return changed(at, draft -> draft.category = Optional.of(newCategory));
    }

    /**
     * The same ticket with another priority.
     *
     * @param newPriority how much it hurries
     * @param at when it changes
     * @return a changed copy, to be given to {@link TicketTransaction#update}
     */
    public Ticket withPriority(Priority newPriority, Instant at) {
        return changed(at, draft -> draft.priority = newPriority);
    }

    /**
     * The same ticket with other tags.
     *
     * @param newTags all of its tags
     * @param at when it changes
     * @return a changed copy, to be given to {@link TicketTransaction#update}
     */
    public Ticket withTags(Set<String> newTags, Instant at) {
        return changed(at, draft -> draft.tags = newTags);
    }

    /**
     * The same ticket with another subject.
     *
     * @param newSubject the subject, in one line, without a stamp
     * @param at when it changes
     * @return a changed copy, to be given to {@link TicketTransaction#update}
     */
    public Ticket withSubject(String newSubject, Instant at) {
        return changed(at, draft -> draft.subject = newSubject);
    }

    /**
     * The same ticket with another requester.
     *
     * @param newRequester whose matter it is
     * @param at when it changes
     * @return a changed copy, to be given to {@link TicketTransaction#update}
     */
    public Ticket withRequester(NamedAddress newRequester, Instant at) {
        return changed(at, draft -> draft.requester = newRequester);
    }

    private Ticket changed(Instant at, Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new Ticket(
                number,
                desk,
                deskAddress,
                draft.status,
                draft.category,
                draft.priority,
                language,
                draft.tags,
                draft.agent,
                draft.team,
                draft.escalated,
                draft.requester,
                draft.subject,
                messages,
                openedAt,
                at,
                version);
    }

    /** The values that change, while they do. */
    private static final class Draft {
        private Status status;
        private Optional<String> category;
        private Priority priority;
        private Set<String> tags;
        private Optional<EmailAddress> agent;
        private Optional<String> team;
        private boolean escalated;
        private NamedAddress requester;
        private String subject;

        private Draft(Ticket ticket) {
            status = ticket.status;
            category = ticket.category;
            priority = ticket.priority;
            tags = ticket.tags;
            agent = ticket.agent;
            team = ticket.team;
            escalated = ticket.escalated;
            requester = ticket.requester;
            subject = ticket.subject;
        }
    }
}
