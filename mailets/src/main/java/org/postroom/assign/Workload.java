// SPDX-License-Identifier: Apache-2.0
package org.postroom.assign;

import org.postroom.message.EmailAddress;

/** What routing has to know of the present. */
public interface Workload {

    /**
     * How many tickets are new or open with an agent.
     *
     * @param agent the agent
     * @return the number
     */
    int load(EmailAddress agent);

    /**
     * The next turn of a team's round-robin.
     *
     * @param team the team's id
     * @return 0, 1, 2, ...
     */
    long nextTurn(String team);
}
