// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postroom.command.OrderReader.Scene;
import org.postroom.message.BaseSubject;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Classification;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewTicket;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;
import org.postroom.ticket.TicketTransaction;

/** Reads commands that are about a second ticket: links, mergers and splits. */
final class OtherTickets {

    private final Scene scene;
    private final Problems problems;

    OtherTickets(Scene scene, Problems problems) {
        this.scene = scene;
        this.problems = problems;
    }

    Optional<Change> link(Command command) {
        return numbered(command)
                .map(other -> Change.also(command.verb(), (tx, ticket, touched) -> {
                    tx.link(
                            ticket.id(),
                            other.id(),
                            scene.now(),
                            scene.actor().address().key(),
                            Cause.COMMAND);
                    return ticket;
                }));
    }

    Optional<Change> merge(Command command) {
        Optional<Ticket> other = numbered(command);
        if (other.isPresent() && !other.get().desk().equals(scene.desk().id())) {
            problems.wrong(
                    command, "belongs to another desk; only tickets of one desk can be merged, others can be linked");
            return Optional.empty();
        }
        return other.map(into -> Change.also(command.verb(), (tx, ticket, touched) -> {
            TicketTransaction.Moved moved =
                    tx.merge(ticket.id(), into.id(), scene.actor().address().key(), scene.now());
            touched.moved(moved.messages());
            return moved.ticket();
        }));
    }

    /** The answered message and all behind it. */
    Optional<Change> split(Command command) {
        Optional<Message> first = scene.answered().filter(message -> !message.opensTicket());
        if (first.isEmpty()) {
            problems.add(
                    "line " + command.line() + ": #split takes the answered message, and those behind it, out of the"
                            + " ticket; answer the message that begins the new matter, not the ticket's first one");
        }
        return first.map(
                begin -> Change.also(command.verb(), (tx, ticket, touched) -> split(tx, ticket, begin, touched)));
    }

    private Ticket split(TicketTransaction tx, Ticket ticket, Message begin, Orders.Touched touched) {
        List<Message> those = tx.messages(ticket.id()).stream()
                .filter(message -> message.ordinal() >= begin.ordinal())
                .toList();
        NewTicket opened = new NewTicket(
                scene.desk(),
                ticket.deskAddress(),
                begin.kind() == MessageKind.CUSTOMER ? begin.from().orElse(ticket.requester()) : ticket.requester(),
                BaseSubject.of(begin.subject()).value(),
                new Classification(
                        MessageKind.CUSTOMER,
                        "",
                        ticket.language(),
                        ticket.category(),
                        ticket.priority(),
                        ticket.tags()),
                scene.now());
        Set<Long> keys = those.stream().map(Message::id).collect(Collectors.toSet());
        String actor = scene.actor().address().key();
        TicketTransaction.Moved moved = tx.split(ticket.id(), keys, opened, actor);
        touched.moved(moved.messages());
        return tx.update(
                moved.ticket(),
                moved.ticket().withStatus(Status.OPEN, scene.now()).withAgent(ticket.agent(), scene.now()),
                actor,
                Cause.COMMAND);
    }

    private Optional<Ticket> numbered(Command command) {
        Optional<Ticket> found = TicketNumber.parse(command.argument()).flatMap(scene.tickets());
        if (found.isEmpty()) {
            problems.wrong(
                    command,
                    "is no ticket that you may see; write its whole number, such as " + command.verb() + " "
                            + scene.desk().prefix() + "-10429");
        }
        return found;
    }
}
