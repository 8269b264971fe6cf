// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.stream.LongStream;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.postroom.search.SearchQuery;
import org.postroom.search.SearchQuery.Field;
import org.postroom.search.SearchQuery.Form;
import org.postroom.search.SearchQuery.Place;
import org.postroom.ticket.TicketNumber;

/** Turns conditions on tickets and messages into queries, on one state of the index. */
final class Conditions {

    private static final float FIRST_OF_ALL = 1000f;

    private final IndexSearcher searcher;
    private final WordQueries words;

    Conditions(IndexSearcher searcher, WordQueries words) {
        this.searcher = searcher;
        this.words = words;
    }

    Query of(SearchQuery query) {
        if (query instanceof SearchQuery.Has has) {
            return has(has);
        }
        if (query instanceof SearchQuery.Received received) {
            return received(received);
        }
        if (query instanceof SearchQuery.Numbered numbered) {
            return numbered(numbered.number());
        }
        if (query instanceof SearchQuery.HasAttachment) {
            return constant(new TermQuery(new Term(Documents.ATTACHED, "attachment")));
        }
        if (query instanceof SearchQuery.Mentions mentions) {
            return new BooleanQuery.Builder()
                    .add(numbered(mentions.number()), Occur.SHOULD)
                    .add(words.of(new SearchQuery.Says(Place.ANYWHERE, Form.WORD, mentions.text())), Occur.SHOULD)
                    .build();
        }
        throw new IllegalArgumentException("no condition: " + query);
    }

    /** The messages of the ticket of a number, before all others. */
    static Query numbered(TicketNumber number) {
        return new BoostQuery(
                new ConstantScoreQuery(new TermQuery(new Term(Documents.NUMBER, number.toString()))), FIRST_OF_ALL);
    }

    private Query has(SearchQuery.Has has) {
        return switch (has.field()) {
            case LANGUAGE -> constant(new TermQuery(new Term(Documents.LANGUAGE, has.value())));
            case KIND -> constant(new TermQuery(new Term(Documents.KIND, has.value())));
            case STATUS, DESK, CATEGORY, PRIORITY, TAG, AGENT ->
                constant(ofTickets(new TermQuery(new Term(fieldOf(has.field()), has.value()))));
        };
    }

    private static String fieldOf(Field field) {
        return switch (field) {
            case STATUS -> Documents.STATUS;
            case DESK -> Documents.OF_TICKET_DESK;
            case CATEGORY -> Documents.CATEGORY;
            case PRIORITY -> Documents.PRIORITY;
            case TAG -> Documents.TAG;
            case AGENT -> Documents.AGENT;
            case LANGUAGE -> Documents.LANGUAGE;
            case KIND -> Documents.KIND;
        };
    }

    private static Query received(SearchQuery.Received received) {
        long from = received.from().equals(Instant.MIN)
                ? Long.MIN_VALUE
                : received.from().toEpochMilli();
        long until = received.until().equals(Instant.MAX)
                ? Long.MAX_VALUE
                : received.until().toEpochMilli() - 1;
        return constant(LongPoint.newRangeQuery(Documents.RECEIVED + "Point", from, until));
    }

    private static Query constant(Query query) {
        return new ConstantScoreQuery(query);
    }

    /** The messages of those tickets whose documents match. */
    private Query ofTickets(Query tickets) {
        LongStream.Builder keys = LongStream.builder();
        try {
            searcher.search(tickets, new Keys(keys));
        } catch (IOException e) {
            throw new UncheckedIOException("the ticket index cannot be read", e);
        }
        return NumericDocValuesField.newSlowSetQuery(
                Documents.TICKET_KEY, keys.build().toArray());
    }

    /** Collects the keys of tickets. */
    private static final class Keys extends SimpleCollector {
        private final LongStream.Builder keys;
        private NumericDocValues values = DocValues.emptyNumeric();

        Keys(LongStream.Builder keys) {
            this.keys = keys;
        }

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            values = DocValues.getNumeric(context.reader(), Documents.OF_TICKET_KEY);
        }

        @Override
        public void collect(int doc) throws IOException {
            if (values.advanceExact(doc)) {
                keys.add(values.longValue());
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
