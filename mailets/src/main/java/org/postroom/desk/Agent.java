// SPDX-License-Identifier: Apache-2.0
package org.postroom.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.postroom.message.EmailAddress;

/**
 * A person who answers.
 *
 * @param address the account in Apache James, which is also the address
 * @param name the full name, as customers may see it
 * @param languages what the agent answers in
 * @param skills categories that the agent knows; empty for all
 * @param capacity how many new and open tickets the agent has at the most
 * @param hours when the agent works
 * @param absences when the agent is away
 */
public record Agent(
        EmailAddress address,
        String name,
        Set<Language> languages,
        Set<String> skills,
        int capacity,
        WorkingHours hours,
        List<Absence> absences) {

    /** Takes copies. */
    public Agent {
        languages = Set.copyOf(languages);
        skills = Set.copyOf(skills);
        absences = List.copyOf(absences);
    }

    /**
     * The same agent, away on further days.
     *
     * @param more further absences
     * @return a copy that has these, too
     */
    public Agent withAbsences(List<Absence> more) {
        List<Absence> all = new ArrayList<>(absences);
        all.addAll(more);
        return new Agent(address, name, languages, skills, capacity, hours, all);
    }

    /**
     * Whether the agent is away.
     *
     * @param moment a moment
     * @return true on a day of an absence, in the agent's time zone
     */
    public boolean isAbsent(Instant moment) {
        return absences.stream()
                .anyMatch(a -> a.covers(moment.atZone(hours.zone()).toLocalDate()));
    }

    /**
     * Whether the agent is at work.
     *
     * @param moment a moment
     * @return true within the agent's hours, when the agent is not away
     */
    public boolean isOnDuty(Instant moment) {
        return hours.cover(moment) && !isAbsent(moment);
    }
}
