// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Matches;
import org.apache.lucene.search.MatchesIterator;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.postroom.desk.Language;

/** Shows the piece of a message where the words of a query stand. */
final class Snippets {

    private static final List<String> SOURCES = List.of(
            FieldWeight.TEXT,
            FieldWeight.SUBJECT,
            FieldWeight.QUOTED,
            FieldWeight.ATTACHMENT,
            FieldWeight.FROM,
            FieldWeight.TO);

    private final Analyses analyses;
    private final Optional<Query> words;
    private final Set<String> fields = new HashSet<>();

    /**
     * Prepares for one search.
     *
     * @param words what was looked for, any of it; empty when the search was for no words
     */
    Snippets(Analyses analyses, Optional<Query> words) {
        this.analyses = analyses;
        this.words = words;
        words.ifPresent(query -> query.visit(new QueryVisitor() {
            @Override
            public boolean acceptField(String field) {
                fields.add(field);
                return true;
            }
        }));
    }

    /** One line of plain text, at most about 200 characters. */
    String of(Document document) throws IOException {
        if (words.isPresent()) {
            for (String source : SOURCES) {
                String text = stored(document, source);
                List<Span> spans = text.isEmpty() ? List.of() : spans(source, text, languageOf(document));
                if (!spans.isEmpty()) {
                    return Fragment.around(text, spans);
                }
            }
        }
        String text = stored(document, FieldWeight.TEXT);
        return Fragment.around(text.isBlank() ? stored(document, FieldWeight.SUBJECT) : text, List.of());
    }

    private static String stored(Document document, String source) {
        String text = document.get(Documents.STORED_PREFIX + source);
        return text == null ? "" : text;
    }

    private static Language languageOf(Document document) {
        String tag = document.get(Documents.STORED_LANGUAGE);
        return tag == null ? Language.UNKNOWN : new Language(tag);
    }

    private List<Span> spans(String source, String text, Language language) throws IOException {
        MemoryIndex index = new MemoryIndex(true);
        boolean something = false;
        List<String> hows = new ArrayList<>(List.of(Analyses.EXACT, Analyses.CODES));
        hows.addAll(analyses.languagesOf(text, language));
        for (String how : hows) {
            String field = source + "." + how;
            if (fields.contains(field)) {
                index.addField(field, text, analyses);
                something = true;
            }
        }
        return something ? spans(index) : List.of();
    }

    private List<Span> spans(MemoryIndex index) throws IOException {
        IndexSearcher searcher = index.createSearcher();
        Query query = searcher.rewrite(words.orElseThrow());
        Weight weight = searcher.createWeight(query, ScoreMode.COMPLETE_NO_SCORES, 1);
        LeafReaderContext leaf = searcher.getIndexReader().leaves().get(0);
        Matches matches = weight.matches(leaf, 0);
        List<Span> spans = new ArrayList<>();
        if (matches != null) {
            for (String field : matches) {
                MatchesIterator found = matches.getMatches(field);
                while (found != null && found.next()) {
                    if (found.startOffset() >= 0 && found.endOffset() > found.startOffset()) {
                        spans.add(new Span(found.startOffset(), found.endOffset()));
                    }
                }
            }
        }
        return merged(spans);
    }

    private static List<Span> merged(List<Span> spans) {
        List<Span> merged = new ArrayList<>();
        spans.sort(Comparator.comparingInt(Span::start).thenComparingInt(Span::end));
        for (Span span : spans) {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && span.start() <= last.end()) {
                merged.set(merged.size() - 1, new Span(last.start(), Math.max(last.end(), span.end())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    /**
     * Where something was found in a text.
     *
     * @param start where it begins
     * @param end where it has ended
     */
    record Span(int start, int end) {}
}
