// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postroom.command.HandedOver;
import org.postroom.command.Heir;
import org.postroom.command.Orders;
import org.postroom.command.Selection;
import org.postroom.command.Verb;
import org.postroom.desk.Agent;
import org.postroom.message.EmailAddress;
import org.postroom.reply.AgentNotices.Notice;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketFilter;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Timer;
import org.postroom.ticket.Viewer;

/** Hands tickets over to another agent, and sends one summary to everybody concerned. */
final class HandingOver {

    private static final String TOO_MANY = "names more than " + TicketSearch.MOST
            + " tickets; hand them over in parts, such as #handover ivan status:waiting";

    private static final int MOST_SHOWN = 100;

    private final AgentTools tools;
    private final AgentNotices notices;

    HandingOver(AgentTools tools, AgentNotices notices) {
        this.tools = tools;
        this.notices = notices;
    }

    /** A ticket as it is now, and who had it. */
    private record Given(Ticket ticket, EmailAddress from) {}

    /** What one agent is told: in the words of a key, with the name of another. */
    private record Summary(Agent reader, String key, String other, List<Given> given) {}

    /** Looks up what a mail hands over; to be called before the transaction, since the index is no part of it. */
    Optional<Selection> select(Draft draft) {
        Agent actor = draft.mail().agent();
        return draft.text().commands().stream()
                .filter(command -> command.verb() == Verb.HANDOVER)
                .findFirst()
                .flatMap(command -> Heir.read(command.argument(), actor, tools.helpDesk()))
                .map(heir -> heir.query().isEmpty() ? all(heir, actor) : matching(heir, actor));
    }

    private Selection all(Heir heir, Agent actor) {
        List<Ticket> tickets = new ArrayList<>();
        for (Status status : Status.values()) {
            if (status != Status.CLOSED) {
                TicketFilter own = new TicketFilter(
                        Optional.empty(), Optional.of(status), Optional.of(actor.address()), TicketSearch.MOST + 1);
                tickets.addAll(tools.tickets().tickets(own, viewer(actor)));
            }
        }
        return selection(tickets, false, heir, actor);
    }

    private Selection matching(Heir heir, Agent actor) {
        TicketSearch.Found found = tools.search().find(heir.query(), actor);
        return found.complaint()
                .map(Selection::refused)
                .orElseGet(() -> selection(
                        found.numbers().stream()
                                .flatMap(number -> tools.tickets().ticket(number, viewer(actor)).stream())
                                .toList(),
                        found.saysWhose(),
                        heir,
                        actor));
    }

    private Selection selection(List<Ticket> tickets, boolean ofOthers, Heir heir, Agent actor) {
        return tickets.size() > TicketSearch.MOST
                ? Selection.refused(TOO_MANY)
                : new Selection(
                        tickets.stream()
                                .filter(ticket -> heir.mayGet(ticket, actor, ofOthers, tools.helpDesk()))
                                .map(Ticket::id)
                                .toList(),
                        ofOthers,
                        Optional.empty());
    }

    private Viewer viewer(Agent actor) {
        return Viewer.of(actor.address(), tools.helpDesk());
    }

    /**
     * Carries out {@code #handover}; nothing where there is none. Each ticket is looked at again, locked, in the order of their
     * serials, so that two who hand over at once wait for each other.
     *
     * @return serials of the tickets that were handed over
     */
    Set<Long> carryOut(TicketTransaction tx, Draft draft, Place place, Orders orders) {
        if (orders.handedOver().isEmpty()) {
            return Set.of();
        }
        HandedOver what = orders.handedOver().get();
        Agent actor = draft.mail().agent();
        Instant at = draft.mail().receivedAt();
        Optional<EmailAddress> heir = Optional.of(what.heir().agent().address());
        List<Given> given = new ArrayList<>();
        for (long serial : new TreeSet<>(what.tickets())) {
            tx.ticket(serial)
                    .filter(ticket -> what.heir().mayGet(ticket, actor, what.ofOthers(), tools.helpDesk()))
                    .ifPresent(ticket -> {
                        Ticket after = tx.update(
                                ticket,
                                ticket.withAgent(heir, at),
                                actor.address().key(),
                                Cause.COMMAND);
                        tx.clearTimer(serial, Timer.Kind.UNTAKEN);
                        tools.copies().plan(tx, after);
                        given.add(new Given(after, ticket.agent().orElseThrow()));
                    });
        }
        tell(tx, draft, place, what.heir().agent(), given);
        return given.stream().map(one -> one.ticket().id()).collect(Collectors.toSet());
    }

    /** Each gets one mail: who gave and who got the tickets about all of them, who had them about theirs. */
    private void tell(TicketTransaction tx, Draft draft, Place place, Agent heir, List<Given> given) {
        Agent actor = draft.mail().agent();
        send(tx, draft, place, new Summary(actor, "handover.given", named(heir), given));
        if (!heir.address().equals(actor.address())) {
            send(tx, draft, place, new Summary(heir, "handover.got", named(actor), given));
        }
        given.stream()
                .map(Given::from)
                .distinct()
                .filter(from -> !from.equals(actor.address()) && !from.equals(heir.address()))
                .flatMap(from -> tools.helpDesk().agent(from).stream())
                .forEach(from -> send(
                        tx,
                        draft,
                        place,
                        new Summary(
                                from,
                                "handover.taken",
                                named(heir) + " (" + named(actor) + ")",
                                given.stream()
                                        .filter(one -> one.from().equals(from.address()))
                                        .toList())));
    }

    private static String named(Agent agent) {
        return agent.name() + " <" + agent.address() + ">";
    }

    private void send(TicketTransaction tx, Draft draft, Place place, Summary summary) {
        AgentMail mail = draft.mail();
        NoteWords words = NoteWords.ofNotices(summary.reader());
        int all = summary.given().size();
        String shown = summary.given().stream()
                .limit(MOST_SHOWN)
                .map(one -> "    " + TicketLine.of(one.ticket(), mail.receivedAt(), words))
                .collect(Collectors.joining("\n"));
        String more = all > MOST_SHOWN ? "\n    " + words.with("handover.more", all - MOST_SHOWN) : "";
        notices.send(
                tx,
                place.desk(),
                List.of(summary.reader().address()),
                mail,
                new Notice(
                        mail.onceKey("handover-" + summary.reader().address().key()),
                        0,
                        Optional.empty(),
                        words.with(summary.key() + ".subject", all, summary.other()),
                        words.with(summary.key() + ".text", all, summary.other(), shown + more),
                        Optional.empty()));
    }
}
