// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.DeskId;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Absences;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.HeldMails;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.NewMessage;
import org.postroom.ticket.NewTicket;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Timer;
import org.postroom.ticket.WantedCopy;

/** One transaction on tickets: says which rows change and which events follow; the statements are in the classes it uses. */
final class SqlTicketTransaction implements TicketTransaction {

    private final Transaction transaction;
    private final SqlPersons persons;
    private final SqlEvents events;
    private final SqlMessages messages;
    private final SqlReferences references;
    private final SqlTicketRows tickets;
    private final SqlRouting routing;
    private final SqlMoves moves;

    SqlTicketTransaction(Transaction transaction) {
        this.transaction = transaction;
        this.persons = new SqlPersons(transaction);
        this.events = new SqlEvents(transaction, persons);
        this.messages = new SqlMessages(transaction, persons);
        this.references = new SqlReferences(transaction);
        this.tickets = new SqlTicketRows(transaction, persons);
        this.routing = new SqlRouting(transaction);
        this.moves = new SqlMoves(transaction, messages, references, tickets);
    }

    @Override
    public Optional<Message> messageOf(DeskId desk, MailKey key) {
        return messages.of(desk, key);
    }

    @Override
    public List<KnownMail> known(MailKey key, Optional<EmailAddress> author) {
        return messages.known(key, author);
    }

    @Override
    public Optional<Message> message(long message) {
        return messages.byId(message);
    }

    @Override
    public List<Message> messages(long ticket) {
        return messages.ofTicket(ticket);
    }

    @Override
    public List<MessageId> alsoKnownAs(long message) {
        return messages.alsoKnownAs(message);
    }

    @Override
    public Optional<KnownReference> ticketKnowing(DeskId desk, MessageId messageId) {
        return references.ticketKnowing(desk, messageId);
    }

    @Override
    public Optional<Ticket> ticket(long ticket) {
        return tickets.locked(ticket);
    }

    @Override
    public Optional<Ticket> read(long ticket) {
        return tickets.read(ticket);
    }

    @Override
    public Optional<Instant> closedSince(long ticket) {
        return tickets.closedSince(ticket);
    }

    @Override
    public Ticket open(NewTicket ticket) {
        Ticket opened = tickets.open(ticket);
        String requester = ticket.requester().address().asString();
        record(opened.id(), EventType.OPENED, ticket.openedAt(), requester, "");
        return opened;
    }

    @Override
    public Message add(NewMessage message) {
        int ordinal = tickets.countMessage(message.ticket(), message.receivedAt());
        Message added = messages.add(message, ordinal);
        references.remember(message, added.opensTicket());
        record(
                message.ticket(),
                EventType.MESSAGE_ADDED,
                message.receivedAt(),
                author(message),
                Integer.toString(ordinal));
        return added;
    }

    @Override
    public void addVariant(Message original, NewMessage variant) {
        messages.addVariant(original.id(), variant);
        record(
                original.ticket(),
                EventType.VARIANT_ADDED,
                variant.receivedAt(),
                author(variant),
                Integer.toString(original.ordinal()));
    }

    @Override
    public void rememberOwnMessageId(long ticket, DeskId desk, MessageId messageId) {
        references.rememberOwn(ticket, desk, messageId);
    }

    @Override
    public boolean isParticipant(long ticket, EmailAddress address) {
        return tickets.isParticipant(ticket, address);
    }

    @Override
    public void addParticipant(long ticket, NamedAddress participant, Instant at, String actor, Cause cause) {
        if (tickets.addParticipant(ticket, participant, at)) {
            String address = participant.address().asString();
            events.record(new NewEvent(ticket, EventType.PARTICIPANT_ADDED, at, actor, cause, "", "", address));
        }
    }

    @Override
    public int messagesFrom(long ticket, EmailAddress author, Instant since) {
        return messages.from(ticket, author, since);
    }

    @Override
    public Optional<Long> lastSentTo(DeskId desk, EmailAddress recipient, Instant since) {
        return new SqlSending(transaction, persons).lastTicketOf(desk, recipient, since);
    }

    @Override
    public List<NamedAddress> participants(long ticket) {
        return tickets.participants(ticket);
    }

    @Override
    public Ticket update(Ticket before, Ticket after, String actor, Cause cause) {
        Ticket stored = tickets.update(before, after);
        Instant at = before.updatedAt().equals(after.updatedAt()) ? transaction.now() : after.updatedAt();
        new SqlChanges(events, new SqlChanges.Origin(after.id(), at, actor, cause)).record(before, after);
        return stored;
    }

    @Override
    public void link(long ticket, long other, Instant at, String actor, Cause cause) {
        if (ticket != other && tickets.link(ticket, other, at)) {
            events.record(new NewEvent(ticket, EventType.LINKED, at, actor, cause, "", "", number(other)));
            events.record(new NewEvent(other, EventType.LINKED, at, actor, cause, "", "", number(ticket)));
        }
    }

    @Override
    public long survivor(long ticket) {
        return moves.end(ticket);
    }

