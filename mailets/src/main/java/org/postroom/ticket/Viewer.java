// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.DeskId;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Role;
import org.postroom.message.EmailAddress;

/** On whose behalf something is looked at (design rule 9). Every query takes one and returns only what it may see. */
public sealed interface Viewer {

    /** The admin at the server's own command line, and Postroom itself: sees everything. */
    Viewer ADMIN = new Admin();

    /**
     * The desks whose tickets may be seen.
     *
     * @return the ids, or empty for all desks there are
     */
    Optional<Set<DeskId>> desks();

    /**
     * Whether a message may be seen.
     *
     * @param desk the desk of its ticket
     * @param audience its audience
     * @return true when it may
     */
    boolean sees(DeskId desk, Audience audience);

    /** See {@link #ADMIN}. */
    record Admin() implements Viewer {
        @Override
        public Optional<Set<DeskId>> desks() {
            return Optional.empty();
        }

        @Override
        public boolean sees(DeskId desk, Audience audience) {
            return true;
        }
    }

    /**
     * Somebody who works here.
     *
     * @param address who
     * @param roles what they may do where
     */
    record Member(EmailAddress address, Map<DeskId, Role> roles) implements Viewer {

        /** Takes a copy. */
        public Member {
            roles = Map.copyOf(roles);
        }

        @Override
        public Optional<Set<DeskId>> desks() {
            return Optional.of(roles.keySet());
        }

        @Override
        public boolean sees(DeskId desk, Audience audience) {
            Role role = roles.get(desk);
            return switch (audience) {
                case PUBLIC, INTERNAL -> role != null;
                case LEADS -> role == Role.LEAD;
                case NAMED -> false;
            };
        }
    }

    /**
     * The viewer that somebody is.
     *
     * @param address whose address
     * @param helpDesk the configuration
     * @return a viewer who sees the desks where that address has a role; none, for a stranger
     */
    static Viewer of(EmailAddress address, HelpDesk helpDesk) {
        Map<DeskId, Role> roles = new HashMap<>();
        helpDesk.desks()
                .forEach(desk -> helpDesk.role(address, desk.id()).ifPresent(role -> roles.put(desk.id(), role)));
        return new Member(address, roles);
    }
}
