// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.postroom.desk.DeskId;
import org.postroom.ticket.Ticket;

/**
 * Which version of each ticket is in the index, and at which desk. Recent ones are remembered, because a search does not
 * see what was just written; older ones are looked up. Used by the writing thread only.
 */
final class KnownTickets {

    private static final int REMEMBERED = 20_000;

    /**
     * What is in the index of a ticket.
     *
     * @param version the ticket's version
     * @param desk its desk
     */
    record Known(long version, DeskId desk) {}

    private final Map<Long, Known> recent = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    Optional<Known> of(long ticket, OpenIndex index) throws IOException {
        Known known = recent.get(ticket);
        if (known != null) {
            return Optional.of(known);
        }
        IndexSearcher searcher = index.searchers().acquire();
        try {
            TopDocs found = searcher.search(new TermQuery(Documents.ticketTerm(ticket)), 1);
            return found.scoreDocs.length == 0 ? Optional.empty() : Optional.of(read(searcher, found.scoreDocs[0]));
        } finally {
            index.searchers().release(searcher);
        }
    }

    private static Known read(IndexSearcher searcher, ScoreDoc found) throws IOException {
        var leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(found.doc, leaves));
        int doc = found.doc - leaf.docBase;
        NumericDocValues version = DocValues.getNumeric(leaf.reader(), Documents.OF_TICKET_VERSION);
        BinaryDocValues desk = DocValues.getBinary(leaf.reader(), Documents.OF_TICKET_DESK);
        if (!version.advanceExact(doc) || !desk.advanceExact(doc)) {
            throw new IOException("a ticket without version or desk in the index");
        }
        return new Known(version.longValue(), new DeskId(desk.binaryValue().utf8ToString()));
    }

    void remember(Ticket ticket) {
        recent.put(ticket.id(), new Known(ticket.version(), ticket.desk()));
    }

    void forget() {
        recent.clear();
    }
}
