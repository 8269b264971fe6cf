// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.desk.Absence;

/**
 * Reads when somebody is away, in English, Russian, Chinese and German: {@code until Friday} begins today, {@code 24.12. to
 * 2.1.} and {@code с 24.12. по 2.1.} name both days, {@code 3 days} are today and the two after it, {@code tomorrow} is that
 * day. Last days are included.
 */
final class Away {

    private static final int FURTHEST_YEARS = 2;

    private static final Pattern UNTIL =
            Pattern.compile("(?:(?:until|till|through|bis(?: zum)?|до|по)\\s+|(?:直到|到|至)\\s*)(.+)");
    private static final Pattern FOR = Pattern.compile("(?:for|für|на)\\s+(.+)");
    /** A hyphen without spaces stands between days that have none in them. */
    private static final String BETWEEN =
            "\\s+(?:to|until|till|through|bis(?: zum)?|до|по)\\s+|\\s*(?:到|至|–|—|\\.\\.)\\s*"
                    + "|\\s+-\\s+|(?<=\\.|[日号])-(?=[0-9])|(?<=\\.[0-9]{1,4})-(?=[0-9]{1,2}\\.)";

    private static final Pattern RANGE =
            Pattern.compile("(?:(?:from|von|vom|ab|с|со)\\s+|从\\s*)?(.+?)(?:" + BETWEEN + ")(.+)");

    private Away() {}

    /**
     * Reads an absence that is not over.
     *
     * @param text what was written
     * @param zone whose days are meant
     * @param now the present
     * @return the absence; empty when it is none, has begun before today, ends before it begins, or ends in more than two years
     */
    static Optional<Absence> read(String text, ZoneId zone, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        String lower = text.strip().toLowerCase(Locale.ROOT);
        try {
            Matcher range = RANGE.matcher(lower);
            Optional<LocalDate> first = range.matches() ? Day.read(range.group(1), today) : Optional.empty();
            return (first.isPresent()
                            ? first.flatMap(from -> upTo(from, Day.read(range.group(2), from)))
                            : fromToday(lower, today))
                    .filter(absence -> !absence.from().isBefore(today))
                    .filter(absence -> absence.to().isBefore(today.plusYears(FURTHEST_YEARS)));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty(); // such as the 30th of February
        }
    }

    private static Optional<Absence> fromToday(String text, LocalDate today) {
        Matcher until = UNTIL.matcher(text);
        Matcher amount = FOR.matcher(text);
        return until.matches()
                ? upTo(today, Day.read(until.group(1), today))
                : When.wholeDays(amount.matches() ? amount.group(1) : text)
                        .map(days -> today.plusDays(days - 1L))
                        .flatMap(last -> upTo(today, Optional.of(last)))
                        .or(() -> Day.read(text, today).map(day -> new Absence(day, day)));
    }

    private static Optional<Absence> upTo(LocalDate first, Optional<LocalDate> last) {
        return last.filter(day -> !day.isBefore(first)).map(day -> new Absence(first, day));
    }
}
