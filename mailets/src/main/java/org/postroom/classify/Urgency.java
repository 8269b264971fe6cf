// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.Language;
import org.postroom.message.Headers;
import org.postroom.ticket.Priority;

/**
 * How much a customer's mail hurries: what its header says (RFC 2156 Importance and Priority, and the {@code X-} fields of
 * mail programs) and what its words say, in the subject more than in the text. A header alone, which costs one click, makes
 * it high at most. Thread-safe.
 */
public final class Urgency {

    private static final List<String> LANGUAGES = List.of("en", "de", "ru", "zh");
    private static final int LONGEST_READ = 4_000;

    private static final int HEADER = 2;
    private static final int URGENT_IN_SUBJECT = 4;
    private static final int URGENT_IN_TEXT = 2;
    private static final int HIGH_IN_SUBJECT = 2;
    private static final int HIGH_IN_TEXT = 1;
    private static final int MOST_COUNTED = 2;
    private static final int ENOUGH_FOR_URGENT = 4;
    private static final int ENOUGH_FOR_HIGH = 2;

    private final Map<String, UrgencyWords> words = new LinkedHashMap<>();

    /**
     * What was found.
     *
     * @param priority how much it hurries
     * @param reason why, in a few words, such as {@code "срочно" in the subject}; empty for normal
     */
    public record Finding(Priority priority, String reason) {}

    /** Takes the lists that Postroom brings along. */
    public Urgency() {
        for (String language : LANGUAGES) {
            words.put(language, UrgencyWords.read(lines("urgency." + language + ".txt")));
        }
    }

    /**
     * Says how much a mail hurries.
     *
     * @param headers its header
     * @param subject its decoded subject
     * @param text what the author wrote, without quotations
     * @param language its language; for {@link Language#UNKNOWN} all lists are asked
     * @return the priority, with the reason
     */
    public Finding of(Headers headers, String subject, String text, Language language) {
        String beginning = text.substring(0, Math.min(text.length(), LONGEST_READ));
        UrgencyWords.Found inSubject = find(subject, language);
        UrgencyWords.Found inText = find(beginning, language);
        Optional<Priority> header = header(headers);
        boolean calm = inSubject.calm() || inText.calm();

        int urgent = URGENT_IN_SUBJECT * Math.min(1, inSubject.urgent().size())
                + URGENT_IN_TEXT * Math.min(MOST_COUNTED, inText.urgent().size());
        int high = HIGH_IN_SUBJECT * Math.min(1, inSubject.high().size())
                + HIGH_IN_TEXT * Math.min(MOST_COUNTED, inText.high().size());
        if (inSubject.calm() || calm && inSubject.urgent().isEmpty()) {
            boolean lessThanNormal = header.filter(Priority.HIGH::equals).isEmpty() && high < ENOUGH_FOR_HIGH;
            return lessThanNormal
                    ? new Finding(Priority.LOW, "says that it does not hurry")
                    : new Finding(Priority.NORMAL, "");
        }
        int points = urgent + high + (header.filter(Priority.HIGH::equals).isPresent() ? HEADER : 0);
        if (urgent > 0 && points >= ENOUGH_FOR_URGENT) {
            return new Finding(Priority.URGENT, reason(inSubject, inText, headers));
        }
        if (points >= ENOUGH_FOR_HIGH) {
            return new Finding(Priority.HIGH, reason(inSubject, inText, headers));
        }
        boolean low = points == 0 && header.filter(Priority.LOW::equals).isPresent();
        return low ? new Finding(Priority.LOW, headerReason(headers)) : new Finding(Priority.NORMAL, "");
    }

    private UrgencyWords.Found find(String text, Language language) {
        Set<String> urgent = new LinkedHashSet<>();
        Set<String> high = new LinkedHashSet<>();
        boolean calm = false;
        for (Map.Entry<String, UrgencyWords> list : words.entrySet()) {
            String asked = list.getKey();
            if (!language.isKnown() || asked.equals(language.tag()) || asked.equals("en")) {
                UrgencyWords.Found found = list.getValue().in(text);
                urgent.addAll(found.urgent());
                high.addAll(found.high());
                calm |= found.calm();
            }
        }
        return new UrgencyWords.Found(urgent, high, calm);
    }

    private static Optional<Priority> header(Headers headers) {
        String importance = word(headers, "Importance");
        String priority = word(headers, "Priority");
        String microsoft = word(headers, "X-MSMail-Priority");
        String number = word(headers, "X-Priority");
        boolean high = importance.equals("high")
                || priority.equals("urgent")
                || microsoft.equals("high")
                || microsoft.equals("highest")
                || number.startsWith("1")
                || number.startsWith("2")
                || number.startsWith("high");
        boolean low = importance.equals("low")
                || priority.equals("non-urgent")
                || microsoft.equals("low")
                || number.startsWith("4")
                || number.startsWith("5")
                || number.startsWith("low");
        return high ? Optional.of(Priority.HIGH) : low ? Optional.of(Priority.LOW) : Optional.empty();
    }

    private static String word(Headers headers, String name) {
        String body = headers.first(name).orElse("").toLowerCase(Locale.ROOT);
        int end = body.indexOf(' ');
        return end < 0 ? body : body.substring(0, end);
    }

    private static String reason(UrgencyWords.Found inSubject, UrgencyWords.Found inText, Headers headers) {
        return first(inSubject.urgent(), "in the subject")
                .or(() -> first(inText.urgent(), "in the text"))
                .or(() -> first(inSubject.high(), "in the subject"))
                .or(() -> header(headers).map(any -> headerReason(headers)))
                .or(() -> first(inText.high(), "in the text"))
                .orElse("");
    }

    private static Optional<String> first(Set<String> found, String where) {
        return found.stream().findFirst().map(word -> "\"" + word + "\" " + where);
    }

    private static String headerReason(Headers headers) {
        for (String name : List.of("Importance", "Priority", "X-Priority", "X-MSMail-Priority")) {
            Optional<String> body = headers.first(name);
            if (body.isPresent()) {
                return name + ": " + StatusReport.oneLine(body.get());
            }
        }
        return "";
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Urgency.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing in the jar");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
