// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.postroom.command.Orders;
import org.postroom.desk.Desk;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Role;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.message.InnerTexts;
import org.postroom.message.MailParser;
import org.postroom.message.TopLines;
import org.postroom.ticket.Archive;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Tickets;

/**
 * What agents' mails are worked on with.
 *
 * @param tickets the tickets
 * @param archive sources of messages
 * @param reading reads mails
 * @param signedAddresses reads and makes signed addresses
 * @param helpDesk desks and agents
 * @param copies plans copies
 * @param instance what mails of ours carry
 * @param search finds tickets
 * @param heldFor how long a mail is held that nobody sends
 * @param clock the present
 */
public record AgentTools(
        Tickets tickets,
        Archive archive,
        Reading reading,
        SignedAddresses signedAddresses,
        HelpDesk helpDesk,
        AgentReplies.CopyPlan copies,
        InstanceId instance,
        TicketSearch search,
        Duration heldFor,
        Clock clock) {

    /**
     * How mails are read.
     *
     * @param parser says what they say
     * @param topLines takes commands out of them
     * @param innerTexts looks into all of their parts
     */
    public record Reading(MailParser parser, TopLines topLines, InnerTexts innerTexts) {}

    /** What a mail says. */
    IncomingMail parsed(byte[] source) {
        return reading.parser().parse(source);
    }

    /** Whether somebody leads a desk. */
    boolean isLead(EmailAddress address, Desk desk) {
        return helpDesk.role(address, desk.id())
                .filter(role -> role == Role.LEAD)
                .isPresent();
    }

    /** Whether a held mail may be private: it went past the desk, and its author can still say so. */
    boolean isPrivate(HeldMail held) {
        return PastDesk.isPastDesk(held.recipients(), helpDesk)
                && helpDesk.agent(held.agent()).isPresent();
    }

    /** The desk that a held mail belongs to. */
    Optional<Desk> desk(HeldMail held) {
        return tickets.numberOf(held.ticket())
                .flatMap(number -> helpDesk.deskOfPrefix(number.prefix()))
                .or(() -> held.recipients().stream()
                        .flatMap(recipient -> helpDesk.deskAt(recipient).stream())
                        .findFirst());
    }

    /** Says which copies shall exist of all tickets that commands have touched. */
    void planAll(TicketTransaction tx, Orders.Applied applied) {
        applied.touched().stream()
                .sorted()
                .forEach(serial -> tx.ticket(serial).ifPresent(ticket -> copies.plan(tx, ticket)));
    }
}
