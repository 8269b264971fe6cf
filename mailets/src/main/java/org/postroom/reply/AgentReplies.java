// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.Desk;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.message.MailParser;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Archive;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.NewMessage;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Timer;

/**
 * Agents' answers: filed, put into the outbox, and the ticket updated, in one transaction. Safe for many threads; running
 * again with the same mail changes nothing.
 */
public final class AgentReplies {

    private final Tickets tickets;
    private final Archive archive;
    private final MailParser parser;
    private final SignedAddresses signedAddresses;
    private final HelpDesk helpDesk;
    private final CopyPlan copies;
    private final MessageIds messageIds = MessageIds.random();

    /** Says which copies of a ticket shall exist after it changed. */
    @FunctionalInterface
    public interface CopyPlan {

        /**
         * Writes down what is wanted.
         *
         * @param tx the transaction that changed the ticket
         * @param ticket the ticket as it is now
         */
        void plan(TicketTransaction tx, Ticket ticket);
    }

    /**
     * Takes what it works with.
     *
     * @param tickets the tickets
     * @param archive sources of messages, for the customer's thread
     * @param parser reads them
     * @param signedAddresses reads and makes signed addresses
     * @param helpDesk desks and agents
     * @param copies plans copies
     */
    public AgentReplies(
            Tickets tickets,
            Archive archive,
            MailParser parser,
            SignedAddresses signedAddresses,
            HelpDesk helpDesk,
            CopyPlan copies) {
        this.tickets = tickets;
        this.archive = archive;
        this.parser = parser;
        this.signedAddresses = signedAddresses;
        this.helpDesk = helpDesk;
        this.copies = copies;
    }

    /**
     * Files an answer and decides to send it.
     *
     * @param mail what the agent submitted
     * @return what was filed, the first time as any other; empty when the mail belongs to no ticket
     * @throws RefusedAnswerException when it must not be sent
     */
    public Optional<Answered> answer(AgentMail mail) throws RefusedAnswerException {
        Optional<Target> target = tickets.inTransaction(tx -> target(tx, mail));
        if (target.isEmpty()) {
            return Optional.empty();
        }
        Ticket ticket = target.get().ticket();
        Desk desk = helpDesk.desk(ticket.desk())
                .orElseThrow(() -> new RefusedAnswerException("ticket " + ticket.number() + " belongs to desk \""
                        + ticket.desk() + "\", which postroom.xml no longer has"));
        if (helpDesk.role(mail.agent().address(), desk.id()).isEmpty()) {
            throw new RefusedAnswerException(mail.agent().address() + " answered " + ticket.number()
                    + ", but does not work at desk \"" + desk.id() + "\"; a lead can add them to its team");
        }
        RelayedReply.Thread thread = thread(target.get().answered());
        MessageId messageId = messageIds.next(ticket.deskAddress().domain());
        return Optional.of(tickets.inTransaction(tx -> file(tx, mail, target.get(), desk, thread, messageId)));
    }

    /** What an answer answers. */
    private record Target(Ticket ticket, Optional<Message> answered) {}

    private Optional<Target> target(TicketTransaction tx, AgentMail mail) {
        for (EmailAddress recipient : mail.recipients()) {
            Optional<SignedAddresses.Meaning> meaning =
                    signedAddresses.read(recipient).filter(m -> m.target() == SignedAddresses.Target.AUTHOR);
            Optional<Ticket> ticket = meaning.flatMap(m ->
                    tx.surviving(tx.message(m.message()).map(Message::ticket).orElse(m.ticket())));
            if (ticket.isPresent()) {
                long message = meaning.get().message();
                return Optional.of(new Target(
                        ticket.get(),
                        tx.message(message)
                                .filter(m -> m.ticket() == ticket.get().id())));
            }
        }
        return byReference(tx, mail);
    }

    /** A program that ignores Reply-To writes to the bare desk: what the mail refers to tells the ticket. */
    private Optional<Target> byReference(TicketTransaction tx, AgentMail mail) {
        List<MessageId> named = new ArrayList<>(mail.mail().references());
        Collections.reverse(named);
        Set<MessageId> newestFirst = new LinkedHashSet<>(mail.mail().inReplyTo());
        newestFirst.addAll(named);
        for (EmailAddress recipient : mail.recipients()) {
            Optional<Desk> desk = helpDesk.deskAt(recipient);
            for (MessageId id : desk.isPresent() ? newestFirst : Set.<MessageId>of()) {
                Optional<Ticket> ticket =
                        tx.ticketKnowing(desk.get().id(), id).flatMap(known -> tx.ticket(known.ticket()));
                if (ticket.isPresent()) {
                    Optional<Message> answered = tx.messages(ticket.get().id()).stream()
                            .filter(m -> m.messageId().filter(id::equals).isPresent())
                            .findFirst();
                    return Optional.of(new Target(ticket.get(), answered));
                }
            }
        }
        return Optional.empty();
    }

