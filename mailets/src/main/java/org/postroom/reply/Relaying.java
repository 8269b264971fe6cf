// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.List;
import java.util.Optional;
import org.postroom.command.Orders;
import org.postroom.command.Verb;
import org.postroom.message.BaseSubject;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.reply.AgentTargets.Target;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.NewTicket;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Timer;

/** Files what agents write to people outside, and puts it into the outbox. */
final class Relaying {

    private final AgentTools tools;
    private final Holding holding;
    private final HeldAnswers answers;
    private final OwnOrders ownOrders;
    private final Guards guards;
    private final MessageIds messageIds = MessageIds.random();

    Relaying(AgentTools tools, Holding holding, HeldAnswers answers, OwnOrders ownOrders, Leaks leaks) {
        this.tools = tools;
        this.holding = holding;
        this.answers = answers;
        this.ownOrders = ownOrders;
        this.guards = new Guards(tools, leaks);
    }

    /**
     * What is made ready before the transaction, since reading large mails must not hold locks.
     *
     * @param draft the mail
     * @param body the mail without its commands; empty when they cannot be taken out
     * @param thread what the answer continues
     * @param expert who is asked outside; empty when the mail goes to the customer
     * @param shown mails that an expert is shown
     * @param look what was found of it in the ticket as it stood; empty when nothing was looked for
     */
    record Prepared(
            Draft draft,
            Optional<byte[]> body,
            RelayedReply.Thread thread,
            Optional<NamedAddress> expert,
            List<byte[]> shown,
            Optional<Leaks.Look> look) {

        Optional<Leaks.Leaving> leaving() {
            return leaving(draft, body, expert);
        }

        static Optional<Leaks.Leaving> leaving(Draft draft, Optional<byte[]> body, Optional<NamedAddress> expert) {
            return body.map(bytes -> new Leaks.Leaving(draft.mail(), bytes, expert.isPresent()));
        }
    }

    /**
     * What was decided within the transaction.
     *
     * @param place where the mail belongs
     * @param orders its commands, which can be carried out
     * @param targets finds what mails are about
     * @param released the held mail that it was; empty when it comes for the first time
     */
    record Decision(Place place, Orders orders, AgentTargets targets, Optional<HeldMail> released) {}

    AgentOutcome relay(TicketTransaction tx, Prepared prepared, Decision decision) {
        Draft draft = prepared.draft();
        Place place = decision.place();
        if (prepared.body().isEmpty()) {
            String uncut = NoteWords.ofNotices(draft.mail().agent()).with("refused.uncut");
            return holding.refuse(tx, draft, place, List.of(uncut));
        }
        Optional<String> wrong = wrongReader(tx, prepared, decision);
        if (wrong.isPresent()) {
            return holding.refuse(tx, draft, place, List.of(wrong.get()));
        }
        Optional<Guards.Objection> objection = guards.objection(tx, prepared, decision);
        if (objection.isPresent()) {
            return holding.hold(
                    tx,
                    draft.mail(),
                    place,
                    objection.get().reason(),
                    objection.get().why(),
                    decision.released());
        }
        Orders.Applied applied = decision.orders()
                .apply(
                        tx,
                        ticket(tx, draft.mail(), decision),
                        draft.mail().agent().address(),
                        draft.mail().receivedAt());
        Message message = send(tx, prepared, decision, applied.ticket());
        decision.released().ifPresent(held -> answers.ended(tx, held, draft.mail()));
        update(tx, prepared, decision.orders(), message);
        tools.planAll(tx, applied);
        tx.routed(message.id());
        return AgentOutcome.filed(message, applied.and(ownOrders.carryOut(tx, draft, place, decision.orders())));
    }

    /** What is meant for an expert never goes to the customer: neither in place of the expert nor besides. */
    private Optional<String> wrongReader(TicketTransaction tx, Prepared prepared, Decision decision) {
        AgentMail mail = prepared.draft().mail();
        NoteWords words = NoteWords.ofNotices(mail.agent());
        Optional<Target> target = decision.place().target();
        if (prepared.expert().isEmpty()) {
            return target.filter(at -> at.to() == SignedAddresses.Target.EXPERT)
                    .map(at -> words.with("refused.no-expert"));
        }
        return mail.recipients().stream()
                .filter(address -> !address.equals(prepared.expert().get().address()))
                .filter(address -> target.filter(
                                at -> tx.isParticipant(at.ticket().id(), address))
                        .isPresent())
                .findFirst()
                .map(customer -> words.with("refused.forward-customer", customer));
    }

