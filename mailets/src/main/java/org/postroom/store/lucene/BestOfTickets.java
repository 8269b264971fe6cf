// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/**
 * Collects the best message of each of the best tickets; newer ones count up to a tenth more, and come first among equals.
 * Keeps no more tickets than are asked for: one that was pushed out comes back only with a better message.
 */
final class BestOfTickets extends SimpleCollector {

    /**
     * The best message of a ticket.
     *
     * @param ticket the ticket's key
     * @param doc its document
     * @param score how well it fits
     * @param received when it was received, in milliseconds
     */
    record Best(long ticket, int doc, float score, long received) {}

    private static final Comparator<Best> BEST_FIRST = Comparator.comparing(Best::score, Comparator.reverseOrder())
            .thenComparing(Best::received, Comparator.reverseOrder())
            .thenComparing(Best::doc, Comparator.reverseOrder());
    private static final float NEWEST_ADDS = 0.1f;
    private static final double HALF_AGE_MILLIS = 90.0 * 24 * 3600 * 1000;

    private final int limit;
    private final long now;
    private final TreeSet<Best> best = new TreeSet<>(BEST_FIRST);
    private final Map<Long, Best> ofTicket = new HashMap<>();
    private NumericDocValues tickets = DocValues.emptyNumeric();
    private NumericDocValues received = DocValues.emptyNumeric();
    private Scorable scorer = NOTHING;
    private int base;

    private static final Scorable NOTHING = new Scorable() {
        @Override
        public float score() {
            return 0;
        }

        @Override
        public int docID() {
            return -1;
        }
    };

    BestOfTickets(int limit, Instant now) {
        this.limit = limit;
        this.now = now.toEpochMilli();
    }

    List<Best> bestFirst() {
        return new ArrayList<>(best);
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        base = context.docBase;
        tickets = DocValues.getNumeric(context.reader(), Documents.TICKET_KEY);
        received = DocValues.getNumeric(context.reader(), Documents.RECEIVED);
    }

    @Override
    public void setScorer(Scorable newScorer) {
        scorer = newScorer;
    }

    @Override
    public void collect(int doc) throws IOException {
        if (!tickets.advanceExact(doc) || !received.advanceExact(doc)) {
            return;
        }
        long at = received.longValue();
        double age = Math.max(0, now - at);
        float newness = (float) (HALF_AGE_MILLIS / (HALF_AGE_MILLIS + age));
        offer(new Best(tickets.longValue(), base + doc, scorer.score() * (1 + NEWEST_ADDS * newness), at));
    }

    private void offer(Best candidate) {
        Best known = ofTicket.get(candidate.ticket());
        Best toBeat = known != null ? known : best.size() < limit ? null : best.last();
        if (toBeat != null) {
            if (BEST_FIRST.compare(candidate, toBeat) >= 0) {
                return;
            }
            best.remove(toBeat);
            ofTicket.remove(toBeat.ticket());
        }
        best.add(candidate);
        ofTicket.put(candidate.ticket(), candidate);
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE;
    }
}
