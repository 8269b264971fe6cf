// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;
import org.postroom.search.SearchQuery.Form;
import org.postroom.search.SearchQuery.Place;
import org.postroom.search.SearchQuery.Says;

/** Turns words into queries over every field that may hold them: as written, as a code, and in each language that fits. */
final class WordQueries {

    private static final float AS_WRITTEN = 1.1f;
    private static final float AS_CODE = 2f;
    private static final float SCATTERED = 0.4f;
    private static final int MOST_COMPARED = 24;
    private static final float OTHER_FIELDS_ADD = 0.1f;

    private final Analyses analyses;
    private final Collection<String> languages;
    private final Function<Place, List<FieldWeight>> parts;
    private final QueryBuilder builder;

    /**
     * Knows where to look.
     *
     * @param languages tags of the languages that fields exist for
     * @param parts the parts of a message at a place
     */
    WordQueries(Analyses analyses, Collection<String> languages, Function<Place, List<FieldWeight>> parts) {
        this.analyses = analyses;
        this.languages = languages;
        this.parts = parts;
        this.builder = new QueryBuilder(analyses);
    }

    Query of(Says says) {
        String text = Scripts.clean(says.text(), Integer.MAX_VALUE);
        List<Query> alternatives = new ArrayList<>();
        for (FieldWeight part : parts.apply(says.place())) {
            if (says.form() == Form.PREFIX) {
                addPrefix(alternatives, part, text);
            } else if (isAddress(part, text)) {
                add(alternatives, 1f, code(part, text));
            } else {
                addWords(alternatives, part, text, says.form());
            }
        }
        return alternatives.isEmpty()
                ? new MatchNoDocsQuery("no word")
                : new DisjunctionMaxQuery(alternatives, OTHER_FIELDS_ADD);
    }

    private static boolean isAddress(FieldWeight part, String text) {
        return (part.name().equals(FieldWeight.FROM) || part.name().equals(FieldWeight.TO)) && text.indexOf('@') > 0;
    }

    private void addWords(List<Query> alternatives, FieldWeight part, String text, Form form) {
        add(alternatives, part.weight() * AS_WRITTEN, phrase(part.in(Analyses.EXACT), text));
        add(alternatives, part.weight() * AS_CODE, code(part, text));
        if (part.spoken()) {
            for (String language : languagesOf(text)) {
                String field = part.in(language);
                add(alternatives, part.weight(), phrase(field, text));
                if (form == Form.WORD) {
                    add(alternatives, part.weight() * SCATTERED, scattered(field, text));
                }
            }
        }
    }

    /**
     * The words one after the other. Of very long phrases the beginning decides: comparing all of a long repetition with a
     * long repetition would take minutes.
     */
    private @Nullable Query phrase(String field, String text) {
        Query query = builder.createPhraseQuery(field, text);
        if (!(query instanceof PhraseQuery phrase) || phrase.getTerms().length <= MOST_COMPARED) {
            return query;
        }
        PhraseQuery.Builder beginning = new PhraseQuery.Builder();
        for (int i = 0; i < MOST_COMPARED; i++) {
            beginning.add(phrase.getTerms()[i], phrase.getPositions()[i]);
        }
        return beginning.build();
    }

    /** A word of a language without spaces may be several: they may also stand apart, if each says something by itself. */
    private @Nullable Query scattered(String field, String text) {
        List<String> words = words(field, text);
        if (words.size() < 2
                || words.size() > MOST_COMPARED
                || words.stream().anyMatch(word -> word.length() < 2)
                || text.chars().anyMatch(c -> c < 0x80)) {
            return null;
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        words.forEach(word -> all.add(new TermQuery(new Term(field, word)), Occur.MUST));
        return all.build();
    }

    private void addPrefix(List<Query> alternatives, FieldWeight part, String text) {
        String field = part.in(Analyses.EXACT);
        List<String> words = words(field, text);
        if (words.size() == 1) {
            add(alternatives, part.weight(), new PrefixQuery(new Term(field, words.get(0))));
        } else if (code(part, text) != null) {
            String code = text.toLowerCase(Locale.ROOT);
            add(alternatives, part.weight(), new PrefixQuery(new Term(part.in(Analyses.CODES), code)));
        } else {
            add(alternatives, part.weight(), phrase(field, text));
        }
    }

    private @Nullable Query code(FieldWeight part, String text) {
        String field = part.in(Analyses.CODES);
        List<String> codes = words(field, text);
        boolean whole =
                codes.size() == 1 && codes.get(0).length() == text.strip().length();
        return whole ? new TermQuery(new Term(field, codes.get(0))) : null;
    }

    private List<String> languagesOf(String text) {
        Set<UnicodeScript> scripts = Scripts.of(text);
        return scripts.isEmpty()
                ? List.of()
                : languages.stream()
                        .filter(tag -> Scripts.ofLanguage(tag).containsAll(scripts))
                        .toList();
    }

    private List<String> words(String field, String text) {
        List<String> words = new ArrayList<>();
        try (TokenStream stream = analyses.tokenStream(field, text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return words;
    }

    private static void add(List<Query> alternatives, float weight, @Nullable Query query) {
        if (query != null) {
            alternatives.add(weight == 1f ? query : new BoostQuery(query, weight));
        }
    }
}
