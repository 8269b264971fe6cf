// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.postroom.desk.Language;

/**
 * Writes a moment as a customer reads it: in their language, in the desk's local time, with the distance to UTC, since the
 * customer may live elsewhere. Patterns are our own, so that all versions of Java write the same.
 */
final class LocalMoment {

    private static final Map<String, String> PATTERNS = Map.of(
            "en", "EEEE, d MMMM yyyy, HH:mm",
            "de", "EEEE, d. MMMM yyyy, HH:mm 'Uhr'",
            "ru", "d MMMM yyyy 'г.', HH:mm",
            "zh", "yyyy年M月d日EEEE HH:mm",
            "ja", "yyyy年M月d日EEEE HH:mm",
            "fr", "EEEE d MMMM yyyy, HH:mm");
    private static final String OTHER_PATTERN = "EEEE, d MMMM yyyy, HH:mm";

    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private LocalMoment() {}

    static String write(Instant moment, ZoneId zone, Language language) {
        ZonedDateTime local = roundedUp(moment).atZone(zone);
        Locale locale = language.isKnown() ? Locale.forLanguageTag(language.tag()) : Locale.ENGLISH;
        String pattern = PATTERNS.getOrDefault(language.tag(), OTHER_PATTERN);
        return DateTimeFormatter.ofPattern(pattern, locale).format(local) + " (" + offset(local.getOffset()) + ")";
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