    @Override
    public Moved merge(long from, long into, String actor, Instant at) {
        SqlMoves.Ends ends = moves.locked(from, into);
        Ticket gone = tickets.locked(ends.from()).orElseThrow();
        Ticket kept = tickets.locked(ends.into()).orElseThrow();
        if (gone.id() == kept.id()) {
            return new Moved(kept, List.of());
        }
        if (!gone.desk().equals(kept.desk())) {
            throw new IllegalArgumentException(gone.number() + " and " + kept.number() + " belong to two desks");
        }
        List<Message> moved = moves.moveAll(ends);
        tickets.participants(gone.id())
                .forEach(participant -> addParticipant(kept.id(), participant, at, actor, Cause.COMMAND));
        moves.links(gone.id()).forEach(other -> link(kept.id(), other, at, actor, Cause.COMMAND));
        moves.moveTimers(ends, kept.agent());
        command(gone.id(), EventType.MERGED_INTO, at, actor, number(kept.id()));
        command(kept.id(), EventType.MERGED, at, actor, number(gone.id()));
        Ticket empty = tickets.locked(gone.id()).orElseThrow();
        update(empty, empty.withStatus(Status.CLOSED, at), actor, Cause.COMMAND);
        Ticket full = tickets.locked(kept.id()).orElseThrow();
        Status status = gone.status().isWork() && !full.status().isWork()
                ? full.status().afterCustomerWrote()
                : full.status();
        if (status != full.status()) {
            clearTimer(full.id(), Timer.Kind.WAKE);
        }
        Ticket after = full.withStatus(status, at).withAgent(full.agent().or(gone::agent), at);
        return new Moved(update(full, after, actor, Cause.COMMAND), moved);
    }

    @Override
    public Moved split(long from, Set<Long> messagesToMove, NewTicket ticket, String actor) {
        Ticket before = tickets.locked(from)
                .orElseThrow(() -> new IllegalArgumentException("there is no ticket with the serial " + from));
        if (!before.desk().equals(ticket.desk().id())) {
            throw new IllegalArgumentException("a ticket is split within its desk, " + before.desk());
        }
        Ticket opened = open(ticket);
        List<Message> moved = moves.moveSome(new SqlMoves.Ends(from, opened.id()), messagesToMove);
        moved.stream()
                .filter(message -> message.kind() == MessageKind.CUSTOMER)
                .flatMap(message -> message.from().stream())
                .forEach(author -> addParticipant(opened.id(), author, ticket.openedAt(), actor, Cause.COMMAND));
        command(from, EventType.SPLIT, ticket.openedAt(), actor, opened.number().toString());
        command(opened.id(), EventType.SPLIT_FROM, ticket.openedAt(), actor, number(from));
        link(from, opened.id(), ticket.openedAt(), actor, Cause.COMMAND);
        return new Moved(tickets.locked(opened.id()).orElseThrow(), moved);
    }

    @Override
    public void record(NewEvent event) {
        events.record(event);
    }

    @Override
    public boolean send(OutgoingMail mail) {
        return new SqlSending(transaction, persons).send(mail);
    }

    @Override
    public void wantCopies(long ticket, List<WantedCopy> wanted) {
        int messages = tickets.locked(ticket).map(Ticket::messages).orElse(0);
        new SqlCopyPlan(transaction).want(ticket, messages, wanted);
    }

    @Override
    public void routed(long message) {
        routing.routed(message);
    }

    @Override
    public void answered(long message) {
        routing.answered(message);
    }

    @Override
    public void set(Timer timer) {
        routing.set(timer);
    }

    @Override
    public void clearTimer(long ticket, Timer.Kind kind) {
        routing.clearTimer(ticket, kind);
    }

    @Override
    public int load(EmailAddress agent) {
        return routing.load(agent);
    }

    @Override
    public long nextTurn(String team) {
        return routing.nextTurn(team);
    }

    @Override
    public void addressFailed(EmailAddress address, Instant at, String reason) {
        persons.failed(address, at, reason);
    }

    @Override
    public boolean isFailedAddress(EmailAddress address) {
        return persons.isFailed(address);
    }

    @Override
    public HeldMails heldMails() {
        return new SqlHeldMails(transaction, persons);
    }

    @Override
    public Absences absences() {
        return new SqlAbsences(transaction, persons);
    }

    @Override
    public Optional<Integer> told(long message, EmailAddress owner) {
        return new SqlCopyPlan(transaction).told(message, owner);
    }

    private String number(long ticket) {
        return tickets.numberOf(ticket).map(Object::toString).orElseGet(() -> Long.toString(ticket));
    }

    private static String author(NewMessage message) {
        return message.from().map(from -> from.address().asString()).orElse(NewEvent.POSTROOM);
    }

    private void command(long ticket, EventType type, Instant at, String actor, String newValue) {
        events.record(new NewEvent(ticket, type, at, actor, Cause.COMMAND, "", "", newValue));
    }

    private void record(long ticket, EventType type, Instant at, String actor, String newValue) {
        events.record(new NewEvent(ticket, type, at, actor, Cause.MESSAGE, "", "", newValue));
    }
}
