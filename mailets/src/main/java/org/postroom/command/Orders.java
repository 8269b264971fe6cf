// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.Absence;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Message;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/**
 * All commands of one mail, read and found to be possible, or what is wrong with them.
 *
 * @param changes what changes at the ticket, in the order of the commands
 * @param verbs all verbs among the commands
 * @param copiesTo who becomes a participant and gets the answer as well
 * @param forwardTo the expert outside to whom the ticket is shown
 * @param requester whose matter it becomes, or to whom a new ticket's first mail goes
 * @param absence when their author is away
 * @param handedOver which tickets become another agent's, whatever ticket the mail is about
 * @param problems why they cannot be carried out, a line for each, for their author; empty when they can
 */
public record Orders(
        List<Change> changes,
        Set<Verb> verbs,
        List<NamedAddress> copiesTo,
        Optional<NamedAddress> forwardTo,
        Optional<NamedAddress> requester,
        Optional<Absence> absence,
        Optional<HandedOver> handedOver,
        List<String> problems) {

    /** No command at all. */
    public static final Orders NONE = new Orders(
            List.of(),
            Set.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    private static final Set<Verb> STATUSES = EnumSet.of(Verb.CLOSE, Verb.OPEN, Verb.SNOOZE, Verb.WAIT);
    private static final Set<Verb> OWNERS = EnumSet.of(Verb.TAKE, Verb.ASSIGN, Verb.GIVE);

    /** Takes copies. */
    public Orders {
        changes = List.copyOf(changes);
        verbs = Set.copyOf(verbs);
        copiesTo = List.copyOf(copiesTo);
        problems = List.copyOf(problems);
    }

    /**
     * Whether a verb is among them.
     *
     * @param verb the verb
     * @return true when it is
     */
    public boolean has(Verb verb) {
        return verbs.contains(verb);
    }

    /**
     * Whether they say where the ticket stands, so that an answer alone does not.
     *
     * @return true for close, open, snooze, wait
     */
    public boolean setsStatus() {
        return verbs.stream().anyMatch(STATUSES::contains);
    }

    /**
     * Whether they say who has the ticket.
     *
     * @return true for take, assign, give
     */
    public boolean setsOwner() {
        return verbs.stream().anyMatch(OWNERS::contains);
    }

    /**
     * Whether something changes for their author, whatever becomes of a ticket.
     *
     * @return true for away, back, handover
     */
    public boolean isOfAuthor() {
        return absence.isPresent() || handedOver.isPresent() || has(Verb.BACK);
    }

    /** Of each of these groups only one command makes sense in one mail. */
    static List<Set<Verb>> exclusive() {
        return List.of(
                STATUSES,
                OWNERS,
                EnumSet.of(Verb.NOTE, Verb.FORWARD),
                EnumSet.of(Verb.CC, Verb.FORWARD),
                EnumSet.of(Verb.AWAY, Verb.BACK));
    }

    /**
     * Carries out what changes the ticket. The caller says which copies shall exist at all tickets that were touched.
     *
     * @param tx the transaction
     * @param ticket the ticket, locked
     * @param actor whose commands they are
     * @param at when they were given
     * @return the ticket that the mail belongs to then, and all that was touched
     */
    public Applied apply(TicketTransaction tx, Ticket ticket, EmailAddress actor, Instant at) {
        Ticket wanted = ticket;
        for (Change change : changes) {
            wanted = change.ofTicket().apply(wanted, at);
        }
        Touched touched = new Touched();
        Ticket after = wanted.equals(ticket) ? ticket : tx.update(ticket, wanted, actor.key(), Cause.COMMAND);
        for (Change change : changes) {
            if (change.also().isPresent()) {
                touched.tickets.add(after.id());
                after = change.also().get().apply(tx, after, touched);
            }
        }
        touched.tickets.add(after.id());
        return new Applied(tx.ticket(after.id()).orElse(after), touched.tickets, touched.moved);
    }

    /** What commands touch besides the ticket, while they are carried out. */
    static final class Touched {
        private final Set<Long> tickets = new LinkedHashSet<>();
        private final List<Long> moved = new ArrayList<>();

        void moved(List<Message> messages) {
            messages.forEach(message -> moved.add(message.id()));
        }
    }

    /**
     * What commands did.
     *
     * @param ticket the ticket that the mail belongs to now
     * @param touched serials of all tickets that changed
     * @param moved keys of messages that belong to another ticket now
     */
    public record Applied(Ticket ticket, Set<Long> touched, List<Long> moved) {

        /** Takes copies. */
        public Applied {
            touched = Set.copyOf(touched);
            moved = List.copyOf(moved);
        }

        /**
         * The same, and more tickets that were touched.
         *
         * @param more their serials
         * @return a copy
         */
        public Applied and(Set<Long> more) {
            Set<Long> all = new HashSet<>(touched);
            all.addAll(more);
            return new Applied(ticket, all, moved);
        }
    }
}
