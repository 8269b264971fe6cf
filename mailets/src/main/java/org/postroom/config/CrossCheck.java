// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroom.message.EmailAddress;

/** Holds the settings of desks, teams and agents against each other. What is missing or wrong by itself is passed over. */
final class CrossCheck {

    /**
     * What {@code SignedAddresses} of package {@code ticket} puts behind a local part: two numbers of up to ten digits, the
     * signs between them, and 17 characters of signature; 64 is all that RFC 5321 section 4.5.3.1.1 allows.
     */
    private static final int LONGEST_DESK_LOCAL_PART = 64 - "+1234567890-1234567890-a.12345678901234567".length();

    private final Section postroom;
    private final List<Section> desks;
    private final List<Section> teams;
    private final List<Section> agents;
    private final Section routing;

    CrossCheck(Section postroom, List<Section> desks, List<Section> teams, List<Section> agents, Section routing) {
        this.postroom = postroom;
        this.desks = desks;
        this.teams = teams;
        this.agents = agents;
        this.routing = routing;
    }

    void run() {
        if (desks.isEmpty()) {
            postroom.wrong("<desk> is missing; at least one is needed");
        }
        unique(desks, Shapes.DESK_ID);
        unique(desks, Shapes.DESK_PREFIX);
        unique(teams, Shapes.TEAM_ID);
        unique(agents, Shapes.AGENT_ADDRESS);
        deskAddresses();
        teamsAreKnown();
        agentsAreKnown(teams, Shapes.TEAM_AGENTS);
        agentsAreKnown(desks, Shapes.LEADS);
        skillsAreKnown();
        formsAreOutside();
    }

    static <T> void unique(List<Section> sections, Setting<T> setting) {
        Map<T, Section> seen = new HashMap<>();
        for (Section section : sections) {
            Optional<T> value = section.value(setting);
            if (value.isEmpty()) {
                continue;
            }
            Section first = seen.putIfAbsent(value.get(), section);
            if (first != null) {
                section.wrong(
                        setting,
                        setting.name() + " \"" + value.get() + "\" is taken by " + first.place() + " in line "
                                + first.lineOf(setting));
            }
        }
    }

    private void deskAddresses() {
        Map<EmailAddress, Section> owners = new HashMap<>();
        for (Section agent : agents) {
            agent.value(Shapes.AGENT_ADDRESS).ifPresent(address -> owners.putIfAbsent(address, agent));
        }
        for (Section desk : desks) {
            for (EmailAddress address : desk.value(Shapes.DESK_ADDRESSES).orElse(List.of())) {
                Section owner = owners.putIfAbsent(address, desk);
                if (owner != null) {
                    desk.wrong(
                            Shapes.DESK_ADDRESSES,
                            "addresses has \"" + address + "\", which belongs to " + owner.place());
                }
                if (address.localPart().length() > LONGEST_DESK_LOCAL_PART) {
                    desk.wrong(
                            Shapes.DESK_ADDRESSES,
                            "addresses has \"" + address + "\", whose part before the @ has "
                                    + address.localPart().length() + " characters; at most "
                                    + LONGEST_DESK_LOCAL_PART
                                    + " leave room for the signature in signed addresses");
                }
            }
        }
    }

    private void teamsAreKnown() {
        List<String> ids = teams.stream()
                .flatMap(team -> team.value(Shapes.TEAM_ID).stream())
                .toList();
        for (Section desk : desks) {
            desk.value(Shapes.DESK_TEAM)
                    .filter(id -> !ids.contains(id))
                    .ifPresent(id -> desk.wrong(
                            Shapes.DESK_TEAM, "team is \"" + id + "\", which is unknown" + known("teams", id, ids)));
        }
    }

    private void agentsAreKnown(List<Section> sections, Setting<List<EmailAddress>> setting) {
        List<String> addresses = agents.stream()
                .flatMap(agent -> agent.value(Shapes.AGENT_ADDRESS).stream())
                .map(EmailAddress::asString)
                .toList();
        for (Section section : sections) {
            for (EmailAddress address : section.value(setting).orElse(List.of())) {
                if (addresses.stream().noneMatch(known -> known.equalsIgnoreCase(address.asString()))) {
                    section.wrong(
                            setting,
                            setting.name() + " has \"" + address + "\", who is no agent"
                                    + known("agents", address.asString(), addresses));
                }
            }
        }
    }

    private void skillsAreKnown() {
        Optional<List<String>> categories = routing.value(Shapes.CATEGORIES);
        if (categories.isEmpty()) {
            return;
        }
        for (Section agent : agents) {
            for (String skill : agent.value(Shapes.SKILLS).orElse(List.of())) {
                if (!categories.get().contains(skill)) {
                    agent.wrong(
                            Shapes.SKILLS,
                            "skills has \"" + skill + "\", which is no category"
                                    + known("categories", skill, categories.get()));
                }
            }
        }
    }

    private void formsAreOutside() {
        List<EmailAddress> own = own(desks, agents);
        for (Section desk : desks) {
            for (EmailAddress form : desk.value(Shapes.TRUSTED_FORMS).orElse(List.of())) {
                if (own.contains(form)) {
                    desk.wrong(
                            Shapes.TRUSTED_FORMS,
                            "trustedForms has \"" + form + "\", which is a desk's or an agent's own address");
                }
            }
        }
    }

    /** All addresses of desks and agents that could be read. */
    static List<EmailAddress> own(List<Section> desks, List<Section> agents) {
        return Stream.concat(
                        agents.stream().flatMap(agent -> agent.value(Shapes.AGENT_ADDRESS).stream()),
                        desks.stream()
                                .flatMap(desk -> desk.value(Shapes.DESK_ADDRESSES).stream()
                                        .flatMap(List::stream)))
                .toList();
    }

    private static String known(String what, String word, List<String> words) {
        return words.isEmpty()
                ? "; there are no " + what
                : Nearest.hint(word, words) + "; " + what + ": " + String.join(", ", words);
    }
}
