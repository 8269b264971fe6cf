// SPDX-License-Identifier: Apache-2.0
package org.postroom.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.SampleMail.mail;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postroom.MutableClock;
import org.postroom.SampleDesks;
import org.postroom.SampleMail;
import org.postroom.conversation.Filed;
import org.postroom.conversation.Filing;
import org.postroom.copy.Copies.Work;
import org.postroom.desk.Absence;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.SqlCopies;
import org.postroom.store.sql.SqlTickets;
import org.postroom.store.sql.TestDatabases;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Viewer;

/** Routing on a real database. */
class RouteMessageTest {

    private static final HelpDesk NOBODY_HAS_ROOM = SampleDesks.helpDesk(
            SampleDesks.withCapacity(SampleDesks.ANN, 0),
            SampleDesks.withCapacity(SampleDesks.IVAN, 0),
            SampleDesks.withCapacity(SampleDesks.LI, 0));
    private static final MutableClock CLOCK = new MutableClock(SampleMail.MORNING);
    private static Database database;
    private static SqlTickets tickets;
    private static SqlCopies copies;
    private static Filing filing;

    private final String id = UUID.randomUUID() + "@customer.test";
    private final AtomicInteger woken = new AtomicInteger();
    private HelpDesk helpDesk = SampleDesks.HELP_DESK;
    private final RouteMessage routing = new RouteMessage(tickets, () -> helpDesk, CLOCK, woken::incrementAndGet);
    private final DueTimers timers = new DueTimers(tickets, () -> helpDesk, CLOCK, woken::incrementAndGet);

