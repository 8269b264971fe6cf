// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroom.command.Doubt;
import org.postroom.command.Orders;
import org.postroom.command.Verb;
import org.postroom.reply.AgentNotices.Notice;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.HeldMails;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/** Holds agents' mails until their authors were asked, and sends back what cannot be done. */
final class Holding {

    private final AgentTools tools;
    private final AgentNotices notices;

    Holding(AgentTools tools, AgentNotices notices) {
        this.tools = tools;
        this.notices = notices;
    }

    /** Holds a mail and asks its author; one that was released and must be asked for once more stays held. */
    AgentOutcome hold(
            TicketTransaction tx,
            AgentMail mail,
            Place place,
            HeldMail.Reason reason,
            String why,
            Optional<HeldMail> released) {
        long ticket = place.ticket().map(Ticket::id).orElse(0L);
        int told = place.ticket().map(Ticket::messages).orElse(0);
        var leadAt = mail.receivedAt().plus(AgentReplies.LEADS_AFTER);
        HeldMail held = released.map(before -> tx.heldMails().holdAgain(before.id(), reason, told, leadAt))
                .orElseGet(() -> tx.heldMails()
                        .hold(new HeldMails.NewHeldMail(
                                mail.key(),
                                ticket,
                                mail.agent().address(),
                                reason,
                                told,
                                mail.recipients(),
                                mail.classification(),
                                leadAt,
                                mail.source())));
        NoteWords words = NoteWords.ofNotices(mail.agent());
        notices.send(
                tx,
                place.desk(),
                List.of(mail.agent().address()),
                mail,
                new Notice(
                        "held-" + held.id() + "-" + held.asked(),
                        ticket,
                        Optional.of(held.id()),
                        words.with("held.subject", mail.mail().subject()),
                        words.with(
                                PastDesk.isPastDesk(mail.recipients(), tools.helpDesk())
                                        ? "held.past-desk.text"
                                        : "held.text",
                                why,
                                mail.mail().text().strip()),
                        Optional.empty()));
        place.ticket().ifPresent(t -> record(tx, t, mail, EventType.HELD, reason.word(), ""));
        return AgentOutcome.ended();
    }

    /** Sends a mail back to its author; nothing else happens. */
    AgentOutcome refuse(TicketTransaction tx, Draft draft, Place place, List<String> problems) {
        AgentMail mail = draft.mail();
        NoteWords words = NoteWords.ofNotices(mail.agent());
        String why = problems.stream().map(problem -> "- " + problem).collect(Collectors.joining("\n"));
        boolean first = notices.send(
                tx,
                place.desk(),
                List.of(mail.agent().address()),
                mail,
                new Notice(
                        mail.onceKey("refused"),
                        place.ticket().map(Ticket::id).orElse(0L),
                        Optional.empty(),
                        words.with("refused.subject", mail.mail().subject()),
                        words.with("refused.text", why, mail.mail().text().strip()),
                        Optional.of(mail.source())));
        if (first) {
            place.ticket()
                    .ifPresent(ticket -> record(tx, ticket, mail, EventType.REFUSED, "", String.join(" ", problems)));
        }
        return AgentOutcome.ended();
    }

    /** Why the commands of a mail cannot be carried out where it belongs; empty when they can. */
    List<String> problems(Draft draft, Place place, Orders orders) {
        NoteWords words = NoteWords.ofNotices(draft.mail().agent());
        List<String> problems = new ArrayList<>(orders.problems());
        boolean starts = orders.has(Verb.REQUESTER) && !orders.has(Verb.NOTE);
        if (place.ticket().isEmpty() && !starts && orders.verbs().stream().anyMatch(Verb::isOfTicket)) {
            problems.add(words.with("refused.no-ticket"));
        } else if (place.ticket().isEmpty() && !starts && orders.isOfAuthor() && !draft.isOnlyCommands()) {
            problems.add(words.with("refused.no-reader"));
        } else if (place.ticket().isEmpty() && starts && draft.isOnlyCommands()) {
            problems.add(words.with("refused.no-text"));
        }
        if (orders.has(Verb.SEND)) {
            problems.add(words.with("refused.send"));
        }
        if (orders.has(Verb.PRIVATE)) {
            problems.add(words.with("refused.private"));
        }
        if (orders.has(Verb.ACK)) {
            problems.add(words.with("refused.ack"));
        }
        if (orders.has(Verb.BOARD) && !tools.isLead(draft.mail().agent().address(), place.desk())) {
            problems.add(words.with("refused.lead"));
        }
        return problems;
    }

    String roleMissing(Draft draft, Place place) {
        return NoteWords.ofNotices(draft.mail().agent())
                .with(
                        "refused.role",
                        place.ticket().map(ticket -> ticket.number().toString()).orElse("-"));
    }

    /** Sends back what goes to addresses of several tickets; false when it does not. */
    boolean refuseSeveral(TicketTransaction tx, Draft draft, AgentTargets targets) {
        List<Place> several = targets.several(tx, draft.mail());
        if (several.isEmpty()) {
            return false;
        }
        String numbers = several.stream()
                .flatMap(place -> place.ticket().stream())
                .map(ticket -> ticket.number().toString())
                .collect(Collectors.joining(", "));
        String why = NoteWords.ofNotices(draft.mail().agent()).with("refused.several", numbers);
        refuse(tx, draft, several.get(0), List.of(why));
        return true;
    }

    /** What may have been meant. */
    String doubts(Draft draft) {
        NoteWords words = NoteWords.ofNotices(draft.mail().agent());
        List<String> lines = new ArrayList<>(List.of(words.with("held.doubt")));
        for (Doubt doubt : draft.text().doubts()) {
            String key = switch (doubt.reason()) {
                case MISSPELT -> "held.doubt.misspelt";
                case BELOW_TEXT -> "held.doubt.below";
                case ARGUMENT_MISSING -> "held.doubt.missing";
                case ARGUMENT_UNKNOWN -> "held.doubt.unknown";
            };
            lines.add("    " + words.with(key, doubt.line(), doubt.written(), doubt.meant()));
        }
        return String.join("\n", lines);
    }

    static void record(
            TicketTransaction tx, Ticket ticket, AgentMail mail, EventType type, String field, String value) {
        tx.record(new NewEvent(
                ticket.id(), type, mail.receivedAt(), mail.agent().address().key(), Cause.COMMAND, field, "", value));
    }
}
