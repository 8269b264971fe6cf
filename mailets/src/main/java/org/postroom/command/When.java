// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
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
    private static final Pattern ISO_DAY = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})");
    private static final Pattern DOTTED_DAY = Pattern.compile("([0-9]{1,2})\\.([0-9]{1,2})\\.?([0-9]{4})?");
    private static final Pattern CHINESE_DAY = Pattern.compile("([0-9]{1,2})月([0-9]{1,2})[日号]");

    private static final Map<ChronoUnit, List<String>> UNITS = Map.of(
            ChronoUnit.MINUTES,
            List.of("m", "min", "minute", "minutes", "minuten", "мин", "минута", "минуты", "минут", "分", "分钟"),
            ChronoUnit.HOURS,
            List.of("h", "hour", "hours", "std", "stunde", "stunden", "ч", "час", "часа", "часов", "小时"),
            ChronoUnit.DAYS,
            List.of("d", "day", "days", "tag", "tage", "tagen", "д", "день", "дня", "дней", "天", "日"),
            ChronoUnit.WEEKS,
            List.of("w", "week", "weeks", "woche", "wochen", "неделя", "недели", "недель", "неделю", "周", "星期"));
    private static final List<List<String>> NEAR_DAYS = List.of(
            List.of("today", "heute", "сегодня", "今天"),
            List.of("tomorrow", "morgen", "завтра", "明天"),
            List.of("übermorgen", "послезавтра", "后天"));
    private static final List<List<String>> FURTHER_NAMES = List.of(
            List.of("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"),
            List.of("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"),
            List.of("周一", "周二", "周三", "周四", "周五", "周六", "周日"));
    private static final Map<String, DayOfWeek> DAYS_OF_WEEK = daysOfWeek();

    private When() {}

    private static Map<String, DayOfWeek> daysOfWeek() {
        Map<String, DayOfWeek> days = new HashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            for (String language : List.of("en", "ru", "zh", "de")) {
                for (TextStyle style : List.of(TextStyle.FULL, TextStyle.SHORT)) {
                    String name = day.getDisplayName(style, Locale.forLanguageTag(language));
                    days.put(name.toLowerCase(Locale.ROOT).replace(".", ""), day);
                }
            }
            FURTHER_NAMES.forEach(names -> days.put(names.get(day.getValue() - 1), day));
        }
        return Map.copyOf(days);
    }

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

    /**
     * Reads a day, today or to come.
     *
     * @param text such as {@code 24.12.}, {@code Friday} or {@code 3d}
     * @param zone whose days are meant
     * @param now the present
     * @return the day; empty when it is none, has gone by, or is more than two years away
     */
    static Optional<LocalDate> day(String text, ZoneId zone, Instant now) {
        ZonedDateTime present = now.atZone(zone);
        LocalDate today = present.toLocalDate();
        String rest = withoutBefore(text);
        try {
            return plus(rest, present)
                    .map(ZonedDateTime::toLocalDate)
                    .or(() -> day(rest, today))
                    .filter(day -> !day.isBefore(today) && day.isBefore(today.plusYears(FURTHEST_YEARS)));
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
            return day(text, present.toLocalDate())
                    .map(day -> day.atTime(MORNING).atZone(present.getZone()));
        }
        LocalTime time = time(timed);
        String day = timed.group(1).replaceAll(",$", "").strip();
        if (day.isEmpty()) {
            ZonedDateTime today = present.toLocalDate().atTime(time).atZone(present.getZone());
            return Optional.of(today.isAfter(present) ? today : today.plusDays(1));
        }
        return day(day, present.toLocalDate()).map(found -> found.atTime(time).atZone(present.getZone()));
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

    private static Optional<LocalDate> day(String text, LocalDate today) {
        for (int i = 0; i < NEAR_DAYS.size(); i++) {
            if (NEAR_DAYS.get(i).contains(text)) {
                return Optional.of(today.plusDays(i));
            }
        }
        Optional<DayOfWeek> dayOfWeek = Optional.ofNullable(DAYS_OF_WEEK.get(text.replace(".", "")));
        if (dayOfWeek.isPresent()) {
            return dayOfWeek.map(day -> today.with(TemporalAdjusters.next(day)));
        }
        Matcher iso = ISO_DAY.matcher(text);
        if (iso.matches()) {
            return Optional.of(LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3)));
        }
        Matcher dotted = DOTTED_DAY.matcher(text);
        if (dotted.matches()) {
            return Optional.of(
                    dotted.group(3) == null
                            ? next(number(dotted, 2), number(dotted, 1), today)
                            : LocalDate.of(number(dotted, 3), number(dotted, 2), number(dotted, 1)));
        }
        Matcher chinese = CHINESE_DAY.matcher(text);
        return chinese.matches() ? Optional.of(next(number(chinese, 1), number(chinese, 2), today)) : Optional.empty();
    }

    private static LocalDate next(int month, int day, LocalDate today) {
        LocalDate thisYear = LocalDate.of(today.getYear(), month, day);
        return thisYear.isBefore(today) ? thisYear.plusYears(1) : thisYear;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static Optional<ChronoUnit> unit(String word) {
        return UNITS.entrySet().stream()
                .filter(unit -> unit.getValue().contains(word))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
