// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postroom.store.sql.Samples.AGENT_1;
import static org.postroom.store.sql.Samples.ANN;
import static org.postroom.store.sql.Samples.IVAN;
import static org.postroom.store.sql.Samples.SALES;
import static org.postroom.store.sql.Samples.SUPPORT;
import static org.postroom.store.sql.Samples.WANG;
import static org.postroom.store.sql.Samples.copy;
import static org.postroom.store.sql.Samples.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.postroom.message.MessageId;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Folder;
import org.postroom.ticket.Message;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction.KnownReference;
import org.postroom.ticket.TicketTransaction.Moved;
import org.postroom.ticket.Timer;
import org.postroom.ticket.Viewer;

/** What {@link org.postroom.ticket.TicketTransaction} does when tickets are merged and split. */
abstract class MovesContract extends StoreContract {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String AGENT = AGENT_1.asString();

    @Test
    void mergedTicketShouldGiveAllItsMessagesInTheirOrder() {
        Ticket from = opened(SUPPORT, IVAN);
        Ticket into = opened();
        Message first = filed(mail(into.id(), unique("kept")));
        Message second = filed(mail(from.id(), unique("moved")).from(IVAN));
        Message third = filed(mail(from.id(), unique("moved-too")).from(WANG));

        Moved moved = merge(from, into);

        assertThat(moved.messages()).extracting(Message::id).containsExactly(second.id(), third.id());
        assertThat(messages(into)).extracting(Message::id).containsExactly(first.id(), second.id(), third.id());
        assertThat(messages(into)).extracting(Message::ordinal).containsExactly(1, 2, 3);
        assertThat(messages(from)).isEmpty();
        assertThat(now(into).messages()).isEqualTo(3);
        assertThat(now(into)).isEqualTo(moved.ticket());
        assertThat(now(from).messages()).isZero();
        assertThat(now(from).status()).isEqualTo(Status.CLOSED);
        use(tx -> assertThat(tx.participants(into.id())).contains(ANN, IVAN));
        Message next = filed(mail(into.id(), unique("next")));
        assertThat(next.ordinal()).isEqualTo(4);
    }

    @Test
    void mergeShouldBeToldAtBothTickets() {
        Ticket from = opened();
        Ticket into = opened();

        merge(from, into);

        assertThat(event(from, EventType.MERGED_INTO).newValue())
                .isEqualTo(into.number().toString());
        assertThat(event(into, EventType.MERGED).newValue())
                .isEqualTo(from.number().toString());
        assertThat(event(into, EventType.MERGED).actor()).isEqualTo(AGENT);
    }

    @Test
    void identifiersOfAMergedTicketShouldLeadToTheOther() {
        Ticket from = opened();
        Ticket into = opened();
        MessageId ours = new MessageId(unique("ours"));
        String own = unique("own");
        String named = unique("named");
        filed(mail(from.id(), own).references(named));
        filed(mail(into.id(), unique("other")).references(own));
        use(tx -> tx.rememberOwnMessageId(from.id(), SUPPORT.id(), ours));

        merge(from, into);

        use(tx -> {
            assertThat(tx.ticketKnowing(SUPPORT.id(), ours)).contains(new KnownReference(into.id(), true, false));
            assertThat(tx.ticketKnowing(SUPPORT.id(), new MessageId(own)))
                    .contains(new KnownReference(into.id(), false, true));
            assertThat(tx.ticketKnowing(SUPPORT.id(), new MessageId(named)))
                    .contains(new KnownReference(into.id(), false, false));
        });
    }

    @Test
    void survivorShouldBeFoundOverSeveralMergers() {
        Ticket one = opened();
        Ticket two = opened();
        Ticket three = opened();

        merge(one, two);
        merge(two, three);

        use(tx -> {
            assertThat(tx.survivor(one.id())).isEqualTo(three.id());
            assertThat(tx.survivor(three.id())).isEqualTo(three.id());
            assertThat(tx.surviving(one.id())).map(Ticket::id).contains(three.id());
            assertThat(tx.surviving(17)).isEmpty();
        });
    }

    @Test
    void ticketMergedAgainShouldGoWhereItsSurvivorIs() {
        Ticket one = opened();
        Ticket two = opened();
        Ticket three = opened();
        filed(mail(one.id(), unique("one")));
        merge(one, two);

        merge(one, three);

        assertThat(messages(three)).hasSize(1);
        use(tx -> assertThat(tx.survivor(two.id())).isEqualTo(three.id()));
    }

    @Test
    void ticketsMergedIntoEachOtherShouldEndInOne() {
        Ticket one = opened();
        Ticket two = opened();
        filed(mail(one.id(), unique("one")));
        filed(mail(two.id(), unique("two")));

        merge(one, two);
        Moved again = merge(two, one);

        assertThat(again.messages()).isEmpty();
        assertThat(again.ticket().id()).isEqualTo(two.id());
        assertThat(messages(two)).hasSize(2);
    }

    @Test
    void ticketsMergedIntoEachOtherAtOnceShouldEndInOne() {
        for (int i = 0; i < 10; i++) {
            Ticket one = opened();
            Ticket two = opened();
            filed(mail(one.id(), unique("one")));
            filed(mail(two.id(), unique("two")));
            AtomicInteger turn = new AtomicInteger();

            together(2, () -> turn.getAndIncrement() == 0 ? merge(one, two) : merge(two, one));

            long survivor = tickets.inTransaction(tx -> tx.survivor(one.id()));
            use(tx -> assertThat(tx.survivor(two.id())).isEqualTo(survivor));
            Ticket kept = survivor == one.id() ? one : two;
            Ticket gone = survivor == one.id() ? two : one;
            assertThat(messages(kept)).extracting(Message::ordinal).containsExactly(1, 2);
            assertThat(messages(gone)).isEmpty();
        }
    }

