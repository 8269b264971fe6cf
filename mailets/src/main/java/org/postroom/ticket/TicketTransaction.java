// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.DeskId;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;

/**
 * What can be done with tickets within one transaction. Used by one thread, within
 * {@link Tickets#inTransaction} only.
 */
public interface TicketTransaction {

    /**
     * The message that was filed under a key.
     *
     * @param desk at this desk
     * @param key the key
     * @return the message, or empty
     */
    Optional<Message> messageOf(DeskId desk, MailKey key);

    /**
     * What is filed already, at any desk, that a mail may be once more.
     *
     * @param key the mail's key
     * @param author its author; empty when nobody knows
     * @return messages of that key and, where there is a Message-ID and an author, of the same two whatever they say
     */
    List<KnownMail> known(MailKey key, Optional<EmailAddress> author);

    /**
     * A message that a mail may be once more.
     *
     * @param desk the desk that it is filed at
     * @param same whether it, or a variant of it, has the mail's key; false: only its Message-ID and author
     * @param message the message
     */
    record KnownMail(DeskId desk, boolean same, Message message) {}

    /**
     * A message by its key.
     *
     * @param message the key
     * @return the message, or empty
     */
    Optional<Message> message(long message);

    /**
     * The messages of a ticket.
     *
     * @param ticket its serial
     * @return all of them, in their order, variants not included
     */
    List<Message> messages(long ticket);

    /**
     * Further Message-IDs under which answers may name a message.
     *
     * @param message the message's key
     * @return the identifiers that were given to {@link #add}, in their order
     */
    List<MessageId> alsoKnownAs(long message);

    /**
     * Which ticket a Message-ID belongs to: as a message's own, as one it is also known as, or as one that a message of
     * the ticket refers to.
     *
     * @param desk at this desk
     * @param messageId the Message-ID
     * @return the newest such ticket and how it knows the identifier, or empty
     */
    Optional<KnownReference> ticketKnowing(DeskId desk, MessageId messageId);

    /**
     * How a ticket knows a Message-ID.
     *
     * @param ticket the ticket's serial
     * @param own whether the identifier was made by us (an acknowledgement's or relayed reply's)
     * @param received whether the ticket has a message of that identifier (false: it was only referred to)
     */
    record KnownReference(long ticket, boolean own, boolean received) {}

    /**
     * A ticket, locked until the transaction ends.
     *
     * @param ticket its serial
     * @return the ticket, or empty when there is none
     */
    Optional<Ticket> ticket(long ticket);

    /**
     * A ticket as it is now, not locked: for what is only told of it, never for changing it.
     *
     * @param ticket its serial
     * @return the ticket, or empty when there is none
     */
    Optional<Ticket> read(long ticket);

    /**
     * Since when a ticket is closed.
     *
     * @param ticket its serial
     * @return when its status became closed last; empty when it is not closed
     */
    Optional<Instant> closedSince(long ticket);

    /**
     * Opens a ticket with the next serial, with its requester as participant, and writes its event.
     *
     * @param ticket what to open
     * @return the ticket, status new, without a message yet
     */
    Ticket open(NewTicket ticket);

    /**
     * Files a message: row, source into the archive, references, persons, and its event.
     *
     * @param message the message
     * @return the filed message
     * @throws DuplicateMailException when the key is already filed at that desk (by a twin in another transaction): the
     *     whole work is then to be run again
     */
    Message add(NewMessage message);

    /**
     * Archives a variant of a message and writes its event.
     *
     * @param original the message that it is a variant of
     * @param variant the variant; its ticket is the original's
     */
    void addVariant(Message original, NewMessage variant);

    /**
     * Remembers a Message-ID of ours that answers may refer to.
     *
     * @param ticket the ticket's serial
     * @param desk the ticket's desk
     * @param messageId the identifier
     */
    void rememberOwnMessageId(long ticket, DeskId desk, MessageId messageId);

    /**
     * Whether an address may write into a ticket.
     *
     * @param ticket the ticket's serial
     * @param address the address
     * @return true for its requester and its other participants
     */
    boolean isParticipant(long ticket, EmailAddress address);

    /**
     * Makes somebody a participant, unless they are, and writes the event.
     *
     * @param ticket the ticket's serial
     * @param participant who
     * @param at when
     */
    default void addParticipant(long ticket, NamedAddress participant, Instant at) {
        addParticipant(ticket, participant, at, NewEvent.POSTROOM, Cause.MESSAGE);
    }

    /**
     * The same, where somebody or something else than a message does it.
     *
     * @param ticket the ticket's serial
     * @param participant who
     * @param at when
     * @param actor who does it: an address, or {@link NewEvent#POSTROOM}
     * @param cause why
     */
    void addParticipant(long ticket, NamedAddress participant, Instant at, String actor, Cause cause);

    /**
     * How many messages somebody wrote into a ticket.
     *
     * @param ticket the ticket's serial
     * @param author who
     * @param since those received since then
     * @return the number, variants not counted
     */
    int messagesFrom(long ticket, EmailAddress author, Instant since);

    /**
     * The ticket of which a mail of ours was sent to an address last.
     *
     * @param desk at this desk
     * @param recipient the address
     * @param since not before then
     * @return the ticket's serial, or empty
     */
    Optional<Long> lastSentTo(DeskId desk, EmailAddress recipient, Instant since);

    /**
     * Addresses that may write into a ticket.
     *
     * @param ticket the ticket's serial
     * @return the requester first
     */
    List<NamedAddress> participants(long ticket);

