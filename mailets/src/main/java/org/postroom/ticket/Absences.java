// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.postroom.desk.Absence;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;

/**
 * When agents are away, as they said themselves, within one transaction. Who said what when is kept, also of what was taken
 * back.
 *
 * <p>They are laid over the configured help desk where something is decided, in the transaction that decides it: a copy of the
 * help desk that is kept up to date would have to be told of every commit, on every node.
 */
public interface Absences {

    /**
     * Absences that are not over yet in every time zone.
     *
     * @param now the present
     * @return them by agent, the earliest first; those that are being said at this moment may be among them
     */
    Map<EmailAddress, List<Absence>> current(Instant now);

    /**
     * Notes an absence. It takes the place of those of the agent that it overlaps, so that what is said last counts.
     *
     * @param agent who is away, and says so
     * @param absence when, in the agent's time zone
     * @param at when it was said
     * @return those that it takes the place of, the earliest first
     */
    List<Absence> say(EmailAddress agent, Absence absence, Instant at);

    /**
     * The agent is back: ends the absence of today; when there is none, takes back all that are to come.
     *
     * @param agent who is back, and says so
     * @param today the agent's day
     * @param at when it was said
     * @return those that do not count any more, the earliest first
     */
    List<Absence> takeBack(EmailAddress agent, LocalDate today, Instant at);

    /**
     * The help desk as it is now.
     *
     * @param configured as it is configured
     * @param now the present
     * @return the same, whose agents are also away when they said so
     */
    default HelpDesk over(HelpDesk configured, Instant now) {
        return configured.withAbsences(current(now));
    }
}
