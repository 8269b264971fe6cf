// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.postroom.conversation.Filed.Outcome;
import org.postroom.conversation.Joining.Continued;
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
import org.postroom.ticket.Remarks;
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

    private static final int MOST_PARTICIPANTS = 50;

    private final Tickets tickets;
    private final Supplier<HelpDesk> helpDesk;
    private final Joining joining;
    private final Observations observations;
    private final FilingLocks locks = new FilingLocks();

    /**
     * Takes what it needs.
     *
     * @param tickets where to file
     * @param signedAddresses reads the addresses that mail was sent to
     * @param helpDesk the configuration, asked for each mail
     * @param remarks tells agents what they should know
     * @param mostMails how many mails of one person are taken into one ticket within an hour as a person's
     */
    public Filing(
            Tickets tickets,
            SignedAddresses signedAddresses,
            Supplier<HelpDesk> helpDesk,
            Remarks remarks,
            int mostMails) {
        this.tickets = tickets;
        this.helpDesk = helpDesk;
        this.joining = new Joining(signedAddresses);
        this.observations = new Observations(helpDesk, remarks, mostMails);
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
        return file(arrival, desk, List.of());
    }

    /**
     * Files a report of a failed delivery at one desk.
     *
     * @param arrival the report
     * @param desk the desk; one of those that it was sent to
     * @param unreached whom the mail did not reach, by what the report says
     * @return what became of it, committed
     * @throws org.postroom.ticket.StorageException when the database cannot do it for now; nothing was changed then
     */
    public Filed file(Arrival arrival, Desk desk, List<EmailAddress> unreached) {
        return locks.holding(
                References.all(arrival.mail()), () -> tickets.inTransaction(tx -> file(tx, arrival, desk, unreached)));
    }

    private Filed file(TicketTransaction tx, Arrival arrival, Desk desk, List<EmailAddress> unreached) {
        Optional<NamedAddress> author = Author.of(arrival.mail(), arrival.envelopeSender(), desk);
        List<KnownMail> known = tx.known(arrival.key(), author.map(NamedAddress::address));
        Optional<Message> repeated = at(desk, known, true);
        if (repeated.isPresent()) {
            return new Filed(ticketOf(tx, repeated.get()), repeated.get(), Outcome.REPEATED);
        }
        Optional<Message> original = at(desk, known, false);
        if (original.isPresent()) {
            Message of = original.get();
            tx.addVariant(of, message(new Case(tx, arrival, desk, author, of.kind()), of.ticket()));
            return new Filed(ticketOf(tx, of), of, Outcome.VARIANT);
        }
        Decision decision = joining.decide(
                tx,
                new Joining.Question(arrival, desk, author.map(NamedAddress::address), unreached),
                ticket -> isOver(tx, ticket, arrival, desk));
        Case mail = new Case(tx, arrival, desk, author, kind(arrival, decision));
        Filed filed =
                decision.ticket().isPresent() ? join(mail, decision.ticket().get()) : open(mail, decision);
        known.stream()
                .filter(KnownMail::same)
                .map(elsewhere -> elsewhere.message().ticket())
                .distinct()
                .sorted()
                .forEach(other -> tx.link(filed.ticket().id(), other, arrival.receivedAt()));
        return filed;
    }

    /**
     * A mail that is being filed.
     *
     * @param tx the transaction
     * @param arrival the mail
     * @param desk where
     * @param author who wrote it; empty for nobody knows
     * @param kind what it is filed as
     */
    record Case(TicketTransaction tx, Arrival arrival, Desk desk, Optional<NamedAddress> author, MessageKind kind) {

        Instant at() {
            return arrival.receivedAt();
        }

        Case as(MessageKind other) {
            return new Case(tx, arrival, desk, author, other);
        }
    }

    private static Optional<Message> at(Desk desk, List<KnownMail> known, boolean same) {
        return known.stream()
                .filter(mail -> mail.desk().equals(desk.id()) && mail.same() == same)
                .map(KnownMail::message)
                .findFirst();
    }

    private Filed join(Case mail, Continued continued) {
        TicketTransaction tx = mail.tx();
        Ticket ticket = continued.ticket();
        List<Long> notes = new ArrayList<>();
        Case now = mail;
        if (mail.kind() == MessageKind.CUSTOMER && observations.isFlood(mail, ticket)) {
            observations.flood(mail, ticket).ifPresent(notes::add);
            now = mail.as(MessageKind.AUTO_REPLY);
        }
        Message message = tx.add(message(now, ticket.id()));
        if (!now.kind().isRobot()) {
            reopen(now, ticketOf(tx, message));
            if (now.kind() == MessageKind.CUSTOMER) {
                observations.writer(now, ticketOf(tx, message)).ifPresent(notes::add);
                observations.commands(now, message);
            }
        }
        observations.bounds(now, message);
        observations.sender(now, message).ifPresent(notes::add);
        boolean guessed = continued.reason() == Joining.Reason.LAST_SENT_TO_RECIPIENT;
        return new Filed(ticketOf(tx, message), message, Outcome.JOINED, notes, guessed);
    }

    private static void reopen(Case mail, Ticket before) {
        Status after = before.status().afterCustomerWrote();
        if (after != before.status()) {
            String actor = mail.author().map(a -> a.address().asString()).orElse(NewEvent.POSTROOM);
            mail.tx().update(before, before.withStatus(after, mail.at()), actor, Cause.MESSAGE);
            mail.tx().clearTimer(before.id(), Timer.Kind.WAKE);
        }
    }

    private Filed open(Case mail, Decision decision) {
        TicketTransaction tx = mail.tx();
        Arrival arrival = mail.arrival();
        Ticket ticket = tx.open(new NewTicket(
                mail.desk(),
                addressedTo(arrival, mail.desk()),
                mail.author().orElse(Author.UNKNOWN),
                TicketSubject.of(arrival.mail().subject()),
                arrival.classification(),
                mail.at()));
        Message message = tx.add(message(mail, ticket.id()));
        List<Long> notes = new ArrayList<>();
        if (mail.kind() == MessageKind.CUSTOMER) {
            Stream.concat(arrival.mail().to().stream(), arrival.mail().cc().stream())
                    .filter(person -> !isOurs(person.address(), mail.desk()))
                    .limit(MOST_PARTICIPANTS)
                    .forEach(person -> tx.addParticipant(ticket.id(), person, mail.at()));
            observations.claim(mail, ticketOf(tx, message)).ifPresent(notes::add);
            observations.commands(mail, message);
        }
        observations.bounds(mail, message);
        observations.sender(mail, message).ifPresent(notes::add);
        decision.over().ifPresent(over -> tx.link(ticket.id(), over.id(), mail.at()));
        for (long named : decision.named()) {
            tx.link(ticket.id(), tx.survivor(named), mail.at());
            observations.stranger(mail, ticket, named).ifPresent(notes::add);
        }
        return new Filed(ticketOf(tx, message), message, Outcome.OPENED, notes, false);
    }

    private static boolean isOver(TicketTransaction tx, Ticket ticket, Arrival arrival, Desk desk) {
        return !arrival.classification().kind().isRobot()
                && ticket.status() == Status.CLOSED
                && tx.closedSince(ticket.id())
                        .map(since -> since.plus(desk.reopenWithin()).isBefore(arrival.receivedAt()))
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
            case AUTHOR, AGENTS, HELD -> kind;
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

    private static NewMessage message(Case mail, long ticket) {
        MessageKind kind = mail.kind();
        Arrival arrival = mail.arrival();
        boolean internal = kind == MessageKind.DELIVERY_FAILURE || kind == MessageKind.EXPERT;
        return new NewMessage(
                ticket,
                mail.desk().id(),
                arrival.key(),
                kind,
                internal ? Audience.INTERNAL : Audience.PUBLIC,
                mail.author(),
                arrival.mail().subject(),
                arrival.classification().language(),
                mail.at(),
                References.stored(arrival.mail()),
                List.of(),
                arrival.source());
    }

    private static Ticket ticketOf(TicketTransaction tx, Message message) {
        return tx.ticket(message.ticket())
                .orElseThrow(() -> new IllegalStateException("message " + message.id() + " has no ticket"));
    }
}
