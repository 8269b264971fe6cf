// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads days as agents write them, in English, Russian, Chinese and German: {@code tomorrow}, {@code Friday},
 * {@code 2026-12-24}, {@code 24.12.}, {@code 24 December}, {@code 24 декабря}, {@code 12月24日}. {@code 12/1} is none: it is
 * another day for every second reader.
 */
final class Day {

    private static final Pattern ISO = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})");
    private static final Pattern DOTTED = Pattern.compile("([0-9]{1,2})\\.([0-9]{1,2})\\.?([0-9]{4})?");
    private static final Pattern CHINESE = Pattern.compile("([0-9]{1,2})月([0-9]{1,2})[日号]");
    private static final Pattern MONTH_LAST =
            Pattern.compile("([0-9]{1,2})(?:\\.|st|nd|rd|th)?\\s+(\\p{L}+)\\.?(?:\\s+([0-9]{4}))?");
    private static final Pattern MONTH_FIRST =
            Pattern.compile("(\\p{L}+)\\.?\\s+([0-9]{1,2})(?:st|nd|rd|th)?(?:,?\\s+([0-9]{4}))?");

    private static final List<List<String>> NEAR = List.of(
            List.of("today", "heute", "сегодня", "今天"),
            List.of("tomorrow", "morgen", "завтра", "明天"),
            List.of("übermorgen", "послезавтра", "后天"));
    private static final List<List<String>> FURTHER_NAMES = List.of(
            List.of("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"),
            List.of("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"),
            List.of("周一", "周二", "周三", "周四", "周五", "周六", "周日"));
    private static final Map<String, DayOfWeek> DAYS_OF_WEEK = daysOfWeek();
    private static final Map<String, Month> MONTHS = named(Month.values(), Month::getDisplayName);

    private Day() {}

    private static Map<String, DayOfWeek> daysOfWeek() {
        Map<String, DayOfWeek> days = new HashMap<>(named(DayOfWeek.values(), DayOfWeek::getDisplayName));
        FURTHER_NAMES.forEach(names -> {
            for (DayOfWeek day : DayOfWeek.values()) {
                days.put(names.get(day.getValue() - 1), day);
            }
        });
        return Map.copyOf(days);
    }

    private interface Naming<T> {
        String name(T value, TextStyle style, Locale language);
    }

    private static <T> Map<String, T> named(T[] values, Naming<T> naming) {
        Map<String, T> named = new HashMap<>();
        for (String language : List.of("en", "ru", "zh", "de")) {
            for (TextStyle style : List.of(TextStyle.FULL, TextStyle.SHORT)) {
                for (T value : values) {
                    String name = naming.name(value, style, Locale.forLanguageTag(language));
                    named.put(name.toLowerCase(Locale.ROOT).replace(".", ""), value);
                }
            }
        }
        return Map.copyOf(named);
    }

    /**
     * Reads a day.
     *
     * @param text what was written, in lower case, stripped
     * @param today the day from which it is seen: without a year, the next such day is meant, this one included; a day of the
     *     week is always a later one
     * @return the day, also one that has gone by; empty when it is none
     * @throws java.time.DateTimeException when there is no such day, as the 30th of February
     */
    static Optional<LocalDate> read(String text, LocalDate today) {
        for (int i = 0; i < NEAR.size(); i++) {
            if (NEAR.get(i).contains(text)) {
                return Optional.of(today.plusDays(i));
            }
        }
        Optional<DayOfWeek> dayOfWeek = Optional.ofNullable(DAYS_OF_WEEK.get(text.replace(".", "")));
        if (dayOfWeek.isPresent()) {
            return dayOfWeek.map(day -> today.with(TemporalAdjusters.next(day)));
        }
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            return Optional.of(LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3)));
        }
        Matcher dotted = DOTTED.matcher(text);
        if (dotted.matches()) {
            return Optional.of(day(year(dotted), number(dotted, 2), number(dotted, 1), today));
        }
        Matcher chinese = CHINESE.matcher(text);
        if (chinese.matches()) {
            return Optional.of(day(Optional.empty(), number(chinese, 1), number(chinese, 2), today));
        }
        return ofMonth(MONTH_LAST.matcher(text), 2, today).or(() -> ofMonth(MONTH_FIRST.matcher(text), 1, today));
    }

    private static Optional<LocalDate> ofMonth(Matcher matcher, int name, LocalDate today) {
        return matcher.matches()
                ? Optional.ofNullable(MONTHS.get(matcher.group(name)))
                        .map(month -> day(year(matcher), month.getValue(), number(matcher, 3 - name), today))
                : Optional.empty();
    }

    private static LocalDate day(Optional<Integer> year, int month, int day, LocalDate today) {
        LocalDate thatYear = LocalDate.of(year.orElse(today.getYear()), month, day);
        return year.isEmpty() && thatYear.isBefore(today) ? thatYear.plusYears(1) : thatYear;
    }

    private static Optional<Integer> year(Matcher matcher) {
        return Optional.ofNullable(matcher.group(3)).map(Integer::valueOf);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
