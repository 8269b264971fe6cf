// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.Desk;
import org.postroom.desk.HelpDesk;
import org.postroom.message.BaseSubject;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Message;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.SignedAddresses.Meaning;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/** What an agent's mail is about: by the signed address that it goes to, else by what it refers to. */
final class AgentTargets {

    /** Of several signed addresses, as after Reply all, the one counts that fewest may read. */
    private static final List<SignedAddresses.Target> INNERMOST_FIRST =
            List.of(SignedAddresses.Target.AGENTS, SignedAddresses.Target.EXPERT, SignedAddresses.Target.AUTHOR);

    private final SignedAddresses signedAddresses;
    private final HelpDesk helpDesk;

    AgentTargets(SignedAddresses signedAddresses, HelpDesk helpDesk) {
        this.signedAddresses = signedAddresses;
        this.helpDesk = helpDesk;
    }

    /**
     * What a mail is about.
     *
     * @param ticket the ticket
     * @param answered the message that it answers; empty when that is not known
     * @param to whom a plain Reply reaches
     * @param isSigned whether a signed address says so
     * @param addressee whom its author wrote to past the desk; empty for mails to the desk
     */
    record Target(
            Ticket ticket,
            Optional<Message> answered,
            SignedAddresses.Target to,
            boolean isSigned,
            Optional<NamedAddress> addressee) {}

    /**
     * The notice that a mail answers: by its signed address, or, since there are programs that ignore Reply-To, by its
     * Message-ID when the mail goes to a bare desk.
     *
     * @return the held mail that the notice is about, {@link AgentNotices#NONE} for none; empty when it answers no notice
     */
    Optional<Long> notice(AgentMail mail) {
        List<Meaning> signed = mail.recipients().stream()
                .flatMap(recipient -> signedAddresses.read(recipient).stream())
                .toList();
        if (signed.isEmpty()) {
            return desk(mail)
                    .flatMap(desk -> newestFirst(mail).stream().findFirst())
                    .flatMap(AgentNotices::heldOf);
        }
        return signed.stream()
                .filter(meaning -> meaning.target() == SignedAddresses.Target.HELD)
                .map(Meaning::message)
                .findFirst();
    }

    /** The desk that a mail goes to. */
    Optional<Desk> desk(AgentMail mail) {
        return mail.recipients().stream()
                .flatMap(recipient -> helpDesk.deskAt(recipient).stream())
                .findFirst();
    }

    /** Where a mail belongs; empty when it goes to no desk, and when its author takes part in the ticket as a customer. */
    Optional<Place> place(TicketTransaction tx, AgentMail mail) {
        Optional<Target> target = find(tx, mail);
        if (target.filter(at -> isCustomer(tx, mail, at)).isPresent()) {
            return Optional.empty();
        }
        return target.map(found -> helpDesk.desk(found.ticket().desk()))
                .orElseGet(() -> desk(mail))
                .map(desk -> new Place(desk, target));
    }

    private boolean isCustomer(TicketTransaction tx, AgentMail mail, Target target) {
        EmailAddress author = mail.agent().address();
        return target.to() == SignedAddresses.Target.AUTHOR
                && helpDesk.role(author, target.ticket().desk()).isEmpty()
                && tx.isParticipant(target.ticket().id(), author);
    }

    /** Whether the author of a mail works at a desk. */
    boolean isOfTeam(AgentMail mail, Desk desk) {
        return helpDesk.role(mail.agent().address(), desk.id()).isPresent();
    }

    Optional<Target> find(TicketTransaction tx, AgentMail mail) {
        for (SignedAddresses.Target inner : INNERMOST_FIRST) {
            for (EmailAddress recipient : mail.recipients()) {
                Optional<Target> target = signedAddresses
                        .read(recipient)
                        .filter(meaning -> meaning.target() == inner)
                        .flatMap(meaning -> signed(tx, meaning));
                if (target.isPresent()) {
                    return target;
                }
            }
        }
        return byReference(tx, mail);
    }

