// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.postroom.search.Hit;
import org.postroom.search.SearchQuery;
import org.postroom.search.SearchQuery.Form;
import org.postroom.search.SearchQuery.Place;
import org.postroom.store.lucene.BestOfTickets.Best;
import org.postroom.ticket.TicketNumber;

/** One search in one state of the index. */
final class Search {

    private final IndexSearcher searcher;
    private final Analyses analyses;
    private final Instant now;
    private final WordQueries words;
    private final TreeQueries trees;

    Search(IndexSearcher searcher, Analyses analyses, Instant now) {
        this.searcher = searcher;
        this.analyses = analyses;
        this.now = now;
        this.words = new WordQueries(analyses, languagesIn(searcher.getIndexReader()), FieldWeight::ofMessage);
        this.trees = new TreeQueries(words, new Conditions(searcher, words)::of);
    }

    /** The languages that some text of the index is in. */
    private static Set<String> languagesIn(IndexReader reader) {
        Set<String> languages = new TreeSet<>();
        for (FieldInfo field : FieldInfos.getMergedFieldInfos(reader)) {
            String how = field.name.substring(field.name.lastIndexOf('.') + 1);
            if (how.length() < field.name.length() && LanguageAnalyzer.supports(how)) {
                languages.add(how);
            }
        }
        return languages;
    }

    List<Hit> hits(SearchQuery tree, Query visible, int limit) throws IOException {
        Snippets snippets = new Snippets(analyses, wantedWords(tree));
        List<Hit> hits = new ArrayList<>();
        for (Best message : best(tree, visible, limit)) {
            hits.add(hit(message, snippets));
        }
        return hits;
    }

    List<TicketNumber> numbers(SearchQuery tree, Query visible, int limit) throws IOException {
        List<TicketNumber> numbers = new ArrayList<>();
        for (Best message : best(tree, visible, limit)) {
            numbers.add(number(searcher.storedFields().document(message.doc(), Set.of(Documents.STORED_NUMBER))));
        }
        return numbers;
    }

    private List<Best> best(SearchQuery tree, Query visible, int limit) throws IOException {
        BestOfTickets best = new BestOfTickets(limit, now);
        searcher.search(
                new BooleanQuery.Builder()
                        .add(scoring(tree), Occur.MUST)
                        .add(new TermQuery(new Term(Documents.TYPE, Documents.TYPE_MESSAGE)), Occur.FILTER)
                        .add(visible, Occur.FILTER)
                        .build(),
                best);
        return best.bestFirst();
    }

    /** Somebody who pastes a whole subject finds the ticket whose number is in it, whatever else the subject says. */
    private Query scoring(SearchQuery tree) {
        Query query = trees.of(tree);
        if (!TreeQueries.isWordsOnly(tree)) {
            return query;
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder().add(query, Occur.SHOULD);
        for (SearchQuery leaf : TreeQueries.wanted(tree)) {
            if (leaf instanceof SearchQuery.Mentions mentions) {
                any.add(Conditions.numbered(mentions.number()), Occur.SHOULD);
            }
        }
        return any.build();
    }

    private Optional<Query> wantedWords(SearchQuery tree) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        boolean some = false;
        for (SearchQuery leaf : TreeQueries.wanted(tree)) {
            if (leaf instanceof SearchQuery.Says says) {
                any.add(words.of(says), Occur.SHOULD);
                some = true;
            } else if (leaf instanceof SearchQuery.Mentions mentions) {
                any.add(words.of(new SearchQuery.Says(Place.ANYWHERE, Form.WORD, mentions.text())), Occur.SHOULD);
                some = true;
            }
        }
        return some ? Optional.of(any.build()) : Optional.empty();
    }

    private Hit hit(Best message, Snippets snippets) throws IOException {
        Document document = searcher.storedFields().document(message.doc());
        return new Hit(
                number(document),
                text(document, Documents.STORED_TICKET_SUBJECT),
                Long.parseLong(text(document, Documents.STORED_MESSAGE)),
                snippets.of(document),
                message.score());
    }

    private static TicketNumber number(Document document) throws IOException {
        return TicketNumber.parse(text(document, Documents.STORED_NUMBER))
                .orElseThrow(() -> new IOException("a message without a ticket number in the index"));
    }

    private static String text(Document document, String field) {
        String value = document.get(field);
        return value == null ? "" : value;
    }
}
