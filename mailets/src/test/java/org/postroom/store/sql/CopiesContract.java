// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.store.sql.Samples.copy;
import static org.postroom.store.sql.Samples.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postroom.copy.Copies;
import org.postroom.copy.Copies.Done;
import org.postroom.copy.Copies.Work;
import org.postroom.copy.Mailboxes.Place;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Folder;
import org.postroom.ticket.WantedCopy;
import org.postroom.ticket.WantedCopy.Slot;

/** What is wanted of copies, and what was done, is remembered. */
abstract class CopiesContract extends StoreContract {

    private static final Place FIRST = new Place(Folder.INBOX, 77, 5);

    private Copies copies;
    private EmailAddress owner;
    private EmailAddress other;
    private long ticket;
    private long message;
    private Instant now;

    @BeforeAll
    void makeCopies() {
        copies = new SqlCopies(database, clock);
    }

    @BeforeEach
    void fileMessage() {
        owner = EmailAddress.of(unique("Owner"));
        other = EmailAddress.of(unique("other"));
        ticket = opened().id();
        message = filed(mail(ticket, unique("copied"))).id();
        now = clock.instant();
    }

    @Test
    void wantedCopyShouldBecomeWorkOfItsOwner() {
        want(copy(message, owner, Folder.INBOX), copy(message, other, Folder.TAKE));

        assertThat(copies.ownersWithWork(now)).contains(owner, other);
        Work work = onlyWork();
        assertThat(work.wanted()).contains(copy(message, owner, Folder.INBOX));
        assertThat(work.ticket()).isEqualTo(ticket);
        assertThat(work.message()).isEqualTo(message);
        assertThat(work.owner()).isEqualTo(owner);
        assertThat(work.revision()).isOne();
        assertThat(work.actual()).isEmpty();
        assertThat(work.begun()).isEmpty();
        assertThat(work.attempts()).isZero();
        assertThat(copies.due(owner, now.minusSeconds(1), 10)).isEmpty();
    }

    @Test
    void doneCopyShouldBeDueNoMore() {
        Work work = made(FIRST);

        assertThat(copies.due(owner, now, 10)).isEmpty();
        assertThat(copies.ownersWithWork(now)).doesNotContain(owner);
        assertThat(work.actual()).contains(FIRST);
        assertThat(work.begun()).isEmpty();
    }

    @Test
    void sameWishShouldChangeNothing() {
        Work work = made(FIRST);
        want(copy(message, owner, Folder.INBOX));
        want(seen(copy(message, owner, Folder.INBOX)));

        assertThat(copies.of(owner)).containsExactly(work);
        assertThat(copies.due(owner, now, 10)).isEmpty();
    }

    @Test
    void anotherWishShouldGrowTheRevision() {
        Work work = made(FIRST);
        want(new WantedCopy(message, owner, Slot.HOME, Folder.WAITING, true, true, true, Set.of("billing", "VIP")));

        Work changed = onlyWork();
        assertThat(changed.id()).isEqualTo(work.id());
        assertThat(changed.revision()).isEqualTo(work.revision() + 1);
        assertThat(changed.actual()).contains(FIRST);
        WantedCopy wanted = changed.wanted().orElseThrow();
        assertThat(wanted.folder()).isEqualTo(Folder.WAITING);
        assertThat(wanted.flagged() && wanted.answered()).isTrue();
        assertThat(wanted.keywords()).containsExactlyInAnyOrder("billing", "VIP");
        assertThat(wanted.seen()).isFalse();
    }

    @Test
    void wishThatCameMeanwhileShouldStayDue() {
        want(copy(message, owner, Folder.INBOX));
        Work work = onlyWork();
        copies.begin(List.of(work.id()), FIRST);
        want(copy(message, owner, Folder.CLOSED));
        copies.done(List.of(new Done(work.id(), work.revision(), Optional.of(FIRST))));

        Work again = onlyWork();
        assertThat(again.actual()).contains(FIRST);
        assertThat(again.begun()).isEmpty();
        assertThat(again.wanted().orElseThrow().folder()).isEqualTo(Folder.CLOSED);
    }

    @Test
    void begunCopyShouldKnowFromWhereToLook() {
        want(copy(message, owner, Folder.INBOX));
        copies.begin(List.of(onlyWork().id()), FIRST);
        copies.begin(List.of(), FIRST);

        assertThat(onlyWork().begun()).contains(FIRST);
    }

    @Test
    void copyThatIsNoLongerWantedShouldBeRemoved() {
        made(FIRST);
        want();
        Work work = onlyWork();
        assertThat(work.wanted()).isEmpty();
        assertThat(work.actual()).contains(FIRST);
        want();
        assertThat(onlyWork().revision()).isEqualTo(work.revision());

        copies.done(List.of(new Done(work.id(), work.revision(), Optional.empty())));

        assertThat(copies.of(owner)).isEmpty();
    }