    private static Optional<Target> signed(TicketTransaction tx, Meaning meaning) {
        Optional<Message> answered = tx.message(meaning.message());
        long serial = answered.map(Message::ticket).orElse(meaning.ticket());
        return tx.surviving(serial)
                .map(ticket -> new Target(ticket, answered, meaning.target(), true, Optional.empty()));
    }

    private List<Meaning> meanings(AgentMail mail) {
        return mail.recipients().stream()
                .flatMap(recipient -> signedAddresses.read(recipient).stream())
                .filter(meaning -> INNERMOST_FIRST.contains(meaning.target()))
                .toList();
    }

    /** Whether a mail goes to more than one signed address. */
    boolean mayBeSeveral(AgentMail mail) {
        return meanings(mail).size() > 1;
    }

    /**
     * The tickets whose signed addresses a mail goes to, when these are several; an answer belongs to one.
     *
     * @return where it would belong, one for each ticket; empty when there are not two tickets at desks where its author works
     */
    List<Place> several(TicketTransaction tx, AgentMail mail) {
        Map<Long, Place> places = new LinkedHashMap<>();
        meanings(mail).stream()
                .sorted(Comparator.comparingLong(Meaning::ticket)) // tickets are locked in this order everywhere
                .flatMap(meaning -> signed(tx, meaning).stream())
                .forEach(target -> helpDesk.desk(target.ticket().desk())
                        .filter(desk -> isOfTeam(mail, desk))
                        .ifPresent(desk ->
                                places.putIfAbsent(target.ticket().id(), new Place(desk, Optional.of(target)))));
        return places.size() < 2 ? List.of() : List.copyOf(places.values());
    }

    /** A program that ignores Reply-To writes to the bare desk: what the mail refers to tells the ticket. */
    private Optional<Target> byReference(TicketTransaction tx, AgentMail mail) {
        for (EmailAddress recipient : mail.recipients()) {
            Optional<Desk> desk = helpDesk.deskAt(recipient);
            for (MessageId id : desk.isPresent() ? newestFirst(mail) : Set.<MessageId>of()) {
                Optional<Ticket> ticket =
                        tx.ticketKnowing(desk.get().id(), id).flatMap(known -> tx.ticket(known.ticket()));
                if (ticket.isPresent()) {
                    List<Message> messages = tx.messages(ticket.get().id());
                    Optional<Message> answered = messages.stream()
                            .filter(m -> m.messageId().filter(id::equals).isPresent()
                                    || tx.alsoKnownAs(m.id()).contains(id))
                            .findFirst();
                    return Optional.of(new Target(ticket.get(), answered, target(answered), false, Optional.empty()));
                }
            }
        }
        return Optional.empty();
    }

    private static SignedAddresses.Target target(Optional<Message> answered) {
        return answered.map(SignedAddresses.Target::ofReplyTo).orElse(SignedAddresses.Target.AUTHOR);
    }

    static Set<MessageId> newestFirst(AgentMail mail) {
        List<MessageId> named = new ArrayList<>(mail.mail().references());
        Collections.reverse(named);
        Set<MessageId> newestFirst = new LinkedHashSet<>(mail.mail().inReplyTo());
        newestFirst.addAll(named);
        return newestFirst;
    }

    /** A signed address out of an address book: the mail refers to nothing of its ticket, and has another subject. */
    boolean isOtherMatter(TicketTransaction tx, AgentMail mail, Target target) {
        Ticket ticket = target.ticket();
        String subject = mail.mail().subject();
        boolean named = subject.contains(ticket.number().toString());
        boolean same = BaseSubject.of(subject)
                .key()
                .equals(BaseSubject.of(ticket.subject()).key());
        return target.isSigned()
                && !named
                && !same
                && newestFirst(mail).stream()
                        .noneMatch(id -> tx.ticketKnowing(ticket.desk(), id)
                                .filter(known -> known.ticket() == ticket.id())
                                .isPresent());
    }
}
