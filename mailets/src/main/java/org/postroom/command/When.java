// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads moments and amounts of time as agents write them, in English, Russian, Chinese and German: {@code 3d},
 * {@code 2 hours}, {@code tomorrow}, {@code until Monday 9:00}, {@code 2026-12-24}, {@code bis 24.12. 14:30},
 * {@code до пятницы}, {@code 到周一 9:00}. A day without a time means nine in the morning.
 */
final class When {

    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final int FURTHEST_YEARS = 2;
    private static final Duration LONGEST_AMOUNT = Duration.ofHours(1000);

    private static final Pattern BEFORE =
            Pattern.compile("(?:(?:until|till|for|bis|auf|für|до|на|к)\\s+|(?:直到|到)\\s*)(.*)");
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,4})\\s*(\\p{L}+)\\.?");
    private static final Pattern CLOCK = Pattern.compile("([0-9]{1,3})[:：]([0-5][0-9])");
    private static final Pattern TIME = Pattern.compile(
            "(.*?)\\s*(?:at |um |в )?\\b([0-9]{1,2})(?:[:：]([0-9]{2})\\s*|\\s*(?=am|pm|uhr|点))(am|pm|uhr|点)?");
    private static final Map<ChronoUnit, List<String>> UNITS = Map.of(
            ChronoUnit.MINUTES,
            List.of("m", "min", "minute", "minutes", "minuten", "мин", "минута", "минуты", "минут", "分", "分钟"),
            ChronoUnit.HOURS,
            List.of("h", "hour", "hours", "std", "stunde", "stunden", "ч", "час", "часа", "часов", "小时"),
            ChronoUnit.DAYS,
            List.of("d", "day", "days", "tag", "tage", "tagen", "д", "день", "дня", "дней", "天", "日"),
            ChronoUnit.WEEKS,
            List.of("w", "week", "weeks", "woche", "wochen", "неделя", "недели", "недель", "неделю", "周", "星期"));

    private When() {}

    /**
     * Reads an amount of time.
     *
     * @param text such as {@code 20m}, {@code 1h 30m}, {@code 1:30} or {@code 2 часа}
     * @return the amount, positive and at most 1,000 hours; empty when it is none
     */
    static Optional<Duration> amount(String text) {
        String rest = text.strip().toLowerCase(Locale.ROOT);
        Matcher clock = CLOCK.matcher(rest);
        Duration amount = Duration.ZERO;
        if (clock.matches()) {
            amount = Duration.ofMinutes(60 * Long.parseLong(clock.group(1)) + Long.parseLong(clock.group(2)));
        } else {
            Matcher parts = AMOUNT.matcher(rest);
            while (parts.lookingAt()) {
                Optional<ChronoUnit> unit = unit(parts.group(2));
                if (unit.isEmpty()) {
                    return Optional.empty();
                }
                amount = amount.plus(unit.get().getDuration().multipliedBy(Long.parseLong(parts.group(1))));
                rest = rest.substring(parts.end()).strip();
                parts = AMOUNT.matcher(rest);
            }
            if (!rest.isEmpty()) {
                return Optional.empty();
            }
        }
        return amount.isZero() || amount.compareTo(LONGEST_AMOUNT) > 0 ? Optional.empty() : Optional.of(amount);
    }

    /**
     * Reads a moment to come.
     *
     * @param text an amount of time from now on, or a day, a time or both
     * @param zone whose local time is meant
     * @param now the present
     * @return the moment; empty when it is none, has gone by, or is more than two years away
     */
    static Optional<Instant> moment(String text, ZoneId zone, Instant now) {
        ZonedDateTime present = now.atZone(zone);
        String rest = withoutBefore(text);
        try {
            return plus(rest, present)
                    .or(() -> dayAndTime(rest, present))
                    .filter(moment -> moment.isAfter(present) && moment.isBefore(present.plusYears(FURTHEST_YEARS)))
                    .map(ZonedDateTime::toInstant);
        } catch (DateTimeException e) {
            return Optional.empty(); // such as the 30th of February
        }
    }

    private static String withoutBefore(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        Matcher before = BEFORE.matcher(lower);
        return before.matches() ? before.group(1) : lower;
    }

    /** Days and weeks go by the calendar, so that nine stays nine when the clocks change. */
    private static Optional<ZonedDateTime> plus(String text, ZonedDateTime present) {
        Matcher amount = AMOUNT.matcher(text);
        return amount.matches()
                ? unit(amount.group(2)).map(unit -> present.plus(Long.parseLong(amount.group(1)), unit))
                : Optional.empty();
    }

    private static Optional<ZonedDateTime> dayAndTime(String text, ZonedDateTime present) {
        Matcher timed = TIME.matcher(text);
        if (!timed.matches()) {
            return Day.read(text, present.toLocalDate())
                    .map(day -> day.atTime(MORNING).atZone(present.getZone()));
        }
        LocalTime time = time(timed);
        String day = timed.group(1).replaceAll(",$", "").strip();
        if (day.isEmpty()) {
            ZonedDateTime today = present.toLocalDate().atTime(time).atZone(present.getZone());
            return Optional.of(today.isAfter(present) ? today : today.plusDays(1));
        }
        return Day.read(day, present.toLocalDate())
                .map(found -> found.atTime(time).atZone(present.getZone()));
    }

    private static LocalTime time(Matcher timed) {
        int hour = Integer.parseInt(timed.group(2));
        int minute = timed.group(3) == null ? 0 : Integer.parseInt(timed.group(3));
        String half = timed.group(4) == null ? "" : timed.group(4);
        boolean isHalf = half.equals("am") || half.equals("pm");
        if (isHalf && (hour < 1 || hour > 12)) {
            throw new DateTimeException("there is no " + hour + " " + half);
        }
        return LocalTime.of(isHalf ? hour % 12 + (half.equals("pm") ? 12 : 0) : hour, minute);
    }

    /** How many whole days an amount of days or weeks has; empty when it is none. */
    static Optional<Integer> wholeDays(String text) {
        Matcher amount = AMOUNT.matcher(text);
        return amount.matches()
                ? unit(amount.group(2))
                        .filter(unit -> unit == ChronoUnit.DAYS || unit == ChronoUnit.WEEKS)
                        .map(unit -> Math.toIntExact(unit.getDuration().toDays()) * Integer.parseInt(amount.group(1)))
                : Optional.empty();
    }

    private static Optional<ChronoUnit> unit(String word) {
        return UNITS.entrySet().stream()
                .filter(unit -> unit.getValue().contains(word))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
