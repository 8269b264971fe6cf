// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postroom.desk.Agent;
import org.postroom.desk.Desk;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Team;
import org.postroom.message.NamedAddress;
import org.postroom.message.OneLine;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Timer;

/** Reads the arguments of commands: finds whom and what they name, and says what is wrong with them. Not thread-safe. */
public final class OrderReader {

    /** What a mail can order only once. */
    private static final Set<Verb> ONCE = EnumSet.of(
            Verb.ASSIGN,
            Verb.GIVE,
            Verb.SNOOZE,
            Verb.WAIT,
            Verb.SPLIT,
            Verb.REQUESTER,
            Verb.FORWARD,
            Verb.HANDOVER,
            Verb.AWAY);

    private static final int MOST_COMMANDS = 50;
    private static final int LONGEST_ARGUMENT = 1000;
    private static final int LONGEST_WORD = 100;
    private static final int LONGEST_SUBJECT = 500;
    private static final Duration UNTAKEN_AFTER = Duration.ofMinutes(15);
    private static final Map<Priority, Set<String>> PRIORITIES = Map.of(
            Priority.LOW, Set.of("low", "низкий", "низкая", "低", "niedrig"),
            Priority.NORMAL, Set.of("normal", "обычный", "обычная", "нормальный", "普通", "中"),
            Priority.HIGH, Set.of("high", "высокий", "высокая", "高", "hoch"),
            Priority.URGENT, Set.of("urgent", "срочный", "срочная", "срочно", "紧急", "dringend"));

    private final Scene scene;
    private final List<Change> changes = new ArrayList<>();
    private final List<NamedAddress> copiesTo = new ArrayList<>();
    private final Problems problems = new Problems();
    private final Who who;
    private final OtherTickets others;
    private final OfAuthor author;
    private final Set<Verb> verbs = EnumSet.noneOf(Verb.class);
    private Optional<NamedAddress> forwardTo = Optional.empty();
    private Optional<NamedAddress> requester = Optional.empty();

    /**
     * Where commands are given.
     *
     * @param actor who gives them
     * @param desk at which desk
     * @param helpDesk who works here
     * @param answered the message that the mail answers; empty when that is not known
     * @param now when
     * @param tickets finds tickets that the actor may see
     * @param selection what was found for a command that takes a query; empty when there is none
     */
    public record Scene(
            Agent actor,
            Desk desk,
            HelpDesk helpDesk,
            Optional<Message> answered,
            Instant now,
            Function<TicketNumber, Optional<Ticket>> tickets,
            Optional<Selection> selection) {}

    private OrderReader(Scene scene) {
        this.scene = scene;
        this.who = new Who(scene, problems);
        this.others = new OtherTickets(scene, problems);
        this.author = new OfAuthor(scene, problems);
    }

    /**
     * Reads commands.
     *
     * @param commands the commands, in their order
     * @param scene where they are given
     * @return what they order; with problems, none of it is to be carried out
     */
    public static Orders read(List<Command> commands, Scene scene) {
        OrderReader reader = new OrderReader(scene);
        if (commands.size() > MOST_COMMANDS) {
            reader.problems.add("there are " + commands.size() + " commands; a mail may have " + MOST_COMMANDS);
        } else {
            commands.forEach(reader::read);
            reader.contradictions();
        }
        return new Orders(
                reader.changes,
                reader.verbs,
                reader.copiesTo,
                reader.forwardTo,
                reader.requester,
                reader.author.absence(),
                reader.author.handedOver(),
                reader.problems.lines());
    }

    private void read(Command command) {
        if (!verbs.add(command.verb()) && ONCE.contains(command.verb())) {
            problems.add(
                    "line " + command.line() + ": " + command.verb() + " stands there twice; write only one of them");
            return;
        }
        String argument = command.argument();
        boolean isEmpty = OneLine.of(argument, LONGEST_ARGUMENT).isBlank()
                && command.verb().argument() == Verb.Argument.COMPULSORY;
        if (isEmpty || argument.length() > LONGEST_ARGUMENT) {
            problems.wrong(command, "is " + (isEmpty ? "empty" : "longer than " + LONGEST_ARGUMENT + " characters"));
            return;
        }
        switch (command.verb()) {
            case CLOSE -> change(command, (ticket, at) -> ticket.withStatus(Status.CLOSED, at), OrderReader::wakeNever);
            case OPEN -> change(command, (ticket, at) -> ticket.withStatus(Status.OPEN, at), OrderReader::wakeNever);
            case TAKE -> owner(command, scene.actor());
            case ASSIGN -> who.agent(command).ifPresent(agent -> owner(command, agent));
            case GIVE -> who.team(command).ifPresent(team -> give(command, team));
            case TAG -> tag(command, true);
            case UNTAG -> tag(command, false);
            case PRIORITY -> priority(command);
            case CATEGORY -> {
                String category = OneLine.of(argument, LONGEST_WORD).toLowerCase(Locale.ROOT);
                changes.add(Change.of(command.verb(), (ticket, at) -> ticket.withCategory(category, at)));
            }
            case SNOOZE -> snooze(command);
            case WAIT -> waitFor(command);
            case LINK -> others.link(command).ifPresent(changes::add);
            case MERGE -> others.merge(command).ifPresent(changes::add);
            case SPLIT -> others.split(command).ifPresent(changes::add);
            case SUBJECT -> {
                String subject = OneLine.of(argument, LONGEST_SUBJECT);
                changes.add(Change.of(command.verb(), (ticket, at) -> ticket.withSubject(subject, at)));
            }
            case REQUESTER -> who.outsider(command).ifPresent(this::requester);
            case CC -> who.outsider(command).ifPresent(this::copyTo);
            case FORWARD -> who.outsider(command).ifPresent(person -> forwardTo = Optional.of(person));
            case TIME -> time(command);
            case AWAY -> author.away(command);
            case HANDOVER -> author.handOver(command);
            default -> {
                // What is no change of the ticket is asked for by its verb.
            }
        }
    }

