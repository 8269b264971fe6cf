// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.postroom.conversation.Filed.Outcome;
import org.postroom.conversation.Joining.Decision;
import org.postroom.desk.Desk;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.NewMessage;
import org.postroom.ticket.NewTicket;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.SignedAddresses.Target;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.TicketTransaction.KnownMail;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Timer;

/**
 * Files mail from outside: as a message of the ticket that it continues, or of a new one. One transaction a desk; a mail
 * that is filed again (a retry, a second delivery) gives the same answer and changes nothing. Safe for many threads.
 */
public final class Filing {

    /** For how long after its end a ticket is opened again by an answer, unless configuration says otherwise. */
    public static final Duration REOPEN_WITHIN = Duration.ofDays(14);

    private static final int MOST_PARTICIPANTS = 50;

    private final Tickets tickets;
    private final Supplier<HelpDesk> helpDesk;
    private final Duration reopenWithin;
    private final Joining joining;
    private final FilingLocks locks = new FilingLocks();

    /**
     * Takes what it needs.
     *
     * @param tickets where to file
     * @param signedAddresses reads the addresses that mail was sent to
     * @param helpDesk the configuration, asked for each mail
     * @param reopenWithin for how long after its end a ticket is opened again by an answer; later a new one is opened
     */
    public Filing(
            Tickets tickets, SignedAddresses signedAddresses, Supplier<HelpDesk> helpDesk, Duration reopenWithin) {
        this.tickets = tickets;
        this.helpDesk = helpDesk;
        this.reopenWithin = reopenWithin;
        this.joining = new Joining(signedAddresses);
    }

    /**
     * Files a mail at one desk.
     *
     * @param arrival the mail
     * @param desk the desk; one of those that the mail was sent to
     * @return what became of it, committed
     * @throws org.postroom.ticket.StorageException when the database cannot do it for now; nothing was changed then
     */
    public Filed file(Arrival arrival, Desk desk) {
        return locks.holding(
                References.all(arrival.mail()), () -> tickets.inTransaction(tx -> file(tx, arrival, desk)));
    }

    private Filed file(TicketTransaction tx, Arrival arrival, Desk desk) {
        Optional<NamedAddress> author = Author.of(arrival.mail(), arrival.envelopeSender(), desk);
        List<KnownMail> known = tx.known(arrival.key(), author.map(NamedAddress::address));
        Optional<Message> repeated = at(desk, known, true);
        if (repeated.isPresent()) {
            return new Filed(ticketOf(tx, repeated.get()), repeated.get(), Outcome.REPEATED);
        }
        Optional<Message> original = at(desk, known, false);
        if (original.isPresent()) {
            tx.addVariant(
                    original.get(),
                    message(
                            arrival,
                            desk,
                            original.get().ticket(),
                            original.get().kind(),
                            author));
            return new Filed(ticketOf(tx, original.get()), original.get(), Outcome.VARIANT);
        }
        Decision decision = joining.decide(
                tx,
                new Joining.Question(arrival, desk, author.map(NamedAddress::address)),
                ticket -> isOver(tx, ticket, arrival));
        MessageKind kind = kind(arrival, decision);
        Filed filed = decision.ticket().isPresent()
                ? join(tx, arrival, desk, decision.ticket().get().ticket(), kind, author)
                : open(tx, arrival, desk, decision, kind, author);
        known.stream()
                .filter(KnownMail::same)
                .map(elsewhere -> elsewhere.message().ticket())
                .distinct()
                .sorted()
                .forEach(other -> tx.link(filed.ticket().id(), other, arrival.receivedAt()));
        return filed;
    }

    private static Optional<Message> at(Desk desk, List<KnownMail> known, boolean same) {
        return known.stream()
                .filter(mail -> mail.desk().equals(desk.id()) && mail.same() == same)
                .map(KnownMail::message)
                .findFirst();
    }

