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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.postroom.desk.Agent;
import org.postroom.desk.Desk;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Team;
import org.postroom.message.AddressList;
import org.postroom.message.BaseSubject;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;
import org.postroom.message.OneLine;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Classification;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.NewTicket;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Timer;

/** Reads the arguments of commands: finds whom and what they name, and says what is wrong with them. Not thread-safe. */
public final class OrderReader {

    /** What a mail can order only once. */
    private static final Set<Verb> ONCE =
            EnumSet.of(Verb.ASSIGN, Verb.GIVE, Verb.SNOOZE, Verb.WAIT, Verb.SPLIT, Verb.REQUESTER, Verb.FORWARD);

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
    private final List<String> problems = new ArrayList<>();
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
     */
    public record Scene(
            Agent actor,
            Desk desk,
            HelpDesk helpDesk,
            Optional<Message> answered,
            Instant now,
            Function<TicketNumber, Optional<Ticket>> tickets) {}

    private OrderReader(Scene scene) {
        this.scene = scene;
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
                reader.changes, reader.verbs, reader.copiesTo, reader.forwardTo, reader.requester, reader.problems);
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
            wrong(command, "is " + (isEmpty ? "empty" : "longer than " + LONGEST_ARGUMENT + " characters"));
            return;
        }
        switch (command.verb()) {
            case CLOSE -> change(command, (ticket, at) -> ticket.withStatus(Status.CLOSED, at), OrderReader::wakeNever);
            case OPEN -> change(command, (ticket, at) -> ticket.withStatus(Status.OPEN, at), OrderReader::wakeNever);
            case TAKE -> owner(command, scene.actor());
            case ASSIGN -> agent(argument, command).ifPresent(agent -> owner(command, agent));
            case GIVE -> team(argument, command).ifPresent(team -> give(command, team));
            case TAG -> tag(command, true);
            case UNTAG -> tag(command, false);
            case PRIORITY -> priority(command);
            case CATEGORY -> {
                String category = OneLine.of(argument, LONGEST_WORD).toLowerCase(Locale.ROOT);
                changes.add(Change.of(command.verb(), (ticket, at) -> ticket.withCategory(category, at)));
            }
            case SNOOZE -> snooze(command);
            case WAIT -> waitFor(command);
            case LINK -> link(command);
            case MERGE -> merge(command);
            case SPLIT -> split(command);
            case SUBJECT -> {
                String subject = OneLine.of(argument, LONGEST_SUBJECT);
                changes.add(Change.of(command.verb(), (ticket, at) -> ticket.withSubject(subject, at)));
            }
            case REQUESTER -> outsider(command).ifPresent(this::requester);
            case CC -> outsider(command).ifPresent(this::copyTo);
            case FORWARD -> outsider(command).ifPresent(person -> forwardTo = Optional.of(person));
            case TIME -> time(command);
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
                (tx, ticket) -> tx.set(new Timer(ticket.id(), Timer.Kind.UNTAKEN, due)));
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
                        () -> wrong(command, "is no priority; allowed are low, normal, high, urgent: #priority high"));
    }

    private void snooze(Command command) {
        When.moment(command.argument(), scene.actor().hours().zone(), scene.now())
                .ifPresentOrElse(
                        until -> change(
                                command,
                                (ticket, at) -> ticket.withStatus(Status.SNOOZED, at),
                                (tx, ticket) -> tx.set(new Timer(ticket.id(), Timer.Kind.WAKE, until))),
                        () -> wrong(
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
                        () -> wrong(command, "is no amount of time; write for example #time 20m or #time 1:30"));
    }

    private void link(Command command) {
        Optional<Ticket> other = numbered(command);
        other.ifPresent(found -> changes.add(
                Change.also(command.verb(), besides((tx, ticket) -> tx.link(ticket.id(), found.id(), scene.now())))));
    }

    private void merge(Command command) {
        Optional<Ticket> other = numbered(command);
        if (other.isPresent() && !other.get().desk().equals(scene.desk().id())) {
            wrong(command, "belongs to another desk; only tickets of one desk can be merged, others can be linked");
        } else if (other.isPresent()) {
            long into = other.get().id();
            String actor = scene.actor().address().key();
            changes.add(Change.also(command.verb(), (tx, ticket, touched) -> {
                TicketTransaction.Moved moved = tx.merge(ticket.id(), into, actor, scene.now());
                touched.moved(moved.messages());
                return moved.ticket();
            }));
        }
    }

    /** The answered message and all behind it. */
    private void split(Command command) {
        Optional<Message> first = scene.answered().filter(message -> !message.opensTicket());
        if (first.isEmpty()) {
            problems.add(
                    "line " + command.line() + ": #split takes the answered message, and those behind it, out of the"
                            + " ticket; answer the message that begins the new matter, not the ticket's first one");
            return;
        }
        Message begin = first.get();
        changes.add(Change.also(command.verb(), (tx, ticket, touched) -> {
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
            TicketTransaction.Moved moved =
                    tx.split(ticket.id(), keys, opened, scene.actor().address().key());
            touched.moved(moved.messages());
            return tx.update(
                    moved.ticket(),
                    moved.ticket().withStatus(Status.OPEN, scene.now()).withAgent(ticket.agent(), scene.now()),
                    scene.actor().address().key(),
                    Cause.COMMAND);
        }));
    }

    private Optional<Ticket> numbered(Command command) {
        Optional<Ticket> found = TicketNumber.parse(command.argument()).flatMap(scene.tickets());
        if (found.isEmpty()) {
            wrong(
                    command,
                    "is no ticket that you may see; write its whole number, such as " + command.verb() + " "
                            + scene.desk().prefix() + "-10429");
        }
        return found;
    }

    private void requester(NamedAddress person) {
        requester = Optional.of(person);
        changes.add(Change.of(
                Verb.REQUESTER,
                (ticket, at) -> ticket.withRequester(person, at),
                besides((tx, ticket) -> tx.addParticipant(ticket.id(), person, scene.now()))));
    }

    private void copyTo(NamedAddress person) {
        copiesTo.add(person);
        changes.add(Change.also(Verb.CC, besides((tx, ticket) -> tx.addParticipant(ticket.id(), person, scene.now()))));
    }

    private Optional<NamedAddress> outsider(Command command) {
        List<NamedAddress> named = AddressList.parse(command.argument());
        if (named.size() != 1) {
            wrong(command, "is no address; write one such as " + command.verb() + " ann@customer.example");
            return Optional.empty();
        }
        EmailAddress address = named.get(0).address();
        if (scene.helpDesk().deskAt(address).isPresent()
                || scene.helpDesk().agent(address).isPresent()) {
            wrong(command, "is one of us; " + command.verb() + " takes an address outside");
            return Optional.empty();
        }
        return Optional.of(named.get(0));
    }

    /** By address, by what stands before the @, by the whole name, or by the beginning of a name that only one has. */
    private Optional<Agent> agent(String who, Command command) {
        String wanted = who.toLowerCase(Locale.ROOT);
        List<Agent> people = scene.helpDesk().peopleOf(scene.desk()).stream()
                .flatMap(address -> scene.helpDesk().agent(address).stream())
                .toList();
        for (Predicate<Agent> test : List.<Predicate<Agent>>of(
                agent -> agent.address().key().equals(wanted),
                agent -> agent.address().localPart().equalsIgnoreCase(wanted),
                agent -> agent.name().equalsIgnoreCase(who),
                agent -> agent.name().toLowerCase(Locale.ROOT).startsWith(wanted))) {
            List<Agent> found = people.stream().filter(test).toList();
            if (found.size() == 1) {
                return Optional.of(found.get(0));
            }
        }
        wrong(
                command,
                "is nobody of this desk, or more than one; its people are "
                        + people.stream()
                                .map(agent -> agent.name() + " <" + agent.address() + ">")
                                .collect(Collectors.joining(", ")));
        return Optional.empty();
    }

    private Optional<Team> team(String id, Command command) {
        Optional<Team> team = scene.helpDesk().teams().stream()
                .filter(known -> known.id().equalsIgnoreCase(id))
                .findFirst();
        if (team.isEmpty()) {
            wrong(
                    command,
                    "is no team; the teams are "
                            + scene.helpDesk().teams().stream().map(Team::id).collect(Collectors.joining(", ")));
        }
        return team;
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

    private void wrong(Command command, String what) {
        problems.add("line " + command.line() + ": \"" + OneLine.of(command.argument(), LONGEST_WORD) + "\" behind "
                + command.verb() + " " + what);
    }

    private NewEvent event(Ticket ticket, EventType type, String value) {
        return new NewEvent(
                ticket.id(), type, scene.now(), scene.actor().address().key(), Cause.COMMAND, "", "", value);
    }
}
