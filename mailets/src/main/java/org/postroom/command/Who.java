// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.postroom.command.OrderReader.Scene;
import org.postroom.desk.Agent;
import org.postroom.desk.Team;
import org.postroom.message.AddressList;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;

/** Finds whom commands name: agents, teams, and people outside. */
final class Who {

    private final Scene scene;
    private final Problems problems;

    Who(Scene scene, Problems problems) {
        this.scene = scene;
        this.problems = problems;
    }

    /** An agent who works at the desk. */
    Optional<Agent> agent(Command command) {
        List<Agent> people = scene.helpDesk().peopleOf(scene.desk()).stream()
                .flatMap(address -> scene.helpDesk().agent(address).stream())
                .toList();
        Optional<Agent> found = among(people, command.argument());
        if (found.isEmpty()) {
            problems.wrong(command, "is nobody of this desk, or more than one; its people are " + list(people));
        }
        return found;
    }

    /** By address, by what stands before the @, by the whole name, or by the beginning of a name that only one has. */
    static Optional<Agent> among(List<Agent> people, String who) {
        String wanted = who.toLowerCase(Locale.ROOT);
        for (Predicate<Agent> test : List.<Predicate<Agent>>of(
                agent -> agent.address().key().equals(wanted),
                agent -> agent.address().localPart().equalsIgnoreCase(wanted),
                agent -> agent.name().equalsIgnoreCase(who),
                agent -> agent.name().toLowerCase(Locale.ROOT).startsWith(wanted))) {
            List<Agent> found = people.stream().filter(test).toList();
            if (found.size() == 1) {
                return Optional.of(found.get(0));
            }
        }
        return Optional.empty();
    }

    static String list(List<Agent> people) {
        return people.stream()
                .map(agent -> agent.name() + " <" + agent.address() + ">")
                .collect(Collectors.joining(", "));
    }

    /**
     * A team of which everybody works at the desk. Of others, some would see tickets that are none of their business, or nobody
     * would see them any more.
     */
    Optional<Team> team(Command command) {
        List<Team> teams = scene.helpDesk().teamsAt(scene.desk());
        Optional<Team> team = teams.stream()
                .filter(known -> known.id().equalsIgnoreCase(command.argument()))
                .findFirst();
        if (team.isEmpty()) {
            problems.wrong(
                    command,
                    "is no team of this desk; its teams are "
                            + teams.stream().map(Team::id).collect(Collectors.joining(", ")));
        }
        return team;
    }

    /** An address that is none of ours. */
    Optional<NamedAddress> outsider(Command command) {
        List<NamedAddress> named = AddressList.parse(command.argument());
        if (named.size() != 1) {
            problems.wrong(command, "is no address; write one such as " + command.verb() + " ann@customer.example");
            return Optional.empty();
        }
        EmailAddress address = named.get(0).address();
        if (scene.helpDesk().deskAt(address).isPresent()
                || scene.helpDesk().agent(address).isPresent()) {
            problems.wrong(command, "is one of us; " + command.verb() + " takes an address outside");
            return Optional.empty();
        }
        return Optional.of(named.get(0));
    }
}