    /** Read before the transaction that writes: parsing a large mail must not hold locks. */
    private RelayedReply.Thread thread(Optional<Message> answered) {
        Optional<IncomingMail> customers = answered.filter(
                        m -> m.audience() == Audience.PUBLIC && m.kind() == MessageKind.CUSTOMER)
                .flatMap(m -> archive.source(m.id()))
                .map(parser::parse);
        List<MessageId> inReplyTo = answered.filter(
                        m -> m.audience() == Audience.PUBLIC && m.kind() == MessageKind.CUSTOMER)
                .flatMap(Message::messageId)
                .map(List::of)
                .orElse(List.of());
        List<MessageId> before = customers
                .map(mail -> mail.references().isEmpty() ? mail.inReplyTo() : mail.references())
                .orElse(List.of());
        return new RelayedReply.Thread(inReplyTo, before);
    }

    private Answered file(
            TicketTransaction tx,
            AgentMail mail,
            Target target,
            Desk desk,
            RelayedReply.Thread thread,
            MessageId messageId) {
        Ticket ticket = tx.ticket(target.ticket().id()).orElse(target.ticket());
        Optional<Message> known = tx.messageOf(desk.id(), mail.key());
        if (known.isPresent()) {
            return new Answered(ticket, known.get());
        }
        NamedAddress author = author(target, ticket);
        ReplyRecipients recipients = ReplyRecipients.of(mail, author, desk, helpDesk);
        Message message = tx.add(newMessage(mail, ticket, messageId));
        EmailAddress replyTo = signed(ticket, message, SignedAddresses.Target.AUTHOR);
        byte[] bytes = RelayedReply.compose(
                mail, ticket, desk, recipients, new RelayedReply.Identity(messageId, replyTo, thread));
        tx.rememberOwnMessageId(ticket.id(), desk.id(), messageId);
        tx.send(new OutgoingMail(
                OutgoingMail.Purpose.REPLY,
                "reply-" + message.id(),
                ticket.id(),
                Optional.of(signed(ticket, message, SignedAddresses.Target.FAILURES)),
                recipients.envelope(),
                messageId,
                bytes));
        recipients.others().forEach(other -> tx.addParticipant(ticket.id(), other, mail.receivedAt()));
        target.answered().ifPresent(answered -> tx.answered(answered.id()));
        return new Answered(changed(tx, ticket.id(), mail, message), message);
    }

    private Ticket changed(TicketTransaction tx, long id, AgentMail mail, Message message) {
        Ticket now = tx.ticket(id).orElseThrow();
        String agent = mail.agent().address().key();
        Ticket wanted = now.withStatus(Status.WAITING, mail.receivedAt());
        if (now.agent().isEmpty()) {
            wanted = wanted.withAgent(Optional.of(mail.agent().address()), mail.receivedAt());
        }
        Ticket after = tx.update(now, wanted, agent, Cause.MESSAGE);
        tx.clearTimer(id, Timer.Kind.UNTAKEN);
        tx.record(new NewEvent(
                id, EventType.REPLIED, mail.receivedAt(), agent, Cause.MESSAGE, "message", "", "" + message.ordinal()));
        copies.plan(tx, after);
        tx.routed(message.id());
        return after;
    }

    /** To whom a plain Reply goes: the author of a customer's message, else the requester. */
    private static NamedAddress author(Target target, Ticket ticket) {
        return target.answered()
                .filter(m -> m.kind() == MessageKind.CUSTOMER && m.audience() == Audience.PUBLIC && !m.opensTicket())
                .flatMap(Message::from)
                .orElse(ticket.requester());
    }

    private EmailAddress signed(Ticket ticket, Message message, SignedAddresses.Target target) {
        return signedAddresses.sign(
                new SignedAddresses.Meaning(ticket.deskAddress(), ticket.id(), message.id(), target));
    }

    private static NewMessage newMessage(AgentMail mail, Ticket ticket, MessageId outside) {
        Set<MessageId> named = new LinkedHashSet<>(mail.mail().references());
        named.addAll(mail.mail().inReplyTo());
        return new NewMessage(
                ticket.id(),
                ticket.desk(),
                mail.key(),
                MessageKind.REPLY,
                Audience.PUBLIC,
                mail.mail().from(),
                mail.mail().subject(),
                ticket.language(),
                mail.receivedAt(),
                List.copyOf(named),
                List.of(outside),
                mail.source());
    }
}
