// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Duration;
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
import org.postroom.reply.AgentReplies.Draft;
import org.postroom.reply.AgentReplies.Place;
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
            text.append(board(place, viewer, mail.receivedAt())).append('\n');
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
        StringBuilder text = new StringBuilder();
        line(text, "ticket", ticket.number() + " " + ticket.subject());
        line(text, "desk", ticket.desk().value());
        line(text, "status", ticket.status().word());
        line(text, "agent", ticket.agent().map(EmailAddress::asString).orElse("-"));
        line(text, "priority", ticket.priority().word());
        line(text, "category", ticket.category().orElse("-"));
        line(text, "tags", ticket.tags().isEmpty() ? "-" : String.join(", ", ticket.tags()));
        line(text, "requester", named(ticket.requester()));
        line(text, "opened", LocalMoment.of(ticket.openedAt(), zone));
        line(text, "changed", LocalMoment.of(ticket.updatedAt(), zone));
        line(text, "time spent", minutes + " min");
        text.append("\nmessages:\n");
        for (Message message : tools.tickets().messages(ticket.number(), viewer)) {
            text.append("    ")
                    .append(message.ordinal())
                    .append(". ")
                    .append(LocalMoment.of(message.receivedAt(), zone))
                    .append(", ")
                    .append(message.kind().word())
                    .append(", ")
                    .append(message.from().map(Asked::named).orElse("-"))
                    .append('\n');
        }
        return text.toString();
    }

    /** Who has what, how old it is, and what it waits for. */
    private String board(Place place, Viewer viewer, Instant now) {
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
                            .append(ticket.number())
                            .append("  ")
                            .append(ticket.status().word())
                            .append("  ")
                            .append(age(ticket.openedAt(), now))
                            .append("  ")
                            .append(ticket.priority().word())
                            .append("  ")
                            .append(ticket.subject())
                            .append('\n'));
        });
        return text.isEmpty() ? "-\n" : text.toString();
    }

    private static String age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        return age.toDays() > 0 ? age.toDays() + "d" : age.toHours() > 0 ? age.toHours() + "h" : age.toMinutes() + "m";
    }

    private static String named(NamedAddress person) {
        return person.nameOrLocalPart() + " <" + person.address() + ">";
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-12s", name + ":"))
                .append(value)
                .append('\n');
    }
}
