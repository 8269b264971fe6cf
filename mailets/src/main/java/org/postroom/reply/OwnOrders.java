// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.Optional;
import java.util.Set;
import org.postroom.command.Orders;
import org.postroom.command.Selection;
import org.postroom.ticket.TicketTransaction;

/** Commands that are about their author, whatever ticket the mail is about: absences, and tickets that are handed over. */
final class OwnOrders {

    private final Presence presence;
    private final HandingOver handingOver;

    OwnOrders(AgentTools tools, AgentNotices notices) {
        this.presence = new Presence(notices);
        this.handingOver = new HandingOver(tools, notices);
    }

    /** What a mail's commands mean, looked up before the transaction. */
    Optional<Selection> select(Draft draft) {
        return handingOver.select(draft);
    }

    /** Carries them out; returns serials of tickets that changed. To be called once everything else of the mail is done. */
    Set<Long> carryOut(TicketTransaction tx, Draft draft, Place place, Orders orders) {
        presence.carryOut(tx, draft, place, orders);
        return handingOver.carryOut(tx, draft, place, orders);
    }
}
