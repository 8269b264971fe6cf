// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the Date field (RFC 5322 sections 3.3 and 4.3), leniently: obsolete zones, years of two digits, missing seconds,
 * {@code asctime} and ISO 8601 order, months in the languages of mail programs that do not know better.
 */
public final class MailDate {

    private static final int LONGEST = 200;
    private static final int MOST_HOURS = 14;
    private static final Pattern TIME = Pattern.compile("(\\d{1,2})[:.](\\d{1,2})(?:[:.](\\d{1,2}))?(?:[.,]\\d+)?(.*)");
    private static final Pattern OFFSET = Pattern.compile("(?:GMT|UTC|UT)?([+-])(\\d{1,2}):?(\\d{2})?");
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})T?");

    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("jan", 1),
            Map.entry("feb", 2),
            Map.entry("mar", 3),
            Map.entry("apr", 4),
            Map.entry("may", 5),
            Map.entry("jun", 6),
            Map.entry("jul", 7),
            Map.entry("aug", 8),
            Map.entry("sep", 9),
            Map.entry("oct", 10),
            Map.entry("nov", 11),
            Map.entry("dec", 12),
            Map.entry("mär", 3),
            Map.entry("mai", 5),
            Map.entry("okt", 10),
            Map.entry("dez", 12),
            Map.entry("янв", 1),
            Map.entry("фев", 2),
            Map.entry("мар", 3),
            Map.entry("апр", 4),
            Map.entry("май", 5),
            Map.entry("мая", 5),
            Map.entry("июн", 6),
            Map.entry("июл", 7),
            Map.entry("авг", 8),
            Map.entry("сен", 9),
            Map.entry("окт", 10),
            Map.entry("ноя", 11),
            Map.entry("дек", 12));

    private static final Map<String, Integer> ZONES = Map.of(
            "EST", -5, "EDT", -4, "CST", -6, "CDT", -5, "MST", -7, "MDT", -6, "PST", -8, "PDT", -7, "CET", 1, "CEST",
            2);

    private OptionalInt day = OptionalInt.empty();
    private OptionalInt month = OptionalInt.empty();
    private OptionalInt year = OptionalInt.empty();
    private int hour;
    private int minute;
    private int second;
    private ZoneOffset zone = ZoneOffset.UTC;

    private MailDate() {}

    /**
     * Reads a date.
     *
     * @param body the unfolded body of a Date field; may be anything
     * @return the moment, or empty when day, month and year cannot be made out; without a zone it is taken as UTC
     */
    public static Optional<Instant> parse(String body) {
        String text = body.length() > LONGEST ? body.substring(0, LONGEST) : body;
        MailDate date = new MailDate();
        for (String token : withoutComments(text).split("[\\s,]+")) {
            if (!token.isEmpty()) {
                date.read(token);
            }
        }
        return date.toInstant();
    }

    private void read(String token) {
        Matcher iso = ISO.matcher(token);
        Matcher time = TIME.matcher(token);
        if (iso.lookingAt()) {
            year = number(iso.group(1));
            month = number(iso.group(2));
            day = number(iso.group(3));
            if (iso.end() < token.length()) {
                read(token.substring(iso.end()));
            }
        } else if (time.matches() && token.indexOf('.') != 2 || time.matches() && day.isPresent() && year.isPresent()) {
            hour = Integer.parseInt(time.group(1));
            minute = Integer.parseInt(time.group(2));
            second = Optional.ofNullable(time.group(3)).map(Integer::parseInt).orElse(0);
            if (!time.group(4).isEmpty()) {
                zone(time.group(4));
            }
        } else if (token.matches("\\d{1,4}\\.?")) {
            readNumber(token.replace(".", ""));
        } else if (token.matches("\\d{1,2}[-/]\\p{L}{3,9}[-/]\\d{2,4}")) {
            for (String part : token.split("[-/]")) {
                read(part);
            }
        } else if (!readMonth(token)) {
            zone(token);
        }
    }

    private void readNumber(String digits) {
        if (day.isEmpty() && digits.length() <= 2) {
            day = number(digits);
        } else if (year.isEmpty()) {
            int value = Integer.parseInt(digits);
            year = OptionalInt.of(digits.length() >= 4 ? value : value + (value < 50 ? 2000 : 1900));
        }
    }

    private boolean readMonth(String token) {
        if (month.isPresent() || token.length() < 3) {
            return false;
        }
        String key = token.substring(0, 3).toLowerCase(Locale.ROOT);
        Integer number = MONTHS.get(key);
        if (number == null) {
            return false;
        }
        month = OptionalInt.of(number);
        return true;
    }

    private void zone(String token) {
        String name = token.toUpperCase(Locale.ROOT);
        Matcher offset = OFFSET.matcher(name);
        if (offset.matches() && year.isPresent()) {
            int hours = Integer.parseInt(offset.group(2));
            int minutes =
                    Optional.ofNullable(offset.group(3)).map(Integer::parseInt).orElse(0);
            if (hours <= MOST_HOURS && minutes < 60) {
                int sign = offset.group(1).equals("-") ? -1 : 1;
                zone = ZoneOffset.ofTotalSeconds(sign * (hours * 3600 + minutes * 60));
            }
        } else if (ZONES.containsKey(name)) {
            zone = ZoneOffset.ofHours(ZONES.getOrDefault(name, 0));
        } else if (name.equals("PM") && hour < 12) {
            hour += 12;
        } else if (name.equals("AM") && hour == 12) {
            hour = 0;
        }
    }

    private Optional<Instant> toInstant() {
        if (day.isEmpty() || month.isEmpty() || year.isEmpty()) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    year.getAsInt(), month.getAsInt(), day.getAsInt(), hour % 24, minute, Math.min(second, 59));
            boolean believable = local.getYear() >= 1900 && local.getYear() <= 9999;
            return believable ? Optional.of(local.toInstant(zone)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static OptionalInt number(String digits) {
        return OptionalInt.of(Integer.parseInt(digits));
    }

    private static String withoutComments(String text) {
        StringBuilder plain = new StringBuilder();
        int depth = 0;
        for (char c : text.toCharArray()) {
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth = Math.max(0, depth - 1);
            } else if (depth == 0) {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
