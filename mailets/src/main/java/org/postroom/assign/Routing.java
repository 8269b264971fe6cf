// SPDX-License-Identifier: Apache-2.0
package org.postroom.assign;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.postroom.desk.Agent;
import org.postroom.desk.Language;

/**
 * Chooses an agent of a team.
 *
 * <p>First, who fits: agents with both the language and the skill, where the team has such; else those with the language;
 * else those with the skill; else all. Whether the team has such agents does not depend on who is at work: a letter in
 * Chinese waits for the one who reads it, in everybody's queue. Then, who of these is on duty and below their capacity.
 * Then the strategy. When nobody is left, nobody is chosen.
 */
public final class Routing {

    private Routing() {}

    /**
     * What a ticket needs.
     *
     * @param language the requester's language
     * @param category what it is about; empty for not known
     */
    public record Needs(Language language, Optional<String> category) {}

    /**
     * A team with its agents.
     *
     * @param id the team's id
     * @param agents its agents, in its order; with a fixed agent, that one
     */
    public record Candidates(String id, List<Agent> agents) {}

    /**
     * Chooses.
     *
     * @param rule the strategy
     * @param team among whom
     * @param needs what the ticket needs
     * @param now the present
     * @param workload what the agents have
     * @return the agent, or empty when nobody fits, is on duty and has room
     */
    public static Optional<Agent> choose(
            RoutingRule rule, Candidates team, Needs needs, Instant now, Workload workload) {
        List<Agent> fitting = rule.strategy() == Strategy.FIXED ? team.agents() : fitting(team.agents(), needs);
        List<Agent> free =
                fitting.stream().filter(agent -> hasTime(agent, now, workload)).toList();
        if (free.isEmpty()) {
            return Optional.empty();
        }
        if (free.size() == 1) {
            return Optional.of(free.get(0));
        }
        return rule.strategy() == Strategy.ROUND_ROBIN
                ? Optional.of(free.get(Math.floorMod(workload.nextTurn(team.id()), free.size())))
                : free.stream().min(Comparator.comparingDouble(agent -> share(agent, workload)));
    }

    private static List<Agent> fitting(List<Agent> agents, Needs needs) {
        Predicate<Agent> speaks = agent -> agent.languages().contains(needs.language());
        Predicate<Agent> knows = agent -> needs.category()
                .filter(category -> agent.skills().isEmpty() || agent.skills().contains(category))
                .isPresent();
        for (Predicate<Agent> fits : List.of(speaks.and(knows), speaks, knows)) {
            List<Agent> found = agents.stream().filter(fits).toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return agents;
    }

    private static boolean hasTime(Agent agent, Instant now, Workload workload) {
        return agent.isOnDuty(now) && workload.load(agent.address()) < agent.capacity();
    }

    private static double share(Agent agent, Workload workload) {
        return (double) workload.load(agent.address()) / agent.capacity();
    }
}
