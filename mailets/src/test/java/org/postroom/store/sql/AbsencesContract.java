// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postroom.desk.Absence;
import org.postroom.message.EmailAddress;

/** What agents said of their absence. */
abstract class AbsencesContract extends StoreContract {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    private EmailAddress agent = Samples.AGENT_1;

    @BeforeEach
    void otherAgent() {
        agent = EmailAddress.of(unique("Agent"));
    }

    @Test
    void absencesShouldBeThoseOfTheirAgentTheEarliestFirst() {
        say("2026-12-24", "2027-01-02");
        say("2026-11-21", "2026-11-21");

        assertThat(current()).containsExactly(absence("2026-11-21", "2026-11-21"), absence("2026-12-24", "2027-01-02"));
    }

    @Test
    void whatIsSaidLastShouldTakeThePlaceOfWhatItOverlaps() {
        say("2026-11-21", "2026-11-30");
        say("2026-12-24", "2027-01-02");

        assertThat(say("2026-11-30", "2026-12-05")).containsExactly(absence("2026-11-21", "2026-11-30"));
        assertThat(current()).containsExactly(absence("2026-11-30", "2026-12-05"), absence("2026-12-24", "2027-01-02"));
        assertThat(say("2026-11-30", "2026-12-31")).hasSize(2);
    }

    @Test
    void whoIsAwayTodayShouldTakeBackNoMoreThanThat() {
        say("2026-12-24", "2027-01-02");
        say("2026-11-20", "2026-11-21");

        assertThat(takeBack()).containsExactly(absence("2026-11-20", "2026-11-21"));
        assertThat(current()).containsExactly(absence("2026-12-24", "2027-01-02"));
        assertThat(takeBack()).containsExactly(absence("2026-12-24", "2027-01-02"));
        assertThat(takeBack()).isEmpty();
        assertThat(current()).isEmpty();
    }

    @Test
    void absenceThatIsOverEverywhereShouldNotBeCurrent() {
        say("2026-11-20", "2026-11-21");
        Instant lastMomentInTheWest = Instant.parse("2026-11-22T11:59:59Z");

        assertThat(current(lastMomentInTheWest)).hasSize(1);
        assertThat(current(lastMomentInTheWest.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void absenceThatIsRolledBackShouldNotBeThere() {
        assertThat(catchThrowable(() -> use(tx -> {
                    tx.absences().say(agent, absence("2026-11-21", "2026-11-30"), clock.instant());
                    throw new IllegalStateException("no");
                })))
                .isInstanceOf(IllegalStateException.class);
        assertThat(current()).isEmpty();
    }

    private List<Absence> say(String first, String last) {
        return tickets.inTransaction(tx -> tx.absences().say(agent, absence(first, last), clock.instant()));
    }

    private List<Absence> takeBack() {
        return tickets.inTransaction(tx -> tx.absences().takeBack(agent, TODAY, clock.instant()));
    }

    private List<Absence> current() {
        return current(clock.instant());
    }

    private List<Absence> current(Instant now) {
        return tickets.inTransaction(tx -> tx.absences().current(now)).getOrDefault(agent, List.of());
    }

    static Absence absence(String first, String last) {
        return new Absence(LocalDate.parse(first), LocalDate.parse(last));
    }
}
