// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.postroom.desk.Language;

/**
 * Writes a moment or a day as people read it: in their language, for customers in the desk's local time, with the distance to
 * UTC, since they may live elsewhere. Patterns are our own, so that all versions of Java write the same.
 */
final class LocalMoment {

    private static final Map<String, String> DAYS = Map.of(
            "en", "EEEE, d MMMM yyyy",
            "de", "EEEE, d. MMMM yyyy",
            "ru", "d MMMM yyyy 'г.'",
            "zh", "yyyy年M月d日EEEE",
            "ja", "yyyy年M月d日EEEE",
            "fr", "EEEE d MMMM yyyy");
    private static final String OTHER_DAY = "EEEE, d MMMM yyyy";
    private static final Map<String, String> TIMES = Map.of("de", ", HH:mm 'Uhr'", "zh", " HH:mm", "ja", " HH:mm");
    private static final String OTHER_TIME = ", HH:mm";

    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private LocalMoment() {}

    static String write(Instant moment, ZoneId zone, Language language) {
        ZonedDateTime local = roundedUp(moment).atZone(zone);
        String pattern = DAYS.getOrDefault(language.tag(), OTHER_DAY) + TIMES.getOrDefault(language.tag(), OTHER_TIME);
        return formatter(pattern, language).format(local) + " (" + offset(local.getOffset()) + ")";
    }

    /** A day: {@code Thursday, 24 December 2026}. */
    static String of(LocalDate day, Language language) {
        return formatter(DAYS.getOrDefault(language.tag(), OTHER_DAY), language).format(day);
    }

    private static DateTimeFormatter formatter(String pattern, Language language) {
        Locale locale = language.isKnown() ? Locale.forLanguageTag(language.tag()) : Locale.ENGLISH;
        return DateTimeFormatter.ofPattern(pattern, locale);
    }

    /** Short, for lists: {@code 2026-11-22 14:05}. */
    static String of(Instant moment, ZoneId zone) {
        return SHORT.format(moment.atZone(zone));
    }

    /** A promise to the minute that is never earlier than the moment. */
    private static Instant roundedUp(Instant moment) {
        Instant minute = moment.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(moment) ? moment : minute.plus(1, ChronoUnit.MINUTES);
    }

    private static String offset(ZoneOffset offset) {
        int minutes = Math.abs(offset.getTotalSeconds() / 60);
        if (minutes == 0) {
            return "UTC";
        }
        String rest = minutes % 60 == 0 ? "" : String.format(Locale.ROOT, ":%02d", minutes % 60);
        return "UTC" + (offset.getTotalSeconds() < 0 ? "−" : "+") + minutes / 60 + rest;
    }
}
