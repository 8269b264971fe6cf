// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import java.util.List;
import java.util.Optional;
import org.postroom.desk.Desk;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.SignedAddresses.Meaning;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.TicketTransaction.KnownReference;

/**
 * Which ticket a mail continues (design rule 5). The title alone is never a reason.
 *
 * <p>Looked at in this order, and the first that is found decides: the signed address that it was sent to; an identifier
 * of ours that it names; any identifier that a ticket of the desk knows, the newest first; a message filed before that
 * names this mail (it came after its own answer); the number in the subject, when the author is a participant.
 */
final class Joining {

    private final SignedAddresses signedAddresses;

    Joining(SignedAddresses signedAddresses) {
        this.signedAddresses = signedAddresses;
    }

    /** Why a mail joins. */
    enum Reason {
        SIGNED_ADDRESS,
        OWN_IDENTIFIER,
        KNOWN_IDENTIFIER,
        NUMBER_OF_PARTICIPANT
    }

    /**
     * The answer.
     *
     * @param ticket the ticket that the mail continues, and why; empty for none
     * @param meaning what the signed address says; empty when the mail was sent to none of this desk
     * @param named serials of existing tickets whose numbers stand in the subject
     */
    record Decision(Optional<Continued> ticket, Optional<Meaning> meaning, List<Long> named) {}

    /** A ticket that a mail continues. */
    record Continued(Ticket ticket, Reason reason) {}

    Decision decide(TicketTransaction tx, Arrival arrival, Desk desk, Optional<EmailAddress> author) {
        Optional<Meaning> meaning = meaning(arrival, desk);
        Optional<Continued> continued = meaning.flatMap(m -> in(tx, desk, m.ticket(), Reason.SIGNED_ADDRESS))
                .or(() -> byIdentifier(tx, arrival, desk))
                .or(() -> byOwnMessageId(tx, arrival, desk))
                .or(() -> byNumber(tx, arrival, desk, author));
        return new Decision(continued, meaning, named(tx, arrival.mail().subject()));
    }

    private Optional<Meaning> meaning(Arrival arrival, Desk desk) {
        return arrival.deskRecipients().stream()
                .flatMap(recipient -> signedAddresses.read(recipient).stream())
                .filter(meaning -> desk.addresses().contains(meaning.deskAddress()))
                .findFirst();
    }

    private static Optional<Continued> byIdentifier(TicketTransaction tx, Arrival arrival, Desk desk) {
        Optional<Continued> known = Optional.empty();
        for (MessageId reference : candidates(arrival)) {
            Optional<KnownReference> found = tx.ticketKnowing(desk.id(), reference);
            if (found.isPresent() && found.get().own()) {
                return in(tx, desk, found.get().ticket(), Reason.OWN_IDENTIFIER);
            }
            if (known.isEmpty() && found.isPresent()) {
                known = in(tx, desk, found.get().ticket(), Reason.KNOWN_IDENTIFIER);
            }
        }
        return known;
    }

    private static List<MessageId> candidates(Arrival arrival) {
        return arrival.classification().kind() == MessageKind.DELIVERY_FAILURE
                ? References.reported(arrival.mail(), arrival.source())
                : References.newestFirst(arrival.mail());
    }

    private static Optional<Continued> byOwnMessageId(TicketTransaction tx, Arrival arrival, Desk desk) {
        return arrival.mail()
                .messageId()
                .flatMap(own -> tx.ticketKnowing(desk.id(), own))
                .filter(known -> !known.received())
                .flatMap(known -> in(tx, desk, known.ticket(), Reason.KNOWN_IDENTIFIER));
    }

    private static Optional<Continued> byNumber(
            TicketTransaction tx, Arrival arrival, Desk desk, Optional<EmailAddress> author) {
        if (author.isEmpty()) {
            return Optional.empty();
        }
        return TicketNumber.findAll(arrival.mail().subject()).stream()
                .filter(number -> number.prefix().equals(desk.prefix()))
                .filter(number -> tx.isParticipant(number.serial(), author.get()))
                .flatMap(number -> in(tx, desk, number.serial(), Reason.NUMBER_OF_PARTICIPANT).stream())
                .findFirst();
    }

    private static Optional<Continued> in(TicketTransaction tx, Desk desk, long ticket, Reason reason) {
        return tx.ticket(ticket)
                .filter(found -> found.desk().equals(desk.id()))
                .map(found -> new Continued(found, reason));
    }

    private static List<Long> named(TicketTransaction tx, String subject) {
        return TicketNumber.findAll(subject).stream()
                .limit(References.MOST_NUMBERS)
                .filter(number -> tx.ticket(number.serial())
                        .filter(ticket -> ticket.number().equals(number))
                        .isPresent())
                .map(TicketNumber::serial)
                .toList();
    }
}
