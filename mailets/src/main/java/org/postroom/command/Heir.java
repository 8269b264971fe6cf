// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.desk.Agent;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Role;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;

/**
 * Who gets tickets that are handed over, and which: {@code ivan}, {@code Ann Lee status:waiting refund}.
 *
 * @param agent who gets them
 * @param query which, in the language of search; empty for all
 */
public record Heir(Agent agent, String query) {

    private static final Pattern WORD = Pattern.compile("\\S+");

    /**
     * Reads whom {@code #handover} names. As many words as name one agent are the name, the rest is the query.
     *
     * @param argument what stands behind the command
     * @param actor who writes it
     * @param helpDesk who works here
     * @return the heir, among those who work at a desk of the actor's; empty when nobody, or more than one, is named
     */
    public static Optional<Heir> read(String argument, Agent actor, HelpDesk helpDesk) {
        List<Agent> people = candidates(actor, helpDesk);
        Optional<Heir> heir = Optional.empty();
        Matcher word = WORD.matcher(argument);
        while (word.find()) {
            String query = argument.substring(word.end()).strip();
            Optional<Heir> longer =
                    Who.among(people, argument.substring(0, word.end()).strip()).map(agent -> new Heir(agent, query));
            heir = longer.isPresent() ? longer : heir;
        }
        return heir;
    }

    /** Everybody who works at a desk of the actor's. */
    static List<Agent> candidates(Agent actor, HelpDesk helpDesk) {
        return helpDesk.desksOf(actor.address()).stream()
                .flatMap(id -> helpDesk.desk(id).stream())
                .flatMap(desk -> helpDesk.peopleOf(desk).stream())
                .distinct()
                .flatMap(address -> helpDesk.agent(address).stream())
                .toList();
    }

    /**
     * Whether a ticket may be handed over: it is not closed, belongs to a desk where both work, and the actor has it, or is a
     * lead there and means others' tickets.
     *
     * @param ticket the ticket
     * @param actor who hands over
     * @param ofOthers whether others' tickets are meant
     * @param helpDesk who works where
     * @return true when it may
     */
    public boolean mayGet(Ticket ticket, Agent actor, boolean ofOthers, HelpDesk helpDesk) {
        Optional<Role> role = helpDesk.role(actor.address(), ticket.desk());
        boolean own = ticket.agent().filter(actor.address()::equals).isPresent();
        boolean others = ofOthers
                && ticket.agent().isPresent()
                && role.filter(Role.LEAD::equals).isPresent();
        return ticket.status() != Status.CLOSED
                && role.isPresent()
                && (own || others)
                && ticket.agent().filter(agent.address()::equals).isEmpty()
                && helpDesk.role(agent.address(), ticket.desk()).isPresent();
    }
}
