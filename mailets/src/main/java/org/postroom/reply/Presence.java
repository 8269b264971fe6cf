// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroom.command.Orders;
import org.postroom.command.Verb;
import org.postroom.desk.Absence;
import org.postroom.desk.Agent;
import org.postroom.reply.AgentNotices.Notice;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/**
 * Notes when agents are away and when they are back, and says to them what was understood. Tickets are left as they are: as with
 * an absence of the configuration, the team sees one of an agent who is away as soon as something happens there.
 */
final class Presence {

    private final AgentNotices notices;

    Presence(AgentNotices notices) {
        this.notices = notices;
    }

    /** Carries out {@code #away} or {@code #back}; nothing where there is neither. */
    void carryOut(TicketTransaction tx, Draft draft, Place place, Orders orders) {
        Agent agent = draft.mail().agent();
        Instant at = draft.mail().receivedAt();
        NoteWords words = NoteWords.ofNotices(agent);
        if (orders.absence().isPresent()) {
            Absence absence = orders.absence().get();
            List<Absence> replaced = tx.absences().say(agent.address(), absence, at);
            String noted = words.with(
                    "away.text",
                    day(words, absence.from()),
                    day(words, absence.to()),
                    place.desk().mainAddress());
            String text = noted + list(words, "away.replaced", replaced) + others(tx, agent, at, Optional.of(absence));
            confirm(tx, draft, place, words.with("away.subject", days(words, absence)), text);
        } else if (orders.has(Verb.BACK)) {
            LocalDate today = LocalDate.ofInstant(at, agent.hours().zone());
            List<Absence> ended = tx.absences().takeBack(agent.address(), today, at);
            String noted = ended.isEmpty() ? words.with("back.nothing") : list(words, "back.text", ended);
            confirm(tx, draft, place, words.with("back.subject"), noted + others(tx, agent, at, Optional.empty()));
        }
    }

    /** What else is noted, by the agent or in the configuration, so that nobody is away without knowing it. */
    private static String others(TicketTransaction tx, Agent agent, Instant at, Optional<Absence> noted) {
        NoteWords words = NoteWords.ofNotices(agent);
        LocalDate today = LocalDate.ofInstant(at, agent.hours().zone());
        List<Absence> said = tx.absences().current(at).getOrDefault(agent.address(), List.of());
        return list(
                        words,
                        "away.more",
                        said.stream()
                                .filter(absence -> noted.filter(absence::equals).isEmpty()
                                        && !absence.to().isBefore(today))
                                .toList())
                + list(
                        words,
                        "away.configured",
                        agent.absences().stream()
                                .filter(absence -> !absence.to().isBefore(today))
                                .toList());
    }

    /** A text with absences in it, a line for each; nothing when there are none. */
    private static String list(NoteWords words, String key, List<Absence> absences) {
        String lines =
                absences.stream().map(absence -> "    " + days(words, absence)).collect(Collectors.joining("\n"));
        return absences.isEmpty() ? "" : words.with(key, lines);
    }

    private static String days(NoteWords words, Absence absence) {
        return day(words, absence.from())
                + (absence.from().equals(absence.to()) ? "" : " – " + day(words, absence.to()));
    }

    private static String day(NoteWords words, LocalDate day) {
        return LocalMoment.of(day, words.language());
    }

    private void confirm(TicketTransaction tx, Draft draft, Place place, String subject, String text) {
        AgentMail mail = draft.mail();
        notices.send(
                tx,
                place.desk(),
                List.of(mail.agent().address()),
                mail,
                new Notice(
                        mail.onceKey("presence"),
                        place.ticket().map(Ticket::id).orElse(0L),
                        Optional.empty(),
                        subject,
                        text,
                        Optional.empty()));
    }
}
