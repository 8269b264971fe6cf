// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.postroom.desk.WorkingHours;

class HoursFormTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void spansShouldCoverTheirDaysOnly() {
        WorkingHours hours = hours("Mon-Fri 9:00-18:00, Sat 10:00-14:00", "none");

        assertThat(hours.cover(Instant.parse("2026-11-23T08:00:00Z"))).isTrue();
        assertThat(hours.cover(Instant.parse("2026-11-23T07:59:59Z"))).isFalse();
        assertThat(hours.cover(Instant.parse("2026-11-23T17:00:00Z"))).isFalse();
        assertThat(hours.cover(Instant.parse("2026-11-28T12:59:59Z"))).isTrue();
        assertThat(hours.cover(Instant.parse("2026-11-29T10:00:00Z"))).isFalse();
    }

    @Test
    void nightShiftShouldGoOnIntoNextDay() {
        WorkingHours hours = hours("Fri-Sun 22:00-6:00", "none");

        assertThat(hours.cover(Instant.parse("2026-11-27T21:30:00Z"))).isTrue();
        assertThat(hours.cover(Instant.parse("2026-11-28T04:59:00Z"))).isTrue();
        assertThat(hours.cover(Instant.parse("2026-11-30T04:59:00Z"))).isTrue();
        assertThat(hours.cover(Instant.parse("2026-11-30T05:00:00Z"))).isFalse();
        assertThat(hours.cover(Instant.parse("2026-11-27T04:59:00Z"))).isFalse();
    }

    @Test
    void daysShouldRunAcrossTheWeeksEnd() {
        WorkingHours hours = hours("sat-mon 8:00-24:00", "none");

        assertThat(hours.cover(Instant.parse("2026-11-28T22:59:59Z"))).isTrue();
        assertThat(hours.cover(Instant.parse("2026-11-30T12:00:00Z"))).isTrue();
        assertThat(hours.cover(Instant.parse("2026-12-01T12:00:00Z"))).isFalse();
    }

    @Test
    void breakAtNoonShouldBeFree() {
        WorkingHours hours = hours("Mon 13:00-17:00, Mon 9:00-12:00", "none");

        assertThat(hours.cover(Instant.parse("2026-11-23T11:30:00Z"))).isFalse();
        assertThat(hours.after(Instant.parse("2026-11-23T10:00:00Z"), Duration.ofHours(2)))
                .isEqualTo(Instant.parse("2026-11-23T13:00:00Z"));
    }

    @Test
    void alwaysAndNeverShouldBeSo() {
        assertThat(hours("always", "none").cover(Instant.parse("2026-11-22T03:00:00Z")))
                .isTrue();
        assertThat(hours("never", "none").cover(Instant.parse("2026-11-23T12:00:00Z")))
                .isFalse();
    }

    @Test
    void holidaysShouldBeFreeOnceOrEveryYear() {
        HoursForm.Holidays holidays = HoursForm.HOLIDAYS.reader().apply("2026-12-31, --12-25,--02-29");

        assertThat(holidays.once()).containsExactly(LocalDate.of(2026, 12, 31));
        assertThat(holidays.yearly()).containsExactlyInAnyOrder(MonthDay.of(12, 25), MonthDay.of(2, 29));
        WorkingHours hours = hours("always", "2026-12-31, --12-25");
        assertThat(hours.cover(Instant.parse("2026-12-31T12:00:00Z"))).isFalse();
        assertThat(hours.cover(Instant.parse("2027-12-31T12:00:00Z"))).isTrue();
        assertThat(hours.cover(Instant.parse("2031-12-25T12:00:00Z"))).isFalse();
    }

    @Test
    void hoursShouldBeLocalWhenClocksChange() {
        WorkingHours hours = hours("always", "none");
        WorkingHours days = hours("Sat-Sun 9:00-18:00", "none");

        assertThat(hours.after(Instant.parse("2026-10-24T22:00:00Z"), Duration.ofHours(25)))
                .isEqualTo(Instant.parse("2026-10-25T23:00:00Z"));
        assertThat(days.after(Instant.parse("2026-10-24T15:00:00Z"), Duration.ofHours(2)))
                .isEqualTo(Instant.parse("2026-10-25T09:00:00Z"));
        assertThat(days.after(Instant.parse("2026-03-28T16:00:00Z"), Duration.ofHours(2)))
                .isEqualTo(Instant.parse("2026-03-29T08:00:00Z"));
    }

    private static WorkingHours hours(String text, String holidays) {
        HoursForm.Holidays free = HoursForm.HOLIDAYS.reader().apply(holidays);
        return new WorkingHours(BERLIN, HoursForm.HOURS.reader().apply(text), free.once(), free.yearly());
    }
}
