// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postroom.search.SearchQuery.Field;
import org.postroom.search.SearchQuery.Form;
import org.postroom.search.SearchQuery.Place;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;
import org.postroom.ticket.TicketNumber;

/** Reads the value that stands behind a field's name. */
final class QueryValues {

    /** The fields of ticket search, in the order in which they are listed to users, with a value that is right. */
    static final List<String> FIELDS = List.of(
            "status",
            "desk",
            "category",
            "priority",
            "language",
            "kind",
            "tag",
            "agent",
            "from",
            "to",
            "subject",
            "text",
            "number",
            "attachment",
            "before",
            "after",
            "on",
            "has",
            "is");

    /** A value for each field whose values are not just words. */
    static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("status", "open"),
            Map.entry("is", "open"),
            Map.entry("desk", "support"),
            Map.entry("category", "billing"),
            Map.entry("priority", "high"),
            Map.entry("language", "ru"),
            Map.entry("kind", "customer"),
            Map.entry("tag", "vip"),
            Map.entry("agent", "agent1@acme.test"),
            Map.entry("from", "ivan@example.org"),
            Map.entry("to", "support@acme.test"),
            Map.entry("number", new TicketNumber("ACME", 1042).toString()),
            Map.entry("attachment", "invoice"),
            Map.entry("before", "2026-12-01"),
            Map.entry("after", "2026-12-01"),
            Map.entry("on", "2026-12-01"),
            Map.entry("has", "attachment"));

    private static final String NONE = "none";
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}|unknown");
    private static final Pattern DESK = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final ZoneId zone;

    QueryValues(ZoneId zone) {
        this.zone = zone;
    }

    /** The query for a field, for every field but those that look for words. */
    SearchQuery of(String name, QueryToken value) throws BadQueryException {
        String word = value.text().strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "status", "is" ->
                known(
                        Field.STATUS,
                        name,
                        value,
                        Status.ofWord(word).map(Status::word),
                        words(Status.values(), Status::word));
            case "priority" ->
                known(
                        Field.PRIORITY,
                        name,
                        value,
                        Priority.ofWord(word).map(Priority::word),
                        words(Priority.values(), Priority::word));
            case "kind" ->
                known(
                        Field.KIND,
                        name,
                        value,
                        MessageKind.ofWord(word).map(MessageKind::word),
                        words(MessageKind.values(), MessageKind::word));
            case "language" ->
                known(
                        Field.LANGUAGE,
                        name,
                        value,
                        Optional.of(word).filter(w -> LANGUAGE.matcher(w).matches()),
                        "two letters (ISO 639-1) or unknown");
            case "desk" ->
                known(
                        Field.DESK,
                        name,
                        value,
                        Optional.of(word).filter(w -> DESK.matcher(w).matches()),
                        "a desk's id: lower-case letters, digits and hyphens");
            case "has" -> {
                if (!word.equals("attachment")) {
                    throw wrong(name, value, "attachment");
                }
                yield new SearchQuery.HasAttachment();
            }
            case "category" -> new SearchQuery.Has(Field.CATEGORY, orNone(word));
            case "tag" -> new SearchQuery.Has(Field.TAG, orNone(word));
            case "agent" -> new SearchQuery.Has(Field.AGENT, orNone(word));
            case "number" ->
                new SearchQuery.Numbered(TicketNumber.parse(value.text())
                        .orElseThrow(() -> wrong(name, value, "a ticket number whose last digit is right")));
            default -> day(name, value);
        };
    }

    /** Where a field looks for words, if it is one that does. */
    static Optional<Place> place(String name) {
        return switch (name) {
            case "subject" -> Optional.of(Place.SUBJECT);
            case "text" -> Optional.of(Place.TEXT);
            case "attachment" -> Optional.of(Place.ATTACHMENT);
            case "from" -> Optional.of(Place.FROM);
            case "to" -> Optional.of(Place.TO);
            default -> Optional.empty();
        };
    }

    /** What a word or phrase looks for, at a place. */
    static SearchQuery says(Place place, QueryToken token) throws BadQueryException {
        String text = token.text();
        if (text.codePoints()
                        .noneMatch(c -> Character.isLetterOrDigit(c) || Character.getType(c) == Character.OTHER_SYMBOL)
                && !text.equals("*")) {
            throw Complaint.at(token.position(), "there is no word here", "refund");
        }
        if (token.is(QueryToken.Type.PHRASE)) {
            return new SearchQuery.Says(place, Form.PHRASE, text);
        }
        int star = text.indexOf('*');
        if (star < 0) {
            return new SearchQuery.Says(place, Form.WORD, text);
        }
        String beginning = text.substring(0, star);
        if (star != text.length() - 1
                || beginning.codePoints().filter(Character::isLetterOrDigit).count() < 2) {
            throw Complaint.at(
                    token.position() + star,
                    "* stands only at the end of a word of which at least 2 letters are given",
                    "refund*");
        }
        return new SearchQuery.Says(place, Form.PREFIX, beginning);
    }

    private static SearchQuery known(Field field, String name, QueryToken value, Optional<String> word, String allowed)
            throws BadQueryException {
        return new SearchQuery.Has(field, word.orElseThrow(() -> wrong(name, value, allowed)));
    }

    private SearchQuery day(String name, QueryToken value) throws BadQueryException {
        LocalDate day;
        Instant begin;
        Instant end;
        try {
            day = LocalDate.parse(value.text().strip());
            begin = day.atStartOfDay(zone).toInstant();
            end = day.plusDays(1).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw wrong(name, value, "a day as year-month-day");
        }
        return switch (name) {
            case "before" -> new SearchQuery.Received(Instant.MIN, begin);
            case "after" -> new SearchQuery.Received(begin, Instant.MAX);
            default -> new SearchQuery.Received(begin, end);
        };
    }

    private static BadQueryException wrong(String name, QueryToken value, String allowed) {
        return Complaint.at(
                value.position(),
                "\"" + value.text() + "\" is no value of " + name + "; expected " + allowed,
                name + ":" + EXAMPLES.getOrDefault(name, "refund"));
    }

    private static String orNone(String word) {
        return word.equals(NONE) ? "" : word;
    }

    private static <T> String words(T[] values, Function<T, String> word) {
        return Arrays.stream(values).map(word).collect(Collectors.joining(", "));
    }
}
