// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.postroom.desk.DeskId;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Viewer;

/**
 * The messages that a viewer may see (design rule 9), at one desk or at all. Desk and audience of each message are asked
 * of the viewer, so that there is one place that decides.
 */
final class VisibleTo extends Query {

    private static final Audience[] AUDIENCES = Audience.values();

    private final Viewer viewer;
    private final Optional<DeskId> only;

    VisibleTo(Viewer viewer, Optional<DeskId> only) {
        this.viewer = viewer;
        this.only = only;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public Scorer scorer(LeafReaderContext context) throws IOException {
                BinaryDocValues desks = DocValues.getBinary(context.reader(), Documents.DESK);
                NumericDocValues audiences = DocValues.getNumeric(context.reader(), Documents.AUDIENCE);
                TwoPhaseIterator visible = visible(desks, audiences);
                return new ConstantScoreScorer(this, score(), mode, visible);
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return false;
            }
        };
    }

    private TwoPhaseIterator visible(BinaryDocValues desks, NumericDocValues audiences) {
        Map<BytesRef, boolean[]> known = new HashMap<>();
        return new TwoPhaseIterator(desks) {
            @Override
            public boolean matches() throws IOException {
                if (!audiences.advanceExact(approximation().docID())) {
                    return false;
                }
                BytesRef desk = desks.binaryValue();
                boolean[] seen = known.get(desk);
                if (seen == null) {
                    seen = seenAt(new DeskId(desk.utf8ToString()));
                    known.put(BytesRef.deepCopyOf(desk), seen);
                }
                return seen[(int) audiences.longValue()];
            }

            @Override
            public float matchCost() {
                return 10;
            }
        };
    }

    private boolean[] seenAt(DeskId desk) {
        boolean[] seen = new boolean[AUDIENCES.length];
        boolean asked = only.isEmpty() || only.get().equals(desk);
        boolean works = viewer.desks().map(desks -> desks.contains(desk)).orElse(true);
        for (Audience audience : AUDIENCES) {
            seen[audience.ordinal()] = asked && works && viewer.sees(desk, audience);
        }
        return seen;
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "visible";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VisibleTo that && viewer.equals(that.viewer) && only.equals(that.only);
    }

    @Override
    public int hashCode() {
        return 31 * viewer.hashCode() + only.hashCode();
    }
}
