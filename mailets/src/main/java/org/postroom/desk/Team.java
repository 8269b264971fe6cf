// SPDX-License-Identifier: Apache-2.0
package org.postroom.desk;

import java.util.List;
import org.postroom.message.EmailAddress;

/**
 * A set of agents.
 *
 * @param id the id, as configuration and routing name it
 * @param agents the agents' addresses, in configuration's order
 */
public record Team(String id, List<EmailAddress> agents) {

    /** Takes a copy. */
    public Team {
        agents = List.copyOf(agents);
    }
}
