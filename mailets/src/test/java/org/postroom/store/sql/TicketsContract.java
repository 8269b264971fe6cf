// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postroom.store.sql.Samples.AGENT_1;
import static org.postroom.store.sql.Samples.AGENT_2;
import static org.postroom.store.sql.Samples.ANN;
import static org.postroom.store.sql.Samples.IVAN;
import static org.postroom.store.sql.Samples.MORNING;
import static org.postroom.store.sql.Samples.SALES;
import static org.postroom.store.sql.Samples.SUPPORT;
import static org.postroom.store.sql.Samples.WANG;
import static org.postroom.store.sql.Samples.mail;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postroom.desk.DeskId;
import org.postroom.desk.Language;
import org.postroom.desk.Role;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketFilter;
import org.postroom.ticket.TicketNumber;
import org.postroom.ticket.Timer;
import org.postroom.ticket.Viewer;

/** What {@link org.postroom.ticket.Tickets} do with tickets, their events and what routing needs. */
abstract class TicketsContract extends StoreContract {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void openedTicketShouldBeFoundByItsNumber() {
        Ticket ticket = tickets.inTransaction(
                tx -> tx.open(Samples.ticket(SUPPORT, IVAN, "Не работает принтер 🖨", Set.of("vip", "возврат"))));

        Ticket found = tickets.ticket(ticket.number(), Viewer.ADMIN).orElseThrow();

        assertThat(found).isEqualTo(ticket);
        assertThat(found.status()).isEqualTo(Status.NEW);
        assertThat(found.number().prefix()).isEqualTo("ACME");
        assertThat(found.id()).isGreaterThanOrEqualTo(1000);
        assertThat(found.tags()).containsExactlyInAnyOrder("vip", "возврат");
        assertThat(found.requester()).isEqualTo(IVAN);
        assertThat(found.subject()).isEqualTo("Не работает принтер 🖨");
        assertThat(found.messages()).isZero();
        assertThat(found.openedAt()).isEqualTo(MORNING);
        assertThat(tickets.numberOf(ticket.id())).contains(ticket.number());
        assertThat(tickets.numberOf(999)).isEmpty();
    }

    @Test
    void numberOfAnotherPrefixShouldFindNothing() {
        Ticket ticket = opened();

        assertThat(tickets.ticket(new TicketNumber("SALE", ticket.id()), Viewer.ADMIN))
                .isEmpty();
    }

    @Test
    void serialsShouldNeverRepeatWhenEightThreadsOpen() {
        Set<Long> serials = new HashSet<>();
        together(8, () -> IntStream.range(0, 20).mapToObj(i -> opened().id()).toList())
                .forEach(serials::addAll);

        assertThat(serials).hasSize(160);
    }