    /** The ticket that the mail belongs to, or a new one of the requester that it names. */
    private Ticket ticket(TicketTransaction tx, AgentMail mail, Decision decision) {
        return decision.place()
                .ticket()
                .flatMap(ticket -> tx.ticket(ticket.id()))
                .orElseGet(() -> tx.open(new NewTicket(
                        decision.place().desk(),
                        deskAddress(mail, decision.place()),
                        decision.orders().requester().orElseThrow(),
                        BaseSubject.of(mail.mail().subject()).value(),
                        mail.classification(),
                        mail.receivedAt())));
    }

    private static EmailAddress deskAddress(AgentMail mail, Place place) {
        return mail.recipients().stream()
                .map(EmailAddress::withoutDetail)
                .filter(place.desk().addresses()::contains)
                .findFirst()
                .orElse(place.desk().mainAddress());
    }

    private Message send(TicketTransaction tx, Prepared prepared, Decision decision, Ticket ticket) {
        AgentMail mail = prepared.draft().mail();
        Place place = decision.place();
        Orders orders = decision.orders();
        boolean internal = prepared.expert().isPresent();
        NamedAddress author = prepared.expert().orElseGet(() -> author(place, ticket));
        ReplyRecipients recipients =
                ReplyRecipients.of(mail, author, orders.copiesTo(), place.desk(), tools.helpDesk());
        MessageId messageId = messageIds.next(ticket.deskAddress().domain());
        Message message = tx.add(mail.asMessage(
                ticket,
                internal ? MessageKind.EXPERT : MessageKind.REPLY,
                internal ? Audience.INTERNAL : Audience.PUBLIC,
                List.of(messageId)));
        EmailAddress replyTo =
                signed(ticket, message, internal ? SignedAddresses.Target.EXPERT : SignedAddresses.Target.AUTHOR);
        byte[] bytes = RelayedReply.compose(
                mail.withSource(prepared.body().orElseThrow()),
                ticket,
                place.desk(),
                recipients,
                new RelayedReply.Identity(messageId, replyTo, prepared.thread(), tools.instance()));
        byte[] whole = prepared.shown().isEmpty() ? bytes : ShownTicket.attach(bytes, prepared.shown());
        tx.rememberOwnMessageId(ticket.id(), ticket.desk(), messageId);
        tx.send(new OutgoingMail(
                OutgoingMail.Purpose.REPLY,
                "reply-" + message.id(),
                ticket.id(),
                Optional.of(signed(ticket, message, SignedAddresses.Target.FAILURES)),
                recipients.envelope(),
                messageId,
                whole));
        if (!internal) {
            recipients.others().forEach(other -> tx.addParticipant(ticket.id(), other, mail.receivedAt()));
        }
        place.target().flatMap(Target::answered).ifPresent(answered -> tx.answered(answered.id()));
        return message;
    }

    private void update(TicketTransaction tx, Prepared prepared, Orders orders, Message message) {
        AgentMail mail = prepared.draft().mail();
        Ticket now = tx.ticket(message.ticket()).orElseThrow();
        Ticket wanted = orders.setsStatus() ? now : now.withStatus(Status.WAITING, mail.receivedAt());
        if (now.agent().isEmpty() && !orders.setsOwner()) {
            wanted = wanted.withAgent(Optional.of(mail.agent().address()), mail.receivedAt());
        }
        String agent = mail.agent().address().key();
        tx.update(now, wanted, agent, Cause.MESSAGE);
        if (!orders.has(Verb.GIVE)) {
            tx.clearTimer(now.id(), Timer.Kind.UNTAKEN);
        }
        tx.record(new NewEvent(
                now.id(),
                prepared.expert().isPresent() ? EventType.FORWARDED : EventType.REPLIED,
                mail.receivedAt(),
                agent,
                Cause.MESSAGE,
                "message",
                "",
                prepared.expert().map(person -> person.address().asString()).orElse("" + message.ordinal())));
    }

    /** To whom it goes first: whom it was addressed to past the desk, else where a plain Reply goes: the author of a customer's message, else the requester. */
    private static NamedAddress author(Place place, Ticket ticket) {
        Optional<NamedAddress> addressee = place.target().flatMap(Target::addressee);
        Optional<NamedAddress> author = place.target()
                .flatMap(Target::answered)
                .filter(m -> m.kind() == MessageKind.CUSTOMER && m.audience() == Audience.PUBLIC && !m.opensTicket())
                .flatMap(Message::from);
        return addressee.or(() -> author).orElse(ticket.requester());
    }

    private EmailAddress signed(Ticket ticket, Message message, SignedAddresses.Target target) {
        return tools.signedAddresses()
                .sign(new SignedAddresses.Meaning(ticket.deskAddress(), ticket.id(), message.id(), target));
    }
}