    private void change(
            Command command, BiFunction<Ticket, Instant, Ticket> ofTicket, BiConsumer<TicketTransaction, Ticket> also) {
        changes.add(Change.of(command.verb(), ofTicket, besides(also)));
    }

    private static Change.Also besides(BiConsumer<TicketTransaction, Ticket> also) {
        return (tx, ticket, touched) -> {
            also.accept(tx, ticket);
            return ticket;
        };
    }

    private static void wakeNever(TicketTransaction tx, Ticket ticket) {
        tx.clearTimer(ticket.id(), Timer.Kind.WAKE);
        if (!ticket.status().isWork()) {
            tx.clearTimer(ticket.id(), Timer.Kind.UNTAKEN);
        }
    }

    private void owner(Command command, Agent agent) {
        change(
                command,
                (ticket, at) -> ticket.withAgent(Optional.of(agent.address()), at),
                (tx, ticket) -> tx.clearTimer(ticket.id(), Timer.Kind.UNTAKEN));
    }

    private void give(Command command, Team team) {
        Instant due = scene.now().plus(UNTAKEN_AFTER);
        change(
                command,
                (ticket, at) -> ticket.withTeam(team.id(), at).withAgent(Optional.empty(), at),
                (tx, ticket) -> {
                    tx.set(new Timer(ticket.id(), Timer.Kind.UNTAKEN, due));
                    tx.record(event(ticket, EventType.TEAM_CHANGED, team.id()));
                });
    }

    private void tag(Command command, boolean add) {
        String tag = OneLine.of(command.argument(), LONGEST_WORD).toLowerCase(Locale.ROOT);
        changes.add(Change.of(command.verb(), (ticket, at) -> {
            Set<String> tags = new HashSet<>(ticket.tags());
            boolean changed = add ? tags.add(tag) : tags.remove(tag);
            return changed ? ticket.withTags(tags, at) : ticket;
        }));
    }

    private void priority(Command command) {
        String word = command.argument().toLowerCase(Locale.ROOT);
        PRIORITIES.entrySet().stream()
                .filter(known -> known.getValue().contains(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresentOrElse(
                        priority -> changes.add(
                                Change.of(command.verb(), (ticket, at) -> ticket.withPriority(priority, at))),
                        () -> problems.wrong(
                                command, "is no priority; allowed are low, normal, high, urgent: #priority high"));
    }

    private void snooze(Command command) {
        When.moment(command.argument(), scene.actor().hours().zone(), scene.now())
                .ifPresentOrElse(
                        until ->
                                change(command, (ticket, at) -> ticket.withStatus(Status.SNOOZED, at), (tx, ticket) -> {
                                    tx.set(new Timer(ticket.id(), Timer.Kind.WAKE, until));
                                    tx.record(event(ticket, EventType.SNOOZED, until.toString()));
                                }),
                        () -> problems.wrong(
                                command,
                                "is no time to come; write for example #snooze 3d, #snooze until Monday 9:00 or"
                                        + " #snooze 2027-01-15"));
    }

    private void waitFor(Command command) {
        String whom = OneLine.of(command.argument(), LONGEST_WORD);
        change(
                command,
                (ticket, at) -> ticket.withStatus(Status.WAITING, at),
                (tx, ticket) -> tx.record(event(ticket, EventType.WAITS_FOR, whom)));
    }

    private void time(Command command) {
        When.amount(command.argument())
                .ifPresentOrElse(
                        spent -> changes.add(Change.also(
                                command.verb(),
                                besides((tx, ticket) -> tx.record(
                                        event(ticket, EventType.TIME_SPENT, Long.toString(spent.toMinutes())))))),
                        () -> problems.wrong(
                                command, "is no amount of time; write for example #time 20m or #time 1:30"));
    }

    private void requester(NamedAddress person) {
        requester = Optional.of(person);
        changes.add(Change.of(
                Verb.REQUESTER,
                (ticket, at) -> ticket.withRequester(person, at),
                besides((tx, ticket) -> participant(tx, ticket, person))));
    }

    private void copyTo(NamedAddress person) {
        copiesTo.add(person);
        changes.add(Change.also(Verb.CC, besides((tx, ticket) -> participant(tx, ticket, person))));
    }

    private void participant(TicketTransaction tx, Ticket ticket, NamedAddress person) {
        tx.addParticipant(
                ticket.id(), person, scene.now(), scene.actor().address().key(), Cause.COMMAND);
    }

    private void contradictions() {
        for (Set<Verb> group : Orders.exclusive()) {
            Set<Verb> both = EnumSet.copyOf(group);
            both.retainAll(verbs);
            if (both.size() > 1) {
                problems.add(both.stream().map(Verb::toString).collect(Collectors.joining(" and "))
                        + " contradict each other; write only one of them");
            }
        }
    }

    private NewEvent event(Ticket ticket, EventType type, String value) {
        return new NewEvent(
                ticket.id(), type, scene.now(), scene.actor().address().key(), Cause.COMMAND, "", "", value);
    }
}