    /**
     * Stores changed values of a ticket (status, category, priority, language, tags, agent, team, escalated, requester,
     * subject, updatedAt) and writes one event for each of them that changed, team and escalation left out.
     *
     * @param before as it was, for the events' old values
     * @param after as it shall be
     * @param actor who changed it: an address, or {@link NewEvent#POSTROOM}
     * @param cause why
     * @return the ticket as stored, with its new version
     */
    Ticket update(Ticket before, Ticket after, String actor, Cause cause);

    /**
     * Links two tickets, unless they are, and writes an event at both.
     *
     * @param ticket one serial
     * @param other the other serial
     * @param at when
     */
    default void link(long ticket, long other, Instant at) {
        link(ticket, other, at, NewEvent.POSTROOM, Cause.MESSAGE);
    }

    /**
     * The same, where somebody or something else than a message does it.
     *
     * @param ticket one serial
     * @param other the other serial
     * @param at when
     * @param actor who does it: an address, or {@link NewEvent#POSTROOM}
     * @param cause why
     */
    void link(long ticket, long other, Instant at, String actor, Cause cause);

    /**
     * The ticket that mail for a ticket belongs to.
     *
     * @param ticket a serial
     * @return the serial of the ticket that it was merged into, over as many mergers as there were; its own when it was not
     *     merged, or does not exist
     */
    long survivor(long ticket);

    /**
     * The ticket that mail for a ticket belongs to, locked until the transaction ends.
     *
     * @param ticket a serial
     * @return the {@link #survivor}, or empty when there is no such ticket
     */
    default Optional<Ticket> surviving(long ticket) {
        Optional<Ticket> found = ticket(ticket);
        while (found.isPresent() && survivor(found.get().id()) != found.get().id()) {
            found = ticket(survivor(found.get().id()));
        }
        return found;
    }

    /**
     * Merges a ticket into another of its desk: messages, with what they are called and their copies, go behind those that
     * are there; participants and links are joined; the first ticket is closed, and what is sent to it goes to the other.
     * The other opens again when the first one was work to do, and gets its agent when it has none. Events say so at both.
     * A ticket that was merged before stands for its {@link #survivor}; merging a ticket into itself changes nothing.
     *
     * <p>The caller says which copies shall exist at the other ticket, and has the index learn of the moved messages.
     *
     * @param from the serial of the ticket that is merged
     * @param into the serial of the ticket that gets everything
     * @param actor who does it
     * @param at when
     * @return the ticket that got everything, and the messages that were moved
     * @throws IllegalArgumentException when one does not exist, or they belong to two desks
     */
    Moved merge(long from, long into, String actor, Instant at);

    /**
     * Takes messages out of a ticket into a new one of the same desk, with their names and copies, and links the two. The
     * authors of customers' messages become participants. Events say so at both. The caller says which copies shall exist at
     * both tickets, and has the index learn of the moved messages.
     *
     * @param from the serial of the ticket
     * @param messages the keys of the messages; not all of those of the ticket
     * @param ticket the ticket to be opened
     * @param actor who does it
     * @return the new ticket with its messages
     * @throws IllegalArgumentException when the messages are not some, and not all, of those of the ticket
     */
    Moved split(long from, Set<Long> messages, NewTicket ticket, String actor);

    /**
     * Messages that belong to another ticket now.
     *
     * @param ticket the ticket that they belong to
     * @param messages the messages as they are there, in their order
     */
    record Moved(Ticket ticket, List<Message> messages) {}

    /**
     * Writes an event.
     *
     * @param event the event
     */
    void record(NewEvent event);

    /**
     * Puts a mail into the outbox.
     *
     * @param mail the mail
     * @return false when one with its once-key was put there before; then nothing changes
     */
    boolean send(OutgoingMail mail);

    /**
     * Says which copies of a ticket shall exist. Missing ones are planned, differing ones changed, others removed. For a
     * copy that is wanted already, {@link WantedCopy#seen} stays as it was first wanted and makes no difference.
     *
     * @param ticket the ticket's serial
     * @param wanted all copies that shall exist
     */
    void wantCopies(long ticket, List<WantedCopy> wanted);

    /**
     * Marks a message as routed: an agent was chosen and its copies are wanted.
     *
     * @param message the message's key
     */
    void routed(long message);

    /**
     * Remembers that a public message was answered.
     *
     * @param message the key of the message that an agent answered
     */
    void answered(long message);

    /**
     * Sets a timer, replacing one of the same ticket and kind.
     *
     * @param timer the timer
     */
    void set(Timer timer);

    /**
     * Clears a timer, if there is one.
     *
     * @param ticket the ticket's serial
     * @param kind its kind
     */
    void clearTimer(long ticket, Timer.Kind kind);

    /**
     * How many tickets are new or open with an agent.
     *
     * @param agent the agent
     * @return the number
     */
    int load(EmailAddress agent);

    /**
     * The next turn of a team's round-robin.
     *
     * @param team the team's id
     * @return 0, 1, 2, ...
     */
    long nextTurn(String team);

    /**
     * Remembers that mail to an address fails for good.
     *
     * @param address the address
     * @param at when it failed
     * @param reason what the far server said
     */
    void addressFailed(EmailAddress address, Instant at, String reason);

    /**
     * Whether mail to an address fails for good.
     *
     * @param address the address
     * @return true when that was seen
     */
    boolean isFailedAddress(EmailAddress address);

    /**
     * Agents' mails that wait for an answer of their authors.
     *
     * @return all of them, within this transaction
     */
    HeldMails heldMails();

    /**
     * When agents are away, as they said themselves.
     *
     * @return all of them, within this transaction
     */
    Absences absences();

    /**
     * How much of a ticket somebody can have known from a copy of one of its messages.
     *
     * @param message the message's key
     * @param owner whose copy
     * @return how many messages the ticket had when the copy was first wanted; empty when there is no such copy
     */
    Optional<Integer> told(long message, EmailAddress owner);
}
