// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.search.QueryToken.Type;
import org.postroom.search.SearchQuery.Place;
import org.postroom.ticket.TicketNumber;

/**
 * Reads the query language. Words that stand side by side must all be said; AND, OR and NOT (in capitals) and brackets
 * combine, AND before OR; {@code -} directly before a term is NOT; {@code refund*} is the beginning of a word.
 *
 * <p>{@code before:} a day excludes it, {@code after:} includes it; days begin at midnight of the given zone.
 *
 * <p>What a query may be is bounded (length, terms, brackets, stars), so that no query of anybody costs much.
 */
public final class QueryParser {

    /** How many characters a query may have. */
    public static final int LONGEST = 1000;

    /** How many words, phrases and values a query may have. */
    public static final int MOST_TERMS = 32;

    /** How deep brackets and NOTs may be nested. */
    public static final int DEEPEST = 16;

    /** How many words of a query may end in a star. */
    public static final int MOST_STARS = 4;

    private static final String EXAMPLE = "refund status:open -from:ivan";

    private final List<QueryToken> tokens;
    private final QueryValues values;
    private final boolean numbers;
    private int at;
    private int terms;
    private int stars;

    private QueryParser(List<QueryToken> tokens, QueryValues values, boolean numbers) {
        this.tokens = tokens;
        this.values = values;
        this.numbers = numbers;
    }

    /**
     * Reads a query of ticket search.
     *
     * @param query what was typed
     * @param zone where the days of {@code before:}, {@code after:} and {@code on:} are
     * @return the query
     * @throws BadQueryException saying where it is wrong, what is allowed, and an example
     */
    public static SearchQuery parse(String query, ZoneId zone) throws BadQueryException {
        return parse(query, new LinkedHashSet<>(QueryValues.FIELDS), new QueryValues(zone), true);
    }

    /**
     * Reads a query of ticket search, whose days are those of UTC.
     *
     * @param query what was typed
     * @return the query
     * @throws BadQueryException saying where it is wrong, what is allowed, and an example
     */
    public static SearchQuery parse(String query) throws BadQueryException {
        return parse(query, ZoneOffset.UTC);
    }

    /**
     * Reads a query that is held against one mail: words, and of the fields only {@code subject:} and {@code text:}.
     *
     * @param query what an admin wrote into a rule
     * @return the query; of {@link SearchQuery.And}, {@link SearchQuery.Or}, {@link SearchQuery.Not} and {@link
     *     SearchQuery.Says} only
     * @throws BadQueryException saying where it is wrong, what is allowed, and an example
     */
    public static SearchQuery parseRule(String query) throws BadQueryException {
        Set<String> fields = new LinkedHashSet<>(List.of("subject", "text"));
        return parse(query, fields, new QueryValues(ZoneOffset.UTC), false);
    }

    private static SearchQuery parse(String query, Set<String> fields, QueryValues values, boolean numbers)
            throws BadQueryException {
        if (query.length() > LONGEST) {
            throw Complaint.at(LONGEST, "it is too long; at most " + LONGEST + " characters are allowed", EXAMPLE);
        }
        return new QueryParser(QueryLexer.cut(query, fields), values, numbers).whole();
    }

    private SearchQuery whole() throws BadQueryException {
        if (peek().is(Type.END)) {
            throw Complaint.at(0, "there is nothing to look for", EXAMPLE);
        }
        SearchQuery query = or(0);
        if (!peek().is(Type.END)) {
            throw Complaint.at(peek().position(), "this bracket closes none", "(refund OR invoice) status:open");
        }
        return query;
    }

    private SearchQuery or(int depth) throws BadQueryException {
        List<SearchQuery> parts = new ArrayList<>();
        parts.add(and(depth));
        while (peek().is(Type.OR)) {
            at++;
            parts.add(and(depth));
        }
        return parts.size() == 1 ? parts.get(0) : new SearchQuery.Or(parts);
    }

    private SearchQuery and(int depth) throws BadQueryException {
        List<SearchQuery> parts = new ArrayList<>();
        parts.add(unary(depth));
        while (!peek().is(Type.OR) && !peek().is(Type.CLOSE) && !peek().is(Type.END)) {
            if (peek().is(Type.AND)) {
                at++;
            }
            parts.add(unary(depth));
        }
        return parts.size() == 1 ? parts.get(0) : new SearchQuery.And(parts);
    }

    private SearchQuery unary(int depth) throws BadQueryException {
        QueryToken token = peek();
        if (depth > DEEPEST) {
            throw Complaint.at(
                    token.position(), "brackets and NOT may be nested " + DEEPEST + " deep at the most", EXAMPLE);
        }
        at++;
        return switch (token.type()) {
            case NOT -> new SearchQuery.Not(unary(depth + 1));
            case OPEN -> bracket(token, depth);
            case WORD, PHRASE -> words(token);
            case FIELD -> field(token);
            case CLOSE, AND, OR, END -> throw missing(token);
        };
    }

    private BadQueryException missing(QueryToken token) {
        String before = at >= 2 ? " after \"" + tokens.get(at - 2).text() + "\"" : "";
        String found = token.is(Type.END) ? "the query ends" : "\"" + token.text() + "\" stands";
        return Complaint.at(
                token.position(),
                "a word is missing" + before + ", where " + found,
                "refund OR invoice, \"OR\" for the word");
    }

    private SearchQuery bracket(QueryToken open, int depth) throws BadQueryException {
        SearchQuery inner = or(depth + 1);
        if (!peek().is(Type.CLOSE)) {
            throw Complaint.at(
                    open.position(), "the bracket that opens here is not closed", "(refund OR invoice) status:open");
        }
        at++;
        return inner;
    }

    private SearchQuery words(QueryToken token) throws BadQueryException {
        count(token);
        Optional<TicketNumber> number = numbers ? TicketNumber.parse(token.text()) : Optional.empty();
        return number.isPresent() ? new SearchQuery.Mentions(number.get(), token.text()) : says(Place.ANYWHERE, token);
    }

    private SearchQuery field(QueryToken name) throws BadQueryException {
        QueryToken value = peek();
        at++;
        count(value);
        Optional<Place> place = QueryValues.place(name.text());
        return place.isPresent() ? says(place.get(), value) : values.of(name.text(), value);
    }

    private SearchQuery says(Place place, QueryToken token) throws BadQueryException {
        SearchQuery says = QueryValues.says(place, token);
        if (says instanceof SearchQuery.Says s && s.form() == SearchQuery.Form.PREFIX && ++stars > MOST_STARS) {
            throw Complaint.at(
                    token.position(),
                    "too many words with *; at most " + MOST_STARS + " are allowed",
                    "refund* OR invoice*");
        }
        return says;
    }

    private void count(QueryToken token) throws BadQueryException {
        if (++terms > MOST_TERMS) {
            throw Complaint.at(
                    token.position(), "too many words and values; at most " + MOST_TERMS + " are allowed", EXAMPLE);
        }
    }

    private QueryToken peek() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }
}
