// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postroom.command.Verb;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;
import org.postroom.reply.AgentNotices.Notice;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketFilter;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Viewer;

/** Answers what agents ask Postroom for: the ticket's summary, the desk's board, the list of commands. */
final class Asked {

    private static final int MOST_TICKETS = 500;

    private final AgentTools tools;
    private final AgentNotices notices;

    Asked(AgentTools tools, AgentNotices notices) {
        this.tools = tools;
        this.notices = notices;
    }

    /** The answer; read before the transaction that decides whether it is sent. Shows what the agent may see. */
    Optional<String> answer(Draft draft, Place place) {
        AgentMail mail = draft.mail();
        Viewer viewer = Viewer.of(mail.agent().address(), tools.helpDesk());
        StringBuilder text = new StringBuilder();
        if (draft.has(Verb.HELP)) {
            text.append(help(NoteWords.ofNotices(mail.agent()))).append('\n');
        }
        if (draft.has(Verb.STATUS)) {
            place.ticket()
                    .ifPresent(
                            ticket -> text.append(status(ticket, viewer, mail)).append('\n'));
        }
        if (draft.has(Verb.BOARD)) {
            text.append(board(place, viewer, mail)).append('\n');
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }

    void send(TicketTransaction tx, Draft draft, Place place, String text) {
        AgentMail mail = draft.mail();
        NoteWords words = NoteWords.ofNotices(mail.agent());
        String subject = draft.has(Verb.STATUS)
                ? words.with(
                        "status.subject",
                        place.ticket().map(ticket -> ticket.number().stamp()).orElse(""))
                : draft.has(Verb.BOARD)
                        ? words.with("board.subject", place.desk().fromName())
                        : words.with("help.subject");
        notices.send(
                tx,
                place.desk(),
                List.of(mail.agent().address()),
                mail,
                new Notice(
                        mail.onceKey("asked"),
                        place.ticket().map(Ticket::id).orElse(0L),
                        Optional.empty(),
                        subject,
                        text,
                        Optional.empty()));
    }

    private static String help(NoteWords words) {
        String list = Arrays.stream(Verb.values())
                .filter(verb -> words.keys().contains(key(verb)))
                .map(verb -> "    "
                        + String.join(
                                " ",
                                verb.words().stream().map(word -> "#" + word).toList()) + "\n        "
                        + words.with(key(verb)))
                .collect(Collectors.joining("\n"));
        return words.with("help.text", list);
    }

    private static String key(Verb verb) {
        String name = verb.name().toLowerCase(Locale.ROOT);
        return verb == Verb.SUBJECT ? "help.subject.command" : "help." + name;
    }

    private String status(Ticket ticket, Viewer viewer, AgentMail mail) {
        List<Event> events = tools.tickets().events(ticket.number(), viewer);
        long minutes = events.stream()
                .filter(event -> event.event().type() == EventType.TIME_SPENT)
                .mapToLong(event -> Long.parseLong(event.event().newValue()))
                .sum();
        var zone = mail.agent().hours().zone();
        NoteWords words = NoteWords.ofNotices(mail.agent());
        List<String> lines = new ArrayList<>(List.of(
                words.with("show.ticket", ticket.number() + " " + ticket.subject()),
                words.with("show.desk", ticket.desk().value()),
                words.with("show.status", words.with("status." + ticket.status().word())),
                words.with(
                        "show.agent", ticket.agent().map(EmailAddress::asString).orElse("-")),
                words.with(
                        "show.priority",
                        words.with("priority." + ticket.priority().word())),
                words.with("show.category", ticket.category().orElse("-")),
                words.with("show.tags", ticket.tags().isEmpty() ? "-" : String.join(", ", ticket.tags())),
                words.with("show.requester", named(ticket.requester())),
                words.with("show.opened", LocalMoment.of(ticket.openedAt(), zone)),
                words.with("show.changed", LocalMoment.of(ticket.updatedAt(), zone)),
                words.with("show.spent", words.with("age.minutes", minutes)),
                "",
                words.with("show.messages")));
        for (Message message : tools.tickets().messages(ticket.number(), viewer)) {
            lines.add("    " + message.ordinal() + ". " + LocalMoment.of(message.receivedAt(), zone) + ", "
                    + words.with("kind." + message.kind().word()) + ", "
                    + message.from().map(Asked::named).orElse("-"));
        }
        return String.join("\n", lines) + "\n";
    }

    /** Who has what, how old it is, and what it waits for. */
    private String board(Place place, Viewer viewer, AgentMail mail) {
        NoteWords words = NoteWords.ofNotices(mail.agent());
        Instant now = mail.receivedAt();
        Map<String, List<Ticket>> byAgent = new TreeMap<>();
        for (Status status : Status.values()) {
            if (status != Status.CLOSED) {
                TicketFilter filter = new TicketFilter(
                        Optional.of(place.desk().id()), Optional.of(status), Optional.empty(), MOST_TICKETS);
                tools.tickets()
                        .tickets(filter, viewer)
                        .forEach(ticket -> byAgent.computeIfAbsent(
                                        ticket.agent()
                                                .map(EmailAddress::asString)
                                                .orElse("-"),
                                        agent -> new ArrayList<>())
                                .add(ticket));
            }
        }
        StringBuilder text = new StringBuilder();
        byAgent.forEach((agent, tickets) -> {
            text.append(agent).append(" (").append(tickets.size()).append(")\n");
            tickets.stream()
                    .sorted(Comparator.comparing(Ticket::openedAt))
                    .forEach(ticket -> text.append("    ")
                            .append(TicketLine.of(ticket, now, words))
                            .append('\n'));
        });
        return text.isEmpty() ? "-\n" : text.toString();
    }

    private static String named(NamedAddress person) {
        return person.nameOrLocalPart() + " <" + person.address() + ">";
    }
}