    @Test
    void copyThatIsWantedAgainWhileItIsRemovedShouldStay() {
        made(FIRST);
        want();
        Work removal = onlyWork();
        want(seen(copy(message, owner, Folder.WAITING)));
        copies.done(List.of(new Done(removal.id(), removal.revision(), Optional.empty())));

        Work again = onlyWork();
        assertThat(again.actual()).isEmpty();
        assertThat(again.wanted().orElseThrow().folder()).isEqualTo(Folder.WAITING);
        assertThat(again.wanted().orElseThrow().seen()).isTrue();
    }

    @Test
    void copyThatIsUnwantedWhileItIsMadeShouldBeRemovedAfterwards() {
        want(copy(message, owner, Folder.INBOX));
        Work work = onlyWork();
        want();
        copies.begin(List.of(work.id()), FIRST);
        copies.done(List.of(new Done(work.id(), work.revision(), Optional.of(FIRST))));

        assertThat(onlyWork().wanted()).isEmpty();
        assertThat(onlyWork().actual()).contains(FIRST);
    }

    @Test
    void slotsShouldBeCopiesOfTheirOwn() {
        WantedCopy home = copy(message, owner, Folder.TAKE);
        WantedCopy alert = new WantedCopy(message, owner, Slot.ALERT, Folder.INBOX, true, false, false, Set.of());
        want(home, alert);
        assertThat(copies.due(owner, now, 10))
                .extracting(work -> work.wanted().orElseThrow())
                .containsExactly(home, alert);
        want(home);

        assertThat(copies.due(owner, now, 10))
                .filteredOn(work -> work.wanted().isEmpty())
                .hasSize(1);
    }

    @Test
    void failedCopyShouldWaitForItsTime() {
        want(copy(message, owner, Folder.INBOX));
        copies.failed(onlyWork().id(), "Postfach voll \u0000", now.plusSeconds(30));

        assertThat(copies.due(owner, now.plusSeconds(29), 10)).isEmpty();
        assertThat(copies.due(owner, now.plusSeconds(30), 10).get(0).attempts()).isOne();
    }

    @Test
    void failedMailboxShouldTellTicketsOfUntriedWorkOnce() {
        long second = filed(mail(ticket, unique("second"))).id();
        want(copy(message, owner, Folder.INBOX), copy(second, owner, Folder.INBOX), copy(message, other, Folder.TAKE));

        assertThat(copies.mailboxFailed(owner, "邮箱已满")).containsExactly(ticket);
        assertThat(copies.mailboxFailed(owner, "邮箱已满")).isEmpty();
        assertThat(copies.due(owner, now, 10)).extracting(Work::attempts).containsExactly(1, 1);
        assertThat(copies.due(other, now, 10)).extracting(Work::attempts).containsExactly(0);
    }

    @Test
    void redoneCopyShouldBeDueFromWhereItLies() {
        Work work = made(FIRST);
        Place elsewhere = new Place(new Folder("Archiv.Größe"), 3, 9);
        copies.redo(work.id(), Optional.of(elsewhere));
        assertThat(onlyWork().actual()).contains(elsewhere);
        copies.redo(work.id(), Optional.empty());

        assertThat(onlyWork().actual()).isEmpty();
        assertThat(onlyWork().wanted()).isPresent();
    }

    @Test
    void copiesShouldBeMadeInTheOrderTheyWereWanted() {
        List<WantedCopy> wanted = new java.util.ArrayList<>();
        wanted.add(copy(message, owner, Folder.INBOX));
        for (int i = 0; i < 30; i++) {
            wanted.add(copy(filed(mail(ticket, unique("m"))).id(), owner, Folder.INBOX));
        }
        want(wanted.toArray(WantedCopy[]::new));

        assertThat(copies.due(owner, now, 20))
                .extracting(Work::message)
                .containsExactlyElementsOf(
                        wanted.stream().limit(20).map(WantedCopy::message).toList());
        assertThat(copies.of(owner)).hasSize(31);
    }

    @Test
    void wishesOfEightThreadsShouldEndAsOneRow() {
        together(8, () -> {
            want(copy(message, owner, Folder.INBOX));
            want(copy(message, owner, Folder.WAITING));
            return true;
        });

        assertThat(copies.of(owner)).hasSize(1);
    }

    private Work made(Place place) {
        want(copy(message, owner, Folder.INBOX));
        Work work = onlyWork();
        copies.begin(List.of(work.id()), place);
        copies.done(List.of(new Done(work.id(), work.revision(), Optional.of(place))));
        return copies.of(owner).get(0);
    }

    private Work onlyWork() {
        List<Work> due = copies.due(owner, now, 10);
        assertThat(due).hasSize(1);
        return due.get(0);
    }

    private void want(WantedCopy... wanted) {
        use(tx -> tx.wantCopies(ticket, List.of(wanted)));
    }

    private static WantedCopy seen(WantedCopy copy) {
        return new WantedCopy(
                copy.message(),
                copy.owner(),
                copy.slot(),
                copy.folder(),
                copy.flagged(),
                copy.answered(),
                true,
                copy.keywords());
    }
}
