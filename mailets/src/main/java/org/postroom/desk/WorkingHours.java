// SPDX-License-Identifier: Apache-2.0
package org.postroom.desk;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When somebody works: spans of local time on days of the week, less holidays.
 *
 * @param zone the time zone in which the spans are meant
 * @param spans for each day of the week its spans, in order and not overlapping; a day that is absent is free
 * @param holidays days on which nobody works, whatever the day of the week says
 * @param yearlyHolidays days of every year on which nobody works
 */
public record WorkingHours(
        ZoneId zone, Map<DayOfWeek, List<Span>> spans, Set<LocalDate> holidays, Set<MonthDay> yearlyHolidays) {

    private static final int LONGEST_SEARCH_DAYS = 400;

    /**
     * A span of local time within one day.
     *
     * @param from its begin
     * @param to its end, not included; {@link LocalTime#MAX} for the end of the day
     */
    public record Span(LocalTime from, LocalTime to) {

        /** The whole day. */
        public static final Span ALL_DAY = new Span(LocalTime.MIN, LocalTime.MAX);

        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException when it does not end after it begins
         */
        public Span {
            if (!to.isAfter(from)) {
                throw new IllegalArgumentException("working hours end at " + to + ", not after they begin at " + from);
            }
        }
    }

    /** Takes copies. */
    public WorkingHours {
        Map<DayOfWeek, List<Span>> copy = new EnumMap<>(DayOfWeek.class);
        spans.forEach((day, list) -> copy.put(day, List.copyOf(list)));
        spans = Map.copyOf(copy);
        holidays = Set.copyOf(holidays);
        yearlyHolidays = Set.copyOf(yearlyHolidays);
    }

    /**
     * Hours without yearly holidays.
     *
     * @param zone the time zone
     * @param spans for each day of the week its spans
     * @param holidays days on which nobody works
     */
    public WorkingHours(ZoneId zone, Map<DayOfWeek, List<Span>> spans, Set<LocalDate> holidays) {
        this(zone, spans, holidays, Set.of());
    }

    /**
     * Hours without an end.
     *
     * @param zone the time zone
     * @return hours that cover every moment
     */
    public static WorkingHours always(ZoneId zone) {
        Map<DayOfWeek, List<Span>> all = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            all.put(day, List.of(Span.ALL_DAY));
        }
        return new WorkingHours(zone, all, Set.of());
    }

    /**
     * Whether a moment is within the hours.
     *
     * @param moment a moment
     * @return true when it is
     */
    public boolean cover(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        LocalTime time = local.toLocalTime();
        return spansOf(local.toLocalDate()).stream()
                .anyMatch(span -> !time.isBefore(span.from())
                        && (time.isBefore(span.to()) || span.to().equals(LocalTime.MAX)));
    }

    /**
     * The moment at which so much working time has gone by.
     *
     * @param start where counting begins
     * @param work how much working time, not negative
     * @return the moment; where there are no hours at all within a year, {@code start} plus {@code work} of plain time
     */
    public Instant after(Instant start, Duration work) {
        Duration left = work;
        LocalDate day = start.atZone(zone).toLocalDate();
        for (int i = 0; i < LONGEST_SEARCH_DAYS; i++, day = day.plusDays(1)) {
            for (Span span : spansOf(day)) {
                Instant from = day.atTime(span.from()).atZone(zone).toInstant();
                Instant to = span.to().equals(LocalTime.MAX)
                        ? day.plusDays(1).atStartOfDay(zone).toInstant()
                        : day.atTime(span.to()).atZone(zone).toInstant();
                Instant begin = from.isBefore(start) ? start : from;
                if (!begin.isBefore(to)) {
                    continue;
                }
                Duration here = Duration.between(begin, to);
                if (here.compareTo(left) >= 0) {
                    return begin.plus(left);
                }
                left = left.minus(here);
            }
        }
        return start.plus(work);
    }

    private List<Span> spansOf(LocalDate day) {
        boolean free = holidays.contains(day) || yearlyHolidays.contains(MonthDay.from(day));
        return free ? List.of() : spans.getOrDefault(day.getDayOfWeek(), List.of());
    }
}
