// SPDX-License-Identifier: Apache-2.0
package org.postroom.assign;

import java.util.Optional;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Ticket;

/**
 * Where a message went.
 *
 * @param ticket its ticket, as it stands now
 * @param repeated whether it had been routed before, so that nothing changed
 */
public record Routed(Ticket ticket, boolean repeated) {

    /**
     * Who has the ticket.
     *
     * @return the agent; empty when it lies in the queue
     */
    public Optional<EmailAddress> agent() {
        return ticket.agent();
    }
}
