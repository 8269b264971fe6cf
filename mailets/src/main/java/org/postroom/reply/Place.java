// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.Optional;
import org.postroom.command.Verb;
import org.postroom.desk.Desk;
import org.postroom.reply.AgentTargets.Target;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.Ticket;

/**
 * Where a mail belongs.
 *
 * @param desk the desk
 * @param target the ticket; empty for none yet
 */
record Place(Desk desk, Optional<Target> target) {

    Optional<Ticket> ticket() {
        return target.map(Target::ticket);
    }

    /** Whether a mail that belongs here is for agents only. */
    boolean isNote(Draft draft) {
        return draft.has(Verb.NOTE)
                || target.filter(at -> at.to() == SignedAddresses.Target.AGENTS).isPresent();
    }
}
