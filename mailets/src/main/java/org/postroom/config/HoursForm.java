// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.desk.WorkingHours.Span;

/**
 * How hours and holidays are written: {@code Mon-Fri 9:00-18:00, Sat 10:00-14:00}, {@code always} or {@code never}. A span
 * that ends before it begins goes on into the next day; {@code 24:00} is the end of the day. A day that stands twice has
 * all its spans.
 */
final class HoursForm {

    static final Form<Map<DayOfWeek, List<Span>>> HOURS = new Form<>(
            "days and times such as Mon-Fri 9:00-18:00, Sat 10:00-14:00, or always, or never", HoursForm::hours);
    static final Form<Holidays> HOLIDAYS = new Form<>(
            "days with commas between them, such as 2026-12-31 or, for every year, --12-25, or none",
            HoursForm::holidays);

    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final Pattern PART = Pattern.compile(
            "([A-Za-z]+)(?:\\s*-\\s*([A-Za-z]+))?\\s+([0-9]{1,2}:[0-9]{2})\\s*-\\s*([0-9]{1,2}:[0-9]{2})");

    private HoursForm() {}

    /**
     * Days on which nobody works.
     *
     * @param once days of one year
     * @param yearly days of every year
     */
    record Holidays(Set<LocalDate> once, Set<MonthDay> yearly) {}

    private static Map<DayOfWeek, List<Span>> hours(String text) {
        Map<DayOfWeek, List<Span>> spans = new EnumMap<>(DayOfWeek.class);
        if (text.equals("always")) {
            for (DayOfWeek day : DayOfWeek.values()) {
                spans.put(day, List.of(Span.ALL_DAY));
            }
        } else if (!text.equals("never")) {
            for (String part : text.split(",", -1)) {
                addPart(part.strip(), spans);
            }
            spans.forEach(HoursForm::sortAndCheck);
        }
        return spans;
    }

    private static void addPart(String part, Map<DayOfWeek, List<Span>> spans) {
        Matcher matcher = PART.matcher(part);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + part + "\" is not understood");
        }
        LocalTime from = time(matcher.group(3));
        LocalTime to = time(matcher.group(4));
        if (from.equals(to) || from.equals(LocalTime.MAX)) {
            throw new IllegalArgumentException("\"" + part + "\" ends when it begins");
        }
        DayOfWeek first = day(matcher.group(1));
        DayOfWeek last = matcher.group(2) == null ? first : day(matcher.group(2));
        for (DayOfWeek day = first; ; day = day.plus(1)) {
            if (to.isAfter(from)) {
                spans.computeIfAbsent(day, d -> new ArrayList<>()).add(new Span(from, to));
            } else {
                spans.computeIfAbsent(day, d -> new ArrayList<>()).add(new Span(from, LocalTime.MAX));
                addMorning(day.plus(1), to, spans);
            }
            if (day == last) {
                return;
            }
        }
    }

    private static void addMorning(DayOfWeek day, LocalTime to, Map<DayOfWeek, List<Span>> spans) {
        if (to.isAfter(LocalTime.MIN)) {
            spans.computeIfAbsent(day, d -> new ArrayList<>()).add(new Span(LocalTime.MIN, to));
        }
    }

    private static void sortAndCheck(DayOfWeek day, List<Span> spans) {
        spans.sort(Comparator.comparing(Span::from));
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i).from().isBefore(spans.get(i - 1).to())) {
                throw new IllegalArgumentException("two spans of " + DAYS.get(day.ordinal()) + " overlap");
            }
        }
    }

    private static DayOfWeek day(String text) {
        String name = text.substring(0, 1).toUpperCase(Locale.ROOT)
                + text.substring(1).toLowerCase(Locale.ROOT);
        int index = DAYS.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is no day; days are " + String.join(", ", DAYS));
        }
        return DayOfWeek.of(index + 1);
    }

    private static LocalTime time(String text) {
        if (text.equals("24:00")) {
            return LocalTime.MAX;
        }
        try {
            return LocalTime.parse(text.length() == 4 ? "0" + text : text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no time of day", e);
        }
    }

    private static Holidays holidays(String text) {
        Set<LocalDate> once = new HashSet<>();
        Set<MonthDay> yearly = new HashSet<>();
        if (!text.equals("none")) {
            for (String part : text.split(",", -1)) {
                String day = part.strip();
                if (day.startsWith("--")) {
                    yearly.add(monthDay(day));
                } else {
                    once.add(Forms.date(day));
                }
            }
        }
        return new Holidays(once, yearly);
    }

    private static MonthDay monthDay(String text) {
        try {
            return MonthDay.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no day of a year", e);
        }
    }
}
