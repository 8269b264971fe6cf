// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroom.desk.Desk;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.reply.AgentTargets.Target;
import org.postroom.ticket.Audience;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.Message;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/**
 * Mails that go past the desk: they name a message of a ticket where their author works, and go to somebody who takes part in
 * it, but to no address of a desk. The customer would see the agent's own address, and nobody here would know of the answer.
 */
final class PastDesk {

    /** Threads are shorter. */
    private static final int MOST_NAMED = 40;

    private final AgentTools tools;

    PastDesk(AgentTools tools) {
        this.tools = tools;
    }

    /**
     * What is looked at.
     *
     * @param agent who submitted the mail
     * @param recipients its whole envelope
     * @param named the Message-IDs that it names, newest first
     */
    record Question(EmailAddress agent, List<EmailAddress> recipients, Collection<MessageId> named) {

        static Question of(AgentMail mail) {
            return new Question(mail.agent().address(), mail.recipients(), AgentTargets.newestFirst(mail));
        }
    }

    /** Whether its author is to be asked: at least one desk wants that. */
    boolean asks(Question question) {
        HelpDesk helpDesk = tools.helpDesk();
        List<Desk> desks = helpDesk.desksOf(question.agent()).stream()
                .flatMap(id -> helpDesk.desk(id).stream())
                .filter(Desk::askPastDesk)
                .toList();
        boolean may = !desks.isEmpty()
                && !question.named().isEmpty()
                && isPastDesk(question.recipients(), helpDesk)
                && question.recipients().stream()
                        .anyMatch(recipient -> desks.stream().anyMatch(desk -> isOutside(recipient, desk)));
        return may
                && tools.tickets()
                        .inTransaction(tx -> ticket(tx, question, desks).isPresent());
    }

    /** Whether none of a mail's recipients is an address of a desk. */
    static boolean isPastDesk(List<EmailAddress> recipients, HelpDesk helpDesk) {
        return recipients.stream()
                .noneMatch(recipient -> helpDesk.deskAt(recipient).isPresent());
    }

    /** Where a mail that goes past the desk would belong; the ticket is locked. */
    Optional<Place> place(TicketTransaction tx, AgentMail mail) {
        List<Desk> desks = tools.helpDesk().desks().stream()
                .filter(desk ->
                        tools.helpDesk().role(mail.agent().address(), desk.id()).isPresent())
                .toList();
        return isPastDesk(mail.recipients(), tools.helpDesk())
                ? ticket(tx, Question.of(mail), desks).flatMap(ticket -> place(tx, mail, ticket))
                : Optional.empty();
    }

    /** Holds a mail that goes past the desk, once. */
    AgentOutcome hold(TicketTransaction tx, AgentMail mail, Holding holding) {
        if (tx.heldMails().find(mail.key()).isPresent()) {
            return AgentOutcome.ended();
        }
        return place(tx, mail)
                .map(at -> holding.hold(tx, mail, at, HeldMail.Reason.PAST_DESK, why(tx, mail, at), Optional.empty()))
                .orElseGet(AgentOutcome::on);
    }

    /** Where one that was held belongs: its author may have known of the ticket what nobody can find there any more. */
    Optional<Place> place(TicketTransaction tx, AgentMail mail, HeldMail held) {
        return place(tx, mail).or(() -> place(tx, mail, held.ticket()));
    }

    private Optional<Long> ticket(TicketTransaction tx, Question question, List<Desk> desks) {
        for (MessageId id : question.named().stream().limit(MOST_NAMED).toList()) {
            for (Desk desk : desks) {
                Optional<Long> ticket = tx.ticketKnowing(desk.id(), id)
                        .filter(known -> known.own() || known.received())
                        .map(TicketTransaction.KnownReference::ticket)
                        .filter(known -> question.recipients().stream()
                                .anyMatch(
                                        recipient -> isOutside(recipient, desk) && tx.isParticipant(known, recipient)));
                if (ticket.isPresent()) {
                    return ticket;
                }
            }
        }
        return Optional.empty();
    }

    /** Colleagues may talk of a ticket without the desk, also when one of them has opened it. */
    private boolean isOutside(EmailAddress recipient, Desk desk) {
        return tools.helpDesk().role(recipient, desk.id()).isEmpty();
    }

    private Optional<Place> place(TicketTransaction tx, AgentMail mail, long serial) {
        return tx.surviving(serial)
                .flatMap(ticket -> tools.helpDesk()
                        .desk(ticket.desk())
                        .map(desk -> new Place(desk, Optional.of(target(tx, mail, ticket, desk)))));
    }

    private Target target(TicketTransaction tx, AgentMail mail, Ticket ticket, Desk desk) {
        List<Message> messages = tx.messages(ticket.id()).stream()
                .filter(message -> message.audience() == Audience.PUBLIC)
                .toList();
        Optional<Message> answered = AgentTargets.newestFirst(mail).stream()
                .limit(MOST_NAMED)
                .flatMap(id -> messages.stream().filter(message -> isCalled(tx, message, id)))
                .findFirst();
        List<NamedAddress> known = Stream.concat(
                        answered.flatMap(Message::from).stream(), tx.participants(ticket.id()).stream())
                .filter(person -> isOutside(person.address(), desk))
                .toList();
        Optional<NamedAddress> addressee = known.stream()
                .filter(person -> mail.recipients().contains(person.address()))
                .findFirst();
        return new Target(ticket, answered, SignedAddresses.Target.AUTHOR, false, addressee);
    }

    private static boolean isCalled(TicketTransaction tx, Message message, MessageId id) {
        return message.messageId().filter(id::equals).isPresent()
                || tx.alsoKnownAs(message.id()).contains(id);
    }

    /** Why it is asked about. */
    private static String why(TicketTransaction tx, AgentMail mail, Place place) {
        Ticket ticket = place.ticket().orElseThrow();
        String whom = String.join(
                ", ",
                mail.recipients().stream()
                        .filter(recipient -> tx.isParticipant(ticket.id(), recipient))
                        .map(EmailAddress::asString)
                        .toList());
        return NoteWords.ofNotices(mail.agent()).with("held.past-desk", whom, ticket.number());
    }
}
