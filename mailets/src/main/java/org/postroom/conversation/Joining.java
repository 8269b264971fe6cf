// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
 * names this mail (it came after its own answer); the number in the subject, when the author is a participant; for a report of
 * a failed delivery that says nothing else, the ticket from which we wrote to that recipient last.
 */
final class Joining {

    private static final int MOST_NUMBERS = 5;
    private static final int LONGEST_SUBJECT = 1000;

    /** For how long servers try to deliver a mail (RFC 5321, section 4.5.4.1: four to five days), and some more. */
    private static final Duration LONGEST_UNDER_WAY = Duration.ofDays(7);

    private final SignedAddresses signedAddresses;

    Joining(SignedAddresses signedAddresses) {
        this.signedAddresses = signedAddresses;
    }

    /** Why a mail joins. */
    enum Reason {
        SIGNED_ADDRESS,
        OWN_IDENTIFIER,
        KNOWN_IDENTIFIER,
        NUMBER_OF_PARTICIPANT,
        LAST_SENT_TO_RECIPIENT
    }

    /**
     * The answer.
     *
     * @param ticket the ticket that the mail continues, and why; empty for none
     * @param over a ticket that it would continue, had it not ended too long ago, or were the mail more than addressed to it;
     *     empty for none
     * @param meaning what the signed address says; empty when the mail was sent to none of this desk
     * @param named serials of existing tickets whose numbers stand in the subject
     */
    record Decision(Optional<Continued> ticket, Optional<Ticket> over, Optional<Meaning> meaning, List<Long> named) {}

    /** A ticket that a mail continues. */
    record Continued(Ticket ticket, Reason reason) {}

    Decision decide(TicketTransaction tx, Question question, Predicate<Ticket> isOver) {
        List<Meaning> meanings = meanings(question);
        Optional<Meaning> meaning = meanings.stream()
                .filter(m -> SignedAnswer.isAnswer(tx, question, m))
                .findFirst();
        List<Supplier<Optional<Continued>>> rules = List.of(
                () -> meaning.flatMap(m -> signed(tx, question, m)),
                () -> byIdentifier(tx, question),
                () -> byOwnMessageId(tx, question),
                () -> byNumber(tx, question),
                () -> byRecipient(tx, question));
        Optional<Meaning> said = meaning.or(() -> meanings.stream().findFirst());
        Optional<Ticket> over = Optional.empty();
        for (Supplier<Optional<Continued>> rule : rules) {
            Optional<Continued> found = rule.get();
            if (found.isPresent() && !isOver.test(found.get().ticket())) {
                return new Decision(found, Optional.empty(), said, List.of());
            }
            over = over.or(() -> found.map(Continued::ticket));
        }
        return new Decision(
                Optional.empty(),
                over.or(() -> said.flatMap(m -> signed(tx, question, m)).map(Continued::ticket)),
                said,
                named(tx, question));
    }

    /**
     * What is asked.
     *
     * @param arrival the mail
     * @param desk where
     * @param author who wrote it; empty for nobody knows
     * @param unreached for a report of a failed delivery, whom the mail did not reach
     */
    record Question(Arrival arrival, Desk desk, Optional<EmailAddress> author, List<EmailAddress> unreached) {

        /** A subject may be as long as a header; numbers that anybody put there stand at its front. */
        String subject() {
            String subject = arrival.mail().subject();
            return subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) : subject;
        }
    }

    private List<Meaning> meanings(Question question) {
        return question.arrival().deskRecipients().stream()
                .flatMap(recipient -> signedAddresses.read(recipient).stream())
                .filter(meaning -> question.desk().addresses().contains(meaning.deskAddress()))
                .toList();
    }

    private static Optional<Continued> signed(TicketTransaction tx, Question question, Meaning meaning) {
        return in(tx, question.desk(), SignedAnswer.ticketOf(tx, meaning), Reason.SIGNED_ADDRESS);
    }

    private static Optional<Continued> byIdentifier(TicketTransaction tx, Question question) {
        Desk desk = question.desk();
        Optional<Continued> known = Optional.empty();
        for (MessageId reference : candidates(question.arrival())) {
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

    private static Optional<Continued> byOwnMessageId(TicketTransaction tx, Question question) {
        Desk desk = question.desk();
        return question.arrival()
                .mail()
                .messageId()
                .flatMap(own -> tx.ticketKnowing(desk.id(), own))
                .filter(known -> !known.received())
                .flatMap(known -> in(tx, desk, known.ticket(), Reason.KNOWN_IDENTIFIER));
    }

    private static Optional<Continued> byNumber(TicketTransaction tx, Question question) {
        Desk desk = question.desk();
        return question.author().stream()
                .flatMap(author -> TicketNumber.findAll(question.subject()).stream()
                        .filter(number -> number.prefix().equals(desk.prefix()))
                        .filter(number -> tx.isParticipant(number.serial(), author)))
                .flatMap(number -> in(tx, desk, number.serial(), Reason.NUMBER_OF_PARTICIPANT).stream())
                .findFirst();
    }

    private static Optional<Continued> byRecipient(TicketTransaction tx, Question question) {
        Arrival arrival = question.arrival();
        if (arrival.classification().kind() != MessageKind.DELIVERY_FAILURE) {
            return Optional.empty();
        }
        Instant since = arrival.receivedAt().minus(LONGEST_UNDER_WAY);
        return question.unreached().stream()
                .flatMap(recipient -> tx.lastSentTo(question.desk().id(), recipient, since).stream())
                .findFirst()
                .flatMap(ticket -> in(tx, question.desk(), ticket, Reason.LAST_SENT_TO_RECIPIENT));
    }

    private static Optional<Continued> in(TicketTransaction tx, Desk desk, long ticket, Reason reason) {
        return tx.surviving(ticket)
                .filter(found -> found.desk().equals(desk.id()))
                .map(found -> new Continued(found, reason));
    }

    private static List<Long> named(TicketTransaction tx, Question question) {
        return TicketNumber.findAll(question.subject()).stream()
                .limit(MOST_NUMBERS)
                .filter(number -> tx.read(number.serial())
                        .filter(ticket -> ticket.number().equals(number))
                        .isPresent())
                .map(TicketNumber::serial)
                .toList();
    }
}