    @Test
    void waitingTicketShouldOpenWhenWorkIsMergedIntoIt() {
        Ticket from = opened();
        Ticket into = opened();
        use(tx -> tx.update(into, into.withStatus(Status.SNOOZED, NOON), AGENT, Cause.COMMAND));
        use(tx -> tx.set(new Timer(into.id(), Timer.Kind.WAKE, NOON)));
        use(tx -> tx.update(from, from.withAgent(Optional.of(AGENT_1), NOON), AGENT, Cause.COMMAND));

        merge(from, into);

        assertThat(now(into).status()).isEqualTo(Status.OPEN);
        assertThat(now(into).agent()).contains(AGENT_1);
        assertThat(tickets.dueTimers(NOON, 1000)).noneMatch(timer -> timer.ticket() == into.id());
    }

    @Test
    void timerOfWhatNobodyTookShouldGoWithTheWork() {
        Ticket from = opened();
        Ticket into = opened();
        use(tx -> tx.set(new Timer(from.id(), Timer.Kind.UNTAKEN, NOON)));

        merge(from, into);

        assertThat(tickets.dueTimers(NOON, 1000))
                .contains(new Timer(into.id(), Timer.Kind.UNTAKEN, NOON))
                .noneMatch(timer -> timer.ticket() == from.id());
    }

    @Test
    void copiesShouldGoWithTheirMessagesAndTheIndexLearnOfThem() {
        Ticket from = opened();
        Ticket into = opened();
        Message moved = filed(mail(from.id(), unique("moved")));
        tickets.indexed(List.of(moved.id()));
        use(tx -> tx.wantCopies(from.id(), List.of(copy(moved.id(), AGENT_1, Folder.INBOX))));

        merge(from, into);
        use(tx -> tx.wantCopies(into.id(), List.of(copy(moved.id(), AGENT_1, Folder.WAITING))));

        assertThat(new SqlCopies(database, clock).of(AGENT_1).stream().filter(work -> work.message() == moved.id()))
                .singleElement()
                .satisfies(work -> {
                    assertThat(work.ticket()).isEqualTo(into.id());
                    assertThat(work.wanted().orElseThrow().folder()).isEqualTo(Folder.WAITING);
                });
        assertThat(tickets.notIndexed(moved.id() - 1, 1))
                .extracting(Message::id)
                .containsExactly(moved.id());
    }

    @Test
    void ticketsOfTwoDesksShouldNotBeMerged() {
        Ticket support = opened();
        Ticket sales = opened(SALES, ANN);

        assertThatThrownBy(() -> merge(support, sales)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> use(tx -> tx.merge(17, support.id(), AGENT, NOON)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void splitShouldTakeMessagesOutOfTheirTicket() {
        Ticket ticket = opened();
        Message first = filed(mail(ticket.id(), unique("first")));
        String name = unique("second");
        Message second = filed(mail(ticket.id(), name).from(IVAN));
        Message third = filed(mail(ticket.id(), unique("third")).references(name));

        Moved moved = split(ticket, second);

        assertThat(moved.messages()).singleElement().satisfies(message -> {
            assertThat(message.id()).isEqualTo(second.id());
            assertThat(message.ordinal()).isEqualTo(1);
            assertThat(message.ticket()).isEqualTo(moved.ticket().id());
        });
        assertThat(messages(ticket)).extracting(Message::id).containsExactly(first.id(), third.id());
        assertThat(messages(ticket)).extracting(Message::ordinal).containsExactly(1, 2);
        assertThat(filed(mail(ticket.id(), unique("next"))).ordinal()).isEqualTo(3);
        assertThat(filed(mail(moved.ticket().id(), unique("next"))).ordinal()).isEqualTo(2);
        assertThat(event(ticket, EventType.SPLIT).newValue())
                .isEqualTo(moved.ticket().number().toString());
        assertThat(event(moved.ticket(), EventType.SPLIT_FROM).newValue())
                .isEqualTo(ticket.number().toString());
        use(tx -> {
            assertThat(tx.ticketKnowing(SUPPORT.id(), new MessageId(name)))
                    .contains(new KnownReference(moved.ticket().id(), false, true));
            assertThat(tx.participants(moved.ticket().id())).containsExactly(WANG, IVAN);
        });
    }

    @Test
    void splitOfAllOrOfForeignMessagesShouldBeRefused() {
        Ticket ticket = opened();
        Message only = filed(mail(ticket.id(), unique("only")));
        Message foreign = filed(mail(opened().id(), unique("foreign")));

        assertThatThrownBy(() -> split(ticket, only)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> split(ticket, foreign)).isInstanceOf(IllegalArgumentException.class);
        assertThat(messages(ticket)).hasSize(1);
    }

    private Moved merge(Ticket from, Ticket into) {
        return tickets.inTransaction(tx -> tx.merge(from.id(), into.id(), AGENT, NOON));
    }

    private Moved split(Ticket ticket, Message message) {
        return tickets.inTransaction(tx ->
                tx.split(ticket.id(), Set.of(message.id()), Samples.ticket(SUPPORT, WANG, "Another matter"), AGENT));
    }

    private Ticket now(Ticket ticket) {
        return tickets.ticket(ticket.number(), Viewer.ADMIN).orElseThrow();
    }

    private List<Message> messages(Ticket ticket) {
        return tickets.messages(ticket.number(), Viewer.ADMIN);
    }

    private NewEvent event(Ticket ticket, EventType type) {
        return tickets.events(ticket.number(), Viewer.ADMIN).stream()
                .filter(event -> event.event().type() == type)
                .findFirst()
                .orElseThrow()
                .event();
    }
}
