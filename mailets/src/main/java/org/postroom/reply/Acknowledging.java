// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;
import org.postroom.desk.Desk;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Tickets;

/**
 * Acknowledges new tickets, each once: decided and put into the outbox in one transaction. Safe for many threads; running again
 * changes nothing.
 */
public final class Acknowledging {

    private final Tickets tickets;
    private final HelpDesk helpDesk;
    private final AcknowledgementPolicy policy;
    private final Acknowledgements acknowledgements;
    private final Clock clock;

    /**
     * Takes what it works with.
     *
     * @param tickets the tickets
     * @param helpDesk the desks
     * @param policy says who gets none
     * @param acknowledgements writes them
     * @param clock the present
     */
    public Acknowledging(
            Tickets tickets,
            HelpDesk helpDesk,
            AcknowledgementPolicy policy,
            Acknowledgements acknowledgements,
            Clock clock) {
        this.tickets = tickets;
        this.helpDesk = helpDesk;
        this.policy = policy;
        this.acknowledgements = acknowledgements;
        this.clock = clock;
    }

    /**
     * Acknowledges a ticket, if that is to be done and was not yet. A message that was routed already was here before.
     *
     * @param message the key of the message that opened the ticket; any other message is left alone
     * @param mail what it says
     * @return whether a mail lies in the outbox now that was not there before
     */
    public boolean acknowledge(long message, IncomingMail mail) {
        Optional<Opened> opened = tickets.inTransaction(tx -> opened(tx, message));
        Optional<Desk> desk = opened.flatMap(o -> helpDesk.desk(o.ticket().desk()));
        if (desk.isEmpty()) {
            return false;
        }
        Opened found = opened.get();
        Predicate<EmailAddress> failed = address -> found.addressFailed();
        Optional<String> withheld = policy.reasonToWithhold(found.ticket(), found.message(), failed);
        if (withheld.isPresent()) {
            tickets.inTransaction(tx -> {
                tx.record(event(found.ticket(), EventType.ACKNOWLEDGEMENT_WITHHELD, withheld.get()));
                return withheld;
            });
            return false;
        }
        OutgoingMail letter = acknowledgements.compose(desk.get(), found.ticket(), found.message(), mail);
        return tickets.inTransaction(tx -> send(tx, found.ticket(), letter));
    }

    /**
     * Remembers that the author of a mail gets no acknowledgement.
     *
     * @param message the key of the message that opened the ticket
     * @param reason why, in a few words
     */
    public void withhold(long message, String reason) {
        tickets.inTransaction(tx -> {
            opened(tx, message)
                    .ifPresent(found -> tx.record(event(found.ticket(), EventType.ACKNOWLEDGEMENT_WITHHELD, reason)));
            return reason;
        });
    }

    private record Opened(Ticket ticket, Message message, boolean addressFailed) {}

    private static Optional<Opened> opened(TicketTransaction tx, long id) {
        Optional<Message> message = tx.message(id).filter(m -> m.opensTicket() && !m.routed());
        return message.flatMap(m -> tx.read(m.ticket())
                .map(t -> new Opened(t, m, tx.isFailedAddress(t.requester().address()))));
    }

    private boolean send(TicketTransaction tx, Ticket ticket, OutgoingMail letter) {
        boolean first = tx.send(letter);
        if (first) {
            tx.rememberOwnMessageId(ticket.id(), ticket.desk(), letter.messageId());
            tx.record(event(
                    ticket, EventType.ACKNOWLEDGED, ticket.requester().address().asString()));
        }
        return first;
    }

    private NewEvent event(Ticket ticket, EventType type, String value) {
        return new NewEvent(
                ticket.id(), type, clock.instant(), NewEvent.POSTROOM, Cause.RULE, "acknowledgement", "", value);
    }
}
