// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.Agent;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Role;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Folder;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.WantedCopy;
import org.postroom.ticket.WantedCopy.Slot;

/**
 * Which copies of a ticket shall exist, and how they shall be. A pure function of ticket, messages and configuration.
 *
 * <table>
 * <caption>Where the copies lie</caption>
 * <tr><th>ticket</th><th>whose mailbox</th><th>folder</th></tr>
 * <tr><td>somebody has it</td><td>the agent's</td><td>by status: INBOX (new, open), Tickets.Waiting, Tickets.Snoozed,
 *     Tickets.Closed</td></tr>
 * <tr><td>new or open, and its agent is absent</td><td>in addition, the team's other agents'</td><td>Tickets.Take</td></tr>
 * <tr><td>nobody has it, new or open</td><td>every agent's of the team</td><td>Tickets.Take</td></tr>
 * <tr><td>the same, and urgent or not taken in time</td><td>in addition, those on duty</td><td>INBOX: its newest message
 *     from outside</td></tr>
 * <tr><td>nobody has it, waiting, snoozed or closed</td><td>nobody's</td><td></td></tr>
 * </table>
 */
public final class CopyRules {

    private CopyRules() {}

    /**
     * Says in a transaction which copies of a ticket shall exist. To be called by whatever changes a ticket.
     *
     * @param tx the transaction
     * @param ticket the ticket, as it was changed
     * @param helpDesk the configuration; absences that agents told are added here
     * @param now the present
     */
    public static void apply(TicketTransaction tx, Ticket ticket, HelpDesk helpDesk, Instant now) {
        apply(tx, ticket, tx.messages(ticket.id()), helpDesk, now);
    }

    /**
     * The same for who has read the ticket's messages in this transaction.
     *
     * @param tx the transaction
     * @param ticket the ticket, as it was changed
     * @param messages its messages, in their order
     * @param helpDesk the configuration
     * @param now the present
     */
    public static void apply(
            TicketTransaction tx, Ticket ticket, List<Message> messages, HelpDesk helpDesk, Instant now) {
        HelpDesk current = tx.absences().over(helpDesk, now);
        tx.wantCopies(ticket.id(), wanted(ticket, messages, current, now));
    }

    /**
     * The copies that shall exist.
     *
     * @param ticket the ticket
     * @param messages its messages, in their order
     * @param helpDesk the configuration
     * @param now the present: who is absent, who is on duty
     * @return the copies; message, owner and slot together are unique among them
     */
    public static List<WantedCopy> wanted(Ticket ticket, List<Message> messages, HelpDesk helpDesk, Instant now) {
        List<WantedCopy> copies = new ArrayList<>();
        Look look = Look.at(ticket, messages);
        List<Agent> team = team(ticket, helpDesk);
        Optional<EmailAddress> owner = ticket.agent();
        boolean work = ticket.status().isWork();
        owner.ifPresent(agent -> addAll(copies, look, agent, folder(ticket.status()), helpDesk));
        boolean absent = owner.flatMap(helpDesk::agent)
                .filter(agent -> agent.isAbsent(now))
                .isPresent();
        if (work && (owner.isEmpty() || absent)) {
            team.stream()
                    .map(Agent::address)
                    .filter(agent -> owner.filter(agent::equals).isEmpty())
                    .forEach(agent -> addAll(copies, look, agent, Folder.TAKE, helpDesk));
        }
        if (work && owner.isEmpty() && ticket.escalated()) {
            look.newest()
                    .ifPresent(message -> team.stream()
                            .filter(agent -> agent.isOnDuty(now) && maySee(agent.address(), ticket, message, helpDesk))
                            .forEach(agent ->
                                    copies.add(look.copy(message, agent.address(), Slot.ALERT, Folder.INBOX))));
        }
        return copies;
    }

    private static void addAll(
            List<WantedCopy> copies, Look look, EmailAddress owner, Folder folder, HelpDesk helpDesk) {
        for (Message message : look.messages()) {
            if (maySee(owner, look.ticket(), message, helpDesk)) {
                copies.add(look.copy(message, owner, Slot.HOME, folder));
            }
        }
    }

    private static List<Agent> team(Ticket ticket, HelpDesk helpDesk) {
        return ticket.team()
                .filter(team -> helpDesk.team(team).isPresent())
                .or(() -> helpDesk.desk(ticket.desk()).map(desk -> desk.team()))
                .map(helpDesk::agentsOf)
                .orElse(List.of());
    }

    /** Who got the ticket may see what an agent may see, also when routing gave it to another team than the desk's. */
    private static boolean maySee(EmailAddress owner, Ticket ticket, Message message, HelpDesk helpDesk) {
        Audience audience = message.audience();
        return switch (audience) {
            case PUBLIC, INTERNAL -> true;
            case LEADS ->
                helpDesk.role(owner, ticket.desk())
                        .filter(role -> role == Role.LEAD)
                        .isPresent();
            case NAMED -> false;
        };
    }

    private static Folder folder(Status status) {
        return switch (status) {
            case NEW, OPEN -> Folder.INBOX;
            case WAITING -> Folder.WAITING;
            case SNOOZED -> Folder.SNOOZED;
            case CLOSED -> Folder.CLOSED;
        };
    }

    /** A ticket with its messages, and how a copy of each looks. */
    private record Look(Ticket ticket, List<Message> messages, Optional<Message> newest, Set<String> keywords) {

        static Look at(Ticket ticket, List<Message> messages) {
            Set<String> keywords = new LinkedHashSet<>();
            ticket.category().flatMap(Keyword::of).ifPresent(keywords::add);
            ticket.tags().forEach(tag -> Keyword.of(tag).ifPresent(keywords::add));
            Optional<Message> newest =
                    messages.stream().filter(Look::wantsAttention).reduce((first, second) -> second);
            return new Look(ticket, messages, newest, keywords);
        }

        WantedCopy copy(Message message, EmailAddress owner, Slot slot, Folder folder) {
            boolean isOwn =
                    message.from().filter(from -> from.address().equals(owner)).isPresent();
            boolean isNews = !isOwn
                    && (!message.routed() && (wantsAttention(message) || isNote(message))
                            || newest.filter(message::equals).isPresent());
            return new WantedCopy(
                    message.id(),
                    owner,
                    slot,
                    folder,
                    ticket.priority() == Priority.URGENT,
                    message.answered(),
                    !isNews,
                    keywords);
        }

        /** What Postroom tells the agents by a note of its own. */
        private static boolean isNote(Message message) {
            return message.kind() == MessageKind.SYSTEM && message.audience() == Audience.INTERNAL;
        }

        private static boolean wantsAttention(Message message) {
            MessageKind kind = message.kind();
            return kind != MessageKind.REPLY && kind != MessageKind.AUTO_REPLY && kind != MessageKind.SYSTEM;
        }
    }
}