    @BeforeAll
    static void open() {
        database = TestDatabases.derbyInMemory();
        tickets = new SqlTickets(database, CLOCK);
        copies = new SqlCopies(database, CLOCK);
        filing = new Filing(tickets, SampleDesks.SIGNED, () -> SampleDesks.HELP_DESK, SampleDesks.NO_REMARKS, 30);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void newTicketShouldGoToFittingAgentAndStayNew() {
        Routed routed = route(file(mail().language("zh").subject("打印机")));

        assertThat(routed.agent()).contains(SampleDesks.LI.address());
        assertThat(routed.ticket().status()).isEqualTo(Status.NEW);
        assertThat(woken).hasValue(1);
        assertThat(where(routed.ticket(), SampleDesks.LI.address())).containsExactly("INBOX");
    }

    @Test
    void routingAgainShouldChangeNothing() {
        Filed filed = file(mail().language("ru"));
        Routed first = route(filed);
        Routed second = route(filed);

        assertThat(second.repeated()).isTrue();
        assertThat(second.ticket()).isEqualTo(first.ticket());
        assertThat(woken).hasValue(1);
    }

    @Test
    void answerShouldGoToWhoHasTheTicketAlsoWhenAbsent() {
        route(file(mail().id(id).language("de")));
        LocalDate day = LocalDate.ofInstant(CLOCK.instant(), CLOCK.getZone());
        helpDesk = SampleDesks.helpDesk(
                SampleDesks.away(SampleDesks.ANN, new Absence(day, day)), SampleDesks.IVAN, SampleDesks.LI);
        Routed routed = route(file(mail().inReplyTo(id).language("ru")));

        assertThat(routed.agent()).contains(SampleDesks.ANN.address());
        assertThat(where(routed.ticket(), SampleDesks.ANN.address())).containsOnly("INBOX");
        assertThat(where(routed.ticket(), SampleDesks.LI.address())).containsOnly("Tickets.Take");
    }

    @Test
    void robotShouldNotChangeWhoHasTheTicket() {
        helpDesk = NOBODY_HAS_ROOM;
        route(file(mail().id(id)));
        helpDesk = SampleDesks.HELP_DESK;
        Routed routed = route(file(mail().inReplyTo(id).kind(MessageKind.AUTO_REPLY)));

        assertThat(routed.agent()).isEmpty();
    }

    @Test
    void ticketOfWhoLeftShouldGoToSomebodyElse() {
        route(file(mail().id(id).language("de")));
        helpDesk = SampleDesks.helpDesk(SampleDesks.LI);
        Routed routed = route(file(mail().inReplyTo(id)));

        assertThat(routed.agent()).contains(SampleDesks.LI.address());
    }

    @Test
    void untakenTicketShouldBeShownToEverybodyOnDutyInTime() {
        helpDesk = NOBODY_HAS_ROOM;
        Ticket ticket = route(file(mail().id(id).at(CLOCK.instant()))).ticket();
        CLOCK.advance(RoutingRule.UNTAKEN_AFTER.dividedBy(2));
        route(file(mail().inReplyTo(id).at(CLOCK.instant())));
        timers.run();
        assertThat(where(ticket, SampleDesks.ANN.address())).containsOnly("Tickets.Take");

        CLOCK.advance(RoutingRule.UNTAKEN_AFTER.dividedBy(2).plus(Duration.ofSeconds(1)));
        timers.run();
        assertThat(where(ticket, SampleDesks.ANN.address())).contains("Tickets.Take", "INBOX");
        assertThat(events(ticket)).containsOnlyOnce(EventType.ESCALATED);
        assertThat(timers.run()).isZero();
    }

    @Test
    void takenTicketShouldNotBeShownToAnybodyElse() {
        helpDesk = NOBODY_HAS_ROOM;
        Ticket ticket = route(file(mail().at(CLOCK.instant()))).ticket();
        tickets.inTransaction(tx -> {
            Ticket before = tx.ticket(ticket.id()).orElseThrow();
            return tx.update(
                    before,
                    before.withAgent(Optional.of(SampleDesks.LI.address()), CLOCK.instant()),
                    "li@acme.test",
                    Cause.COMMAND);
        });
        CLOCK.advance(RoutingRule.UNTAKEN_AFTER.multipliedBy(2));
        timers.run();

        assertThat(events(ticket)).doesNotContain(EventType.ESCALATED);
    }

    @Test
    void urgentTicketOfNobodyShouldBeShownAtOnce() {
        helpDesk = NOBODY_HAS_ROOM;
        Ticket ticket = route(file(mail().priority(Priority.URGENT))).ticket();

        assertThat(ticket.escalated()).isTrue();
        assertThat(where(ticket, SampleDesks.LI.address())).containsExactlyInAnyOrder("Tickets.Take", "INBOX");
        assertThat(events(ticket)).containsOnlyOnce(EventType.ESCALATED);
    }

    @Test
    void fixedAgentMayBeOutsideTheTeam() {
        helpDesk = new HelpDesk(
                helpDesk.desks(),
                helpDesk.teams(),
                List.of(SampleDesks.ANN, SampleDesks.agent("extra@acme.test", "Extra", "en", "")));
        RoutingRule rule = new RoutingRule(
                Optional.empty(),
                Strategy.FIXED,
                Optional.of(EmailAddress.of("extra@acme.test")),
                RoutingRule.UNTAKEN_AFTER);

        assertThat(routing.route(file(mail()).message().id(), rule).agent())
                .contains(EmailAddress.of("extra@acme.test"));
    }

    private static Filed file(SampleMail mail) {
        return filing.file(mail.arrival(), SampleDesks.SUPPORT);
    }

    private Routed route(Filed filed) {
        return routing.route(filed.message().id(), RoutingRule.usual());
    }

    private static List<String> where(Ticket ticket, EmailAddress owner) {
        return copies.of(owner).stream()
                .filter(work -> work.ticket() == ticket.id())
                .map(Work::wanted)
                .flatMap(Optional::stream)
                .map(wanted -> wanted.folder().name())
                .toList();
    }

    private static List<EventType> events(Ticket ticket) {
        return tickets.events(ticket.number(), Viewer.ADMIN).stream()
                .map(Event::event)
                .map(event -> event.type())
                .toList();
    }
}