    @Test
    void rolledBackTicketShouldLeaveNothing() {
        NamedAddress nobody = new NamedAddress("", EmailAddress.of(unique("nobody")));
        assertThatThrownBy(() -> use(tx -> {
                    tx.open(Samples.ticket(SUPPORT, nobody, "never"));
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(tickets.ticketsOfPerson(nobody.address())).isEmpty();
    }

    @Test
    void requesterShouldBeTheFirstParticipant() {
        Ticket ticket = opened();
        use(tx -> tx.addParticipant(ticket.id(), IVAN, NOON));
        use(tx -> tx.addParticipant(ticket.id(), IVAN, NOON.plusSeconds(1)));

        use(tx -> {
            assertThat(tx.participants(ticket.id())).containsExactly(ANN, IVAN);
            assertThat(tx.isParticipant(ticket.id(), EmailAddress.of("ANN.SMITH@customer.test")))
                    .isTrue();
            assertThat(tx.isParticipant(ticket.id(), AGENT_1)).isFalse();
        });
        assertThat(typesOf(ticket)).containsExactly(EventType.OPENED, EventType.PARTICIPANT_ADDED);
        assertThat(eventsOf(ticket).get(1).event().newValue())
                .isEqualTo(IVAN.address().asString());
    }

    @Test
    void updateShouldWriteOneEventForEachChange() {
        Ticket before =
                tickets.inTransaction(tx -> tx.open(Samples.ticket(SUPPORT, ANN, "Rechnung", Set.of("alt", "bleibt"))));
        Ticket after = new Ticket(
                before.number(),
                before.desk(),
                before.deskAddress(),
                Status.OPEN,
                Optional.of("billing"),
                Priority.URGENT,
                new Language("de"),
                Set.of("bleibt", "neu"),
                Optional.of(AGENT_1),
                Optional.of("second-line"),
                true,
                before.requester(),
                before.subject(),
                before.messages(),
                before.openedAt(),
                NOON,
                before.version());

        Ticket stored = tickets.inTransaction(tx -> tx.update(before, after, "lead@acme.test", Cause.COMMAND));

        assertThat(stored).usingRecursiveComparison().ignoringFields("version").isEqualTo(after);
        assertThat(stored.version()).isGreaterThan(before.version());
        assertThat(tickets.ticket(before.number(), Viewer.ADMIN)).contains(stored);
        List<Event> events = eventsOf(before);
        assertThat(events)
                .extracting(event -> event.event().type())
                .containsExactly(
                        EventType.OPENED,
                        EventType.STATUS_CHANGED,
                        EventType.AGENT_CHANGED,
                        EventType.CATEGORY_CHANGED,
                        EventType.PRIORITY_CHANGED,
                        EventType.LANGUAGE_CHANGED,
                        EventType.UNTAGGED,
                        EventType.TAGGED);
        assertThat(events.get(1).event())
                .isEqualTo(new NewEvent(
                        before.id(),
                        EventType.STATUS_CHANGED,
                        NOON,
                        "lead@acme.test",
                        Cause.COMMAND,
                        "status",
                        "new",
                        "open"));
        assertThat(events.get(2).event().newValue()).isEqualTo("agent1@acme.test");
        assertThat(events.get(6).event().oldValue()).isEqualTo("alt");
        assertThat(events.get(7).event().newValue()).isEqualTo("neu");
        assertThat(events).extracting(Event::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(events.get(1).recordedAt()).isEqualTo(clock.instant());
    }

    @Test
    void subjectAndRequesterShouldChange() {
        Ticket before = opened();
        Ticket after = before.withSubject("Счёт 42 и 发票", NOON).withRequester(WANG, NOON);

        Ticket stored = tickets.inTransaction(tx -> tx.update(before, after, "agent1@acme.test", Cause.COMMAND));

        assertThat(stored.subject()).isEqualTo("Счёт 42 и 发票");
        assertThat(stored.requester()).isEqualTo(WANG);
        assertThat(tickets.ticket(before.number(), Viewer.ADMIN)).contains(stored);
        assertThat(eventsOf(before))
                .extracting(event -> event.event().type())
                .containsExactly(EventType.OPENED, EventType.SUBJECT_CHANGED, EventType.REQUESTER_CHANGED);
        assertThat(eventsOf(before).get(1).event().oldValue()).isEqualTo(before.subject());
        assertThat(eventsOf(before).get(2).event().newValue()).isEqualTo("wang@example.cn");
    }

    @Test
    void updateOfNothingShouldChangeNothing() {
        Ticket ticket = opened();

        Ticket same = tickets.inTransaction(tx -> tx.update(ticket, ticket, NewEvent.POSTROOM, Cause.RULE));

        assertThat(same).isEqualTo(ticket);
        assertThat(typesOf(ticket)).containsExactly(EventType.OPENED);
    }

    @Test
    void updateShouldLeaveAloneWhatItDoesNotChange() {
        Ticket stale = opened();
        filed(mail(stale.id(), unique("first")));

        Ticket stored = tickets.inTransaction(
                tx -> tx.update(stale, stale.withStatus(Status.WAITING, NOON), NewEvent.POSTROOM, Cause.RULE));

        assertThat(stored.messages()).isOne();
        assertThat(stored.status()).isEqualTo(Status.WAITING);
    }

    @Test
    void closedTicketShouldKnowSinceWhen() {
        Ticket ticket = opened();
        use(tx -> assertThat(tx.closedSince(ticket.id())).isEmpty());
        Ticket closed = tickets.inTransaction(
                tx -> tx.update(ticket, ticket.withStatus(Status.CLOSED, NOON), NewEvent.POSTROOM, Cause.RULE));
        use(tx -> assertThat(tx.closedSince(ticket.id())).contains(NOON));
        use(tx -> tx.update(closed, closed.withStatus(Status.OPEN, NOON), NewEvent.POSTROOM, Cause.RULE));
        use(tx -> assertThat(tx.closedSince(ticket.id())).isEmpty());
    }

    @Test
    void concurrentJoinsShouldCountEveryMessage() {
        Ticket ticket = opened();

        together(8, () -> {
            for (int i = 0; i < 10; i++) {
                use(tx -> {
                    Ticket before = tx.ticket(ticket.id()).orElseThrow();
                    tx.add(mail(ticket.id(), unique("join")).build());
                    Status other = before.status() == Status.OPEN ? Status.WAITING : Status.OPEN;
                    tx.update(before, before.withStatus(other, NOON), NewEvent.POSTROOM, Cause.MESSAGE);
                });
            }
            return true;
        });

        Ticket after = tickets.ticket(ticket.number(), Viewer.ADMIN).orElseThrow();
        List<Message> messages = tickets.messages(ticket.number(), Viewer.ADMIN);
        assertThat(after.messages()).isEqualTo(80);
        assertThat(messages)
                .extracting(Message::ordinal)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 80).boxed().toList());
        List<Event> changes = eventsOf(ticket).stream()
                .filter(event -> event.event().type() == EventType.STATUS_CHANGED)
                .toList();
        assertThat(changes).hasSize(80);
        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i).event().oldValue())
                    .isEqualTo(changes.get(i - 1).event().newValue());
        }
    }

    @Test
    void lockedTicketShouldHoldBackASecondReader() {
        Ticket ticket = opened();

        together(8, () -> {
            for (int i = 0; i < 10; i++) {
                use(tx -> {
                    Ticket before = tx.ticket(ticket.id()).orElseThrow();
                    String next = "c"
                            + (Integer.parseInt(before.category().orElse("c0").substring(1)) + 1);
                    tx.update(before, withCategory(before, next), NewEvent.POSTROOM, Cause.RULE);
                });
            }
            return true;
        });

        assertThat(tickets.ticket(ticket.number(), Viewer.ADMIN).orElseThrow().category())
                .contains("c80");
    }

    @Test
    void linkShouldBeWrittenOnceAtBoth() {
        Ticket one = opened();
        Ticket other = opened(SALES, ANN);
        use(tx -> tx.link(one.id(), other.id(), NOON));
        use(tx -> tx.link(other.id(), one.id(), NOON));

        assertThat(eventsOf(one))
                .extracting(event -> event.event().newValue())
                .contains(other.number().toString());
        assertThat(typesOf(one)).containsExactly(EventType.OPENED, EventType.LINKED);
        assertThat(typesOf(other)).containsExactly(EventType.OPENED, EventType.LINKED);
    }

    @Test
    void eventTextShouldBeKeptWhateverItHolds() {
        Ticket ticket = opened();
        String reason = "550 5.1.1 почтовый ящик не найден 邮箱不存在 Postfach voll \ud83d\udced";
        use(tx -> tx.record(new NewEvent(
                ticket.id(),
                EventType.DELIVERY_FAILED,
                NOON,
                NewEvent.POSTROOM,
                Cause.MESSAGE,
                "",
                "",
                reason + "\u0000" + "x".repeat(10_000))));

        NewEvent event = eventsOf(ticket).get(1).event();
        assertThat(event.newValue()).startsWith(reason + "xxx").hasSize(4000);
        assertThat(event.actor()).isEqualTo(NewEvent.POSTROOM);
    }

    @Test
    void viewerShouldSeeOwnDesksOnly() {
        Ticket support = opened();
        Ticket sales = opened(SALES, ANN);
        Viewer salesAgent = new Viewer.Member(AGENT_2, Map.of(SALES.id(), Role.AGENT));
        Viewer stranger = new Viewer.Member(AGENT_2, Map.of());
        filed(mail(support.id(), unique("seen")));

        assertThat(tickets.ticket(sales.number(), salesAgent)).isPresent();
        assertThat(tickets.ticket(support.number(), salesAgent)).isEmpty();
        assertThat(tickets.messages(support.number(), salesAgent)).isEmpty();
        assertThat(tickets.events(support.number(), salesAgent)).isEmpty();
        assertThat(tickets.tickets(everything(), salesAgent))
                .isNotEmpty()
                .allMatch(ticket -> ticket.desk().equals(SALES.id()));
        assertThat(tickets.tickets(everything(), stranger)).isEmpty();
        assertThat(tickets.tickets(everything(), Viewer.ADMIN))
                .extracting(Ticket::number)
                .contains(support.number(), sales.number());
    }

    @Test
    void audienceShouldSayWhoSeesAMessage() {
        Ticket ticket = opened();
        for (Audience audience : Audience.values()) {
            filed(mail(ticket.id(), unique("for")).audience(audience));
        }
        Viewer agent = new Viewer.Member(AGENT_1, Map.of(SUPPORT.id(), Role.AGENT));
        Viewer lead = new Viewer.Member(AGENT_1, Map.of(SUPPORT.id(), Role.LEAD));

        assertThat(audiences(ticket, Viewer.ADMIN)).containsExactly(Audience.values());
        assertThat(audiences(ticket, agent)).containsExactly(Audience.PUBLIC, Audience.INTERNAL);
        assertThat(audiences(ticket, lead)).containsExactly(Audience.PUBLIC, Audience.INTERNAL, Audience.LEADS);
    }

    @Test
    void ticketsShouldBeListedLastChangedFirst() {
        EmailAddress agent = EmailAddress.of(unique("Agent"));
        Ticket first = give(opened(), agent, Status.OPEN, NOON.plusSeconds(2));
        Ticket second = give(opened(SALES, ANN), agent, Status.OPEN, NOON.plusSeconds(3));
        Ticket third = give(opened(), agent, Status.CLOSED, NOON.plusSeconds(1));

        assertThat(list(Optional.empty(), Optional.empty(), agent, 10)).containsExactly(second, first, third);
        assertThat(list(Optional.empty(), Optional.empty(), agent, 2)).containsExactly(second, first);
        assertThat(list(Optional.of(SUPPORT.id()), Optional.empty(), agent, 10)).containsExactly(first, third);
        assertThat(list(Optional.empty(), Optional.of(Status.CLOSED), agent, 10))
                .containsExactly(third);
        assertThat(list(Optional.empty(), Optional.of(Status.OPEN), EmailAddress.of(agent.key()), 10))
                .hasSize(2);
    }

    @Test
    void loadShouldCountNewAndOpenTickets() {
        EmailAddress agent = EmailAddress.of(unique("loaded"));
        EmailAddress idle = EmailAddress.of(unique("idle"));
        give(opened(), agent, Status.NEW, NOON);
        give(opened(SALES, ANN), agent, Status.OPEN, NOON);
        give(opened(), agent, Status.WAITING, NOON);
        give(opened(), idle, Status.CLOSED, NOON);

        assertThat(tickets.load()).containsEntry(agent, 2).doesNotContainKey(idle);
        use(tx -> {
            assertThat(tx.load(agent)).isEqualTo(2);
            assertThat(tx.load(idle)).isZero();
        });
    }

    @Test
    void turnsShouldBeGivenOnceEach() {
        String team = unique("team");

        List<Long> turns = together(
                        8,
                        () -> IntStream.range(0, 10)
                                .mapToObj(i -> tickets.inTransaction(tx -> tx.nextTurn(team)))
                                .toList())
                .stream()
                .flatMap(List::stream)
                .sorted()
                .toList();

        assertThat(turns)
                .containsExactlyElementsOf(
                        IntStream.range(0, 80).mapToObj(i -> (long) i).toList());
    }

    @Test
    void timerShouldReplaceTheOneBefore() {
        Ticket ticket = opened();
        Instant far = Instant.parse("2031-01-01T00:00:00Z");
        use(tx -> {
            tx.set(new Timer(ticket.id(), Timer.Kind.UNTAKEN, far));
            tx.set(new Timer(ticket.id(), Timer.Kind.UNTAKEN, far.plusSeconds(60)));
            tx.set(new Timer(ticket.id(), Timer.Kind.WAKE, far.plusSeconds(30)));
        });

        assertThat(tickets.dueTimers(far, 10)).isEmpty();
        assertThat(tickets.dueTimers(far.plusSeconds(60), 10))
                .containsExactly(
                        new Timer(ticket.id(), Timer.Kind.WAKE, far.plusSeconds(30)),
                        new Timer(ticket.id(), Timer.Kind.UNTAKEN, far.plusSeconds(60)));
        assertThat(tickets.dueTimers(far.plusSeconds(60), 1)).hasSize(1);
        use(tx -> {
            tx.clearTimer(ticket.id(), Timer.Kind.WAKE);
            tx.clearTimer(ticket.id(), Timer.Kind.UNTAKEN);
            tx.clearTimer(ticket.id(), Timer.Kind.UNTAKEN);
        });
        assertThat(tickets.dueTimers(far.plusSeconds(60), 10)).isEmpty();
    }

    @Test
    void failedAddressShouldBeRemembered() {
        EmailAddress dead = EmailAddress.of(unique("Dead"));
        use(tx -> {
            assertThat(tx.isFailedAddress(dead)).isFalse();
            tx.addressFailed(dead, NOON, "550 нет такого адреса");
            tx.addressFailed(dead, NOON, "550 still");
        });

        use(tx -> assertThat(tx.isFailedAddress(EmailAddress.of(dead.key()))).isTrue());
    }

    @Test
    void everythingOfAPersonShouldBeFoundFromTheirAddress() {
        NamedAddress person = new NamedAddress("李四", EmailAddress.of(unique("person")));
        Ticket asRequester = opened(SUPPORT, person);
        Ticket asParticipant = opened();
        use(tx -> tx.addParticipant(asParticipant.id(), person, NOON));
        Ticket asAuthor = opened(SALES, ANN);
        filed(mail(asAuthor.id(), unique("author")).at(SALES).from(person));
        opened();

        assertThat(tickets.ticketsOfPerson(
                        EmailAddress.of(person.address().key().toUpperCase(java.util.Locale.ROOT))))
                .containsExactly(asRequester.id(), asParticipant.id(), asAuthor.id());
        assertThat(tickets.ticketsOfPerson(EmailAddress.of(unique("stranger")))).isEmpty();
    }

    @Test
    void newAddressShouldBecomeOnePersonWhenEightThreadsMeetIt() {
        NamedAddress person = new NamedAddress("Ольга", EmailAddress.of(unique("olga")));

        together(8, () -> opened(SUPPORT, person));

        assertThat(tickets.ticketsOfPerson(person.address())).hasSize(8);
    }

    @Test
    void countShouldTellDesksApart() {
        long before = tickets.count(Optional.of(SALES.id()));
        long all = tickets.count(Optional.empty());
        opened(SALES, ANN);
        opened();

        assertThat(tickets.count(Optional.of(SALES.id()))).isEqualTo(before + 1);
        assertThat(tickets.count(Optional.empty())).isEqualTo(all + 2);
    }

    @Test
    void missingTicketShouldBeEmpty() {
        use(tx -> {
            assertThat(tx.ticket(42)).isEmpty();
            assertThat(tx.message(4_000_000)).isEmpty();
            assertThat(tx.messages(42)).isEmpty();
            assertThat(tx.ticketKnowing(SUPPORT.id(), new MessageId("no@such"))).isEmpty();
        });
    }

    private List<Audience> audiences(Ticket ticket, Viewer viewer) {
        return tickets.messages(ticket.number(), viewer).stream()
                .map(Message::audience)
                .toList();
    }

    private List<Ticket> list(Optional<DeskId> desk, Optional<Status> status, EmailAddress agent, int limit) {
        return tickets.tickets(new TicketFilter(desk, status, Optional.of(agent), limit), Viewer.ADMIN);
    }

    private static TicketFilter everything() {
        return new TicketFilter(Optional.empty(), Optional.empty(), Optional.empty(), 100_000);
    }

    private Ticket give(Ticket ticket, EmailAddress agent, Status status, Instant at) {
        return tickets.inTransaction(tx -> tx.update(
                ticket,
                ticket.withAgent(Optional.of(agent), at).withStatus(status, at),
                NewEvent.POSTROOM,
                Cause.RULE));
    }

    private static Ticket withCategory(Ticket t, String category) {
        return new Ticket(
                t.number(),
                t.desk(),
                t.deskAddress(),
                t.status(),
                Optional.of(category),
                t.priority(),
                t.language(),
                t.tags(),
                t.agent(),
                t.team(),
                t.escalated(),
                t.requester(),
                t.subject(),
                t.messages(),
                t.openedAt(),
                t.updatedAt(),
                t.version());
    }

    private List<Event> eventsOf(Ticket ticket) {
        return tickets.events(ticket.number(), Viewer.ADMIN);
    }

    private List<EventType> typesOf(Ticket ticket) {
        return eventsOf(ticket).stream().map(event -> event.event().type()).toList();
    }
}
