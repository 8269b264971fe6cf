// SPDX-License-Identifier: Apache-2.0
package org.postroom.desk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroom.message.EmailAddress;

/**
 * All desks, teams and agents of one installation, as configured. Immutable; a new configuration is a new value.
 *
 * @param desks the desks, in configuration's order
 * @param teams the teams
 * @param agents the agents, leads and readers included
 */
public record HelpDesk(List<Desk> desks, List<Team> teams, List<Agent> agents) {

    /** Takes copies. */
    public HelpDesk {
        desks = List.copyOf(desks);
        teams = List.copyOf(teams);
        agents = List.copyOf(agents);
    }

    /**
     * The same with absences that are not configured.
     *
     * @param absences by agent; agents who are not there are passed over
     * @return a copy whose agents are away on these days, too
     */
    public HelpDesk withAbsences(Map<EmailAddress, List<Absence>> absences) {
        return absences.isEmpty()
                ? this
                : new HelpDesk(
                        desks,
                        teams,
                        agents.stream()
                                .map(agent -> agent.withAbsences(absences.getOrDefault(agent.address(), List.of())))
                                .toList());
    }

    /**
     * The desk of an id.
     *
     * @param id an id
     * @return the desk, or empty
     */
    public Optional<Desk> desk(DeskId id) {
        return desks.stream().filter(desk -> desk.id().equals(id)).findFirst();
    }

    /**
     * The desk that an address belongs to.
     *
     * @param address an address, also one with a detail ({@code support+x@acme.test})
     * @return the desk, or empty
     */
    public Optional<Desk> deskAt(EmailAddress address) {
        EmailAddress bare = address.withoutDetail();
        return desks.stream()
                .filter(desk ->
                        desk.addresses().contains(address) || desk.addresses().contains(bare))
                .findFirst();
    }

    /**
     * The desk of a ticket prefix.
     *
     * @param prefix a prefix, in any case
     * @return the desk, or empty
     */
    public Optional<Desk> deskOfPrefix(String prefix) {
        return desks.stream()
                .filter(desk -> desk.prefix().equalsIgnoreCase(prefix))
                .findFirst();
    }

    /**
     * The agent of an address.
     *
     * @param address an address
     * @return the agent, lead or reader, or empty when nobody here has it
     */
    public Optional<Agent> agent(EmailAddress address) {
        return agents.stream().filter(agent -> agent.address().equals(address)).findFirst();
    }

    /**
     * The team of an id.
     *
     * @param id an id
     * @return the team, or empty
     */
    public Optional<Team> team(String id) {
        return teams.stream().filter(team -> team.id().equals(id)).findFirst();
    }

    /**
     * The agents of a team.
     *
     * @param teamId an id
     * @return the agents in the team's order; empty when there is no such team
     */
    public List<Agent> agentsOf(String teamId) {
        return team(teamId).stream()
                .flatMap(team -> team.agents().stream())
                .flatMap(address -> agent(address).stream())
                .toList();
    }

    /**
     * What somebody may do at a desk.
     *
     * @param address whose
     * @param desk where
     * @return lead before agent; empty for nothing
     */
    public Optional<Role> role(EmailAddress address, DeskId desk) {
        return desk(desk)
                .flatMap(d -> d.leads().contains(address)
                        ? Optional.of(Role.LEAD)
                        : team(d.team())
                                .filter(t -> t.agents().contains(address))
                                .map(t -> Role.AGENT));
    }

    /**
     * The desks whose tickets somebody may see.
     *
     * @param address whose
     * @return the ids, in configuration's order
     */
    public Set<DeskId> desksOf(EmailAddress address) {
        Set<DeskId> visible = new LinkedHashSet<>();
        for (Desk desk : desks) {
            if (role(address, desk.id()).isPresent()) {
                visible.add(desk.id());
            }
        }
        return visible;
    }

    /**
     * Everybody who has a mailbox here and works at a desk: the team's agents and the leads.
     *
     * @param desk a desk
     * @return their addresses, agents first, each once
     */
    public List<EmailAddress> peopleOf(Desk desk) {
        Set<EmailAddress> people = new LinkedHashSet<>();
        team(desk.team()).ifPresent(team -> people.addAll(team.agents()));
        people.addAll(desk.leads());
        return new ArrayList<>(people);
    }

    /**
     * The teams that work at a desk.
     *
     * @param desk a desk
     * @return its own team, and others of whose agents each has a role there; in configuration's order
     */
    public List<Team> teamsAt(Desk desk) {
        List<EmailAddress> people = peopleOf(desk);
        return teams.stream()
                .filter(team ->
                        team.id().equals(desk.team()) || !team.agents().isEmpty() && people.containsAll(team.agents()))
                .toList();
    }

    /**
     * Who answers for a domain: the leads of the desks that have an address there, or of all desks when none has; their
     * teams' agents when no lead is named.
     *
     * @param domain a domain, in any case
     * @return their addresses, each once; empty only when there is nobody at all
     */
    public List<EmailAddress> leadsAt(String domain) {
        List<Desk> there = desks.stream()
                .filter(desk ->
                        desk.addresses().stream().anyMatch(a -> a.domain().equalsIgnoreCase(domain)))
                .toList();
        List<Desk> responsible = there.isEmpty() ? desks : there;
        List<EmailAddress> leads = responsible.stream()
                .flatMap(desk -> desk.leads().stream())
                .distinct()
                .toList();
        return leads.isEmpty()
                ? responsible.stream()
                        .flatMap(desk -> peopleOf(desk).stream())
                        .distinct()
                        .toList()
                : leads;
    }
}