    private Filed join(
            TicketTransaction tx,
            Arrival arrival,
            Desk desk,
            Ticket ticket,
            MessageKind kind,
            Optional<NamedAddress> author) {
        Message message = tx.add(message(arrival, desk, ticket.id(), kind, author));
        if (!kind.isRobot()) {
            author.filter(a -> kind == MessageKind.CUSTOMER && !isOurs(a.address(), desk))
                    .ifPresent(a -> tx.addParticipant(ticket.id(), a, arrival.receivedAt()));
            Ticket before = ticketOf(tx, message);
            Status after = before.status().afterCustomerWrote();
            if (after != before.status()) {
                String actor = author.map(a -> a.address().asString()).orElse(NewEvent.POSTROOM);
                tx.update(before, before.withStatus(after, arrival.receivedAt()), actor, Cause.MESSAGE);
                tx.clearTimer(ticket.id(), Timer.Kind.WAKE);
            }
        }
        return new Filed(ticketOf(tx, message), message, Outcome.JOINED);
    }

    private Filed open(
            TicketTransaction tx,
            Arrival arrival,
            Desk desk,
            Decision decision,
            MessageKind kind,
            Optional<NamedAddress> author) {
        NamedAddress requester = author.orElse(Author.UNKNOWN);
        Ticket ticket = tx.open(new NewTicket(
                desk,
                addressedTo(arrival, desk),
                requester,
                TicketSubject.of(arrival.mail().subject()),
                arrival.classification(),
                arrival.receivedAt()));
        Message message = tx.add(message(arrival, desk, ticket.id(), kind, author));
        if (kind == MessageKind.CUSTOMER) {
            Stream.concat(arrival.mail().to().stream(), arrival.mail().cc().stream())
                    .filter(person -> !isOurs(person.address(), desk))
                    .limit(MOST_PARTICIPANTS)
                    .forEach(person -> tx.addParticipant(ticket.id(), person, arrival.receivedAt()));
        }
        decision.over().ifPresent(over -> tx.link(ticket.id(), over.id(), arrival.receivedAt()));
        decision.named().forEach(named -> tx.link(ticket.id(), named, arrival.receivedAt()));
        return new Filed(ticketOf(tx, message), message, Outcome.OPENED);
    }

    private boolean isOver(TicketTransaction tx, Ticket ticket, Arrival arrival) {
        return !arrival.classification().kind().isRobot()
                && ticket.status() == Status.CLOSED
                && tx.closedSince(ticket.id())
                        .map(since -> since.plus(reopenWithin).isBefore(arrival.receivedAt()))
                        .orElse(false);
    }

    private boolean isOurs(EmailAddress address, Desk desk) {
        HelpDesk now = helpDesk.get();
        return now.deskAt(address).isPresent() || now.role(address, desk.id()).isPresent();
    }

    /** Only robots answer to an envelope sender of ours; what an outside expert writes is the expert's. */
    private static MessageKind kind(Arrival arrival, Decision decision) {
        MessageKind kind = arrival.classification().kind();
        Optional<Target> target = decision.meaning().map(SignedAddresses.Meaning::target);
        if (kind != MessageKind.CUSTOMER || target.isEmpty()) {
            return kind;
        }
        return switch (target.get()) {
            case FAILURES -> MessageKind.AUTO_REPLY;
            case EXPERT -> MessageKind.EXPERT;
            case AUTHOR, AGENTS -> kind;
        };
    }

    private static EmailAddress addressedTo(Arrival arrival, Desk desk) {
        return arrival.deskRecipients().stream()
                .filter(desk.addresses()::contains)
                .findFirst()
                .or(() -> arrival.deskRecipients().stream()
                        .map(EmailAddress::withoutDetail)
                        .filter(desk.addresses()::contains)
                        .findFirst())
                .orElse(desk.mainAddress());
    }

    private static NewMessage message(
            Arrival arrival, Desk desk, long ticket, MessageKind kind, Optional<NamedAddress> author) {
        boolean internal = kind == MessageKind.DELIVERY_FAILURE || kind == MessageKind.EXPERT;
        return new NewMessage(
                ticket,
                desk.id(),
                arrival.key(),
                kind,
                internal ? Audience.INTERNAL : Audience.PUBLIC,
                author,
                arrival.mail().subject(),
                arrival.classification().language(),
                arrival.receivedAt(),
                References.stored(arrival.mail()),
                List.of(),
                arrival.source());
    }

    private static Ticket ticketOf(TicketTransaction tx, Message message) {
        return tx.ticket(message.ticket())
                .orElseThrow(() -> new IllegalStateException("message " + message.id() + " has no ticket"));
    }
}
