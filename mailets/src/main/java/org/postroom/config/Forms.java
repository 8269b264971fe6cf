// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.desk.Absence;
import org.postroom.desk.Language;
import org.postroom.message.EmailAddress;

/** How the values of {@code postroom.xml} are written. */
final class Forms {

    static final Form<Duration> DURATION = new Form<>("a number and a unit such as 4h or 30m", Forms::duration);
    static final Form<Long> SIZE = new Form<>("a number and a unit such as 25MB or 512KB", Forms::size);
    static final Form<EmailAddress> ADDRESS = new Form<>("an address such as ann@acme.test", Forms::address);
    static final Form<List<EmailAddress>> ADDRESSES =
            list("addresses with commas between them, such as ann@acme.test, bob@acme.test", Forms::address);
    static final Form<List<Language>> LANGUAGES =
            list("language codes (ISO 639-1) with commas between them, such as en, ru", Forms::language);
    static final Form<String> WORD =
            new Form<>("1 to 32 lower-case letters, digits and hyphens such as support", Forms::word);
    static final Form<List<String>> WORDS = list("words with commas between them, such as billing, sales", Forms::word);
    static final Form<ZoneId> ZONE = new Form<>("a time zone such as Europe/Berlin or UTC", Forms::zone);
    static final Form<List<Absence>> ABSENCES =
            list("days with commas between them, such as 2026-12-24..2027-01-02, 2027-02-15 or none", Forms::absence);
    static final Form<String> DOMAIN = name("a domain in lower case such as acme.test", "[a-z0-9-]+(\\.[a-z0-9-]+)+");
    static final Form<String> SELECTOR = name(
            "lower-case letters, digits, hyphens and dots such as postroom or 2026.mail", "[a-z0-9-]+(\\.[a-z0-9-]+)*");
    static final Form<Boolean> FLAG = choice(List.of("true", "false"), Boolean::valueOf);
    static final Form<Path> FILE = new Form<>("a file, absolute or as seen from conf", Forms::file);

    private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,9}) ?([A-Za-z]{1,2})");
    private static final Pattern WORD_PATTERN = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Set<String> KNOWN_LANGUAGES = Set.of(Locale.getISOLanguages());

    private Forms() {}

    /** Text of one line. */
    static Form<String> line(String expected, int longest) {
        return new Form<>(expected, text -> {
            if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("more than " + longest + " characters, or more than one line");
            }
            return text;
        });
    }

    /** A number of a range. */
    static Form<Integer> count(int least, int most) {
        return new Form<>("a number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(requireMatch(text, "[0-9]{1,9}"));
            if (number < least || number > most) {
                throw new IllegalArgumentException("");
            }
            return number;
        });
    }

    /** One of some words. */
    static <T> Form<T> choice(List<String> words, Function<String, T> valueOf) {
        return new Form<>("one of " + String.join(", ", words), text -> {
            if (!words.contains(text)) {
                throw new IllegalArgumentException(Nearest.to(text, words)
                        .map(near -> "did you mean " + near + "?")
                        .orElse(""));
            }
            return valueOf.apply(text);
        });
    }

    /** Items with commas between them, each once; {@code none} for no item. */
    static <T> Form<List<T>> list(String expected, Function<String, T> item) {
        return new Form<>(expected, text -> {
            List<T> items = new ArrayList<>();
            if (text.equals("none")) {
                return items;
            }
            for (String part : text.split(",", -1)) {
                T value = item.apply(part.strip());
                if (items.contains(value)) {
                    throw new IllegalArgumentException("\"" + part.strip() + "\" stands twice");
                }
                items.add(value);
            }
            return items;
        });
    }

    /** A list with at least one item. */
    static <T> Form<List<T>> some(Form<List<T>> list) {
        return new Form<>(list.expected(), text -> {
            List<T> items = list.reader().apply(text);
            if (items.isEmpty()) {
                throw new IllegalArgumentException("at least one is needed");
            }
            return items;
        });
    }

    static Duration duration(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException("");
        };
    }

    private static long size(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "KB" -> number * 1024;
            case "MB" -> number * 1024 * 1024;
            default -> throw new IllegalArgumentException("");
        };
    }

    private static EmailAddress address(String text) {
        EmailAddress address = EmailAddress.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is no address"));
        if (address.detail().isPresent()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has a +, which Postroom keeps for its signed addresses");
        }
        return address;
    }

    private static Language language(String text) {
        if (!text.matches("[a-z]{2}") || !KNOWN_LANGUAGES.contains(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is no language code");
        }
        return new Language(text);
    }

    private static String word(String text) {
        if (!WORD_PATTERN.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no such word");
        }
        return text;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    Nearest.to(text, new LinkedHashSet<>(ZoneId.getAvailableZoneIds()))
                            .map(near -> "did you mean " + near + "?")
                            .orElse("unknown"),
                    e);
        }
    }

    private static Absence absence(String text) {
        String[] days = text.split("\\.\\.", -1);
        if (days.length > 2) {
            throw new IllegalArgumentException("\"" + text + "\" has more than two days");
        }
        LocalDate from = date(days[0].strip());
        return new Absence(from, days.length == 1 ? from : date(days[1].strip()));
    }

    static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no day", e);
        }
    }

    private static Path file(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("no file can be named so", e);
        }
    }

    private static Form<String> name(String expected, String pattern) {
        return new Form<>(expected, text -> requireMatch(text, pattern));
    }

    private static String requireMatch(String text, String pattern) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException("");
        }
        return text;
    }

    /** The words of an enum, in lower case, for {@link #choice}. */
    static <E extends Enum<E>> Form<E> choice(Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return choice(words, word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
    }
}
