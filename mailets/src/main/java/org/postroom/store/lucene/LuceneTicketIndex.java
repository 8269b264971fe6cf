// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.postroom.desk.DeskId;
import org.postroom.desk.Language;
import org.postroom.search.BadQueryException;
import org.postroom.search.Hit;
import org.postroom.search.IndexedMessage;
import org.postroom.search.QueryParser;
import org.postroom.search.SearchQuery;
import org.postroom.search.TicketIndex;
import org.postroom.store.lucene.KnownTickets.Known;
import org.postroom.ticket.StorageException;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;
import org.postroom.ticket.Viewer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ticket index on Lucene. A message is in the index when {@link #index} returns, every search sees what was indexed
 * before it began, and {@link #commit} puts it on disk; what was not committed is lost when the process is killed, and its
 * keys were never handed out by {@link #commit}.
 */
public final class LuceneTicketIndex implements TicketIndex, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LuceneTicketIndex.class);
    private static final int MOST_HITS = 1000;

    private final Path path;
    private final Clock clock;
    private final Analyses analyses;
    private final Documents documents;
    private final boolean damaged;
    private volatile OpenIndex index;

    // Three threads: neither a search's refresh nor a message waits for the disk while a commit does.
    private final OwnThread writing = new OwnThread("postroom-index-write");
    private final OwnThread refreshing = new OwnThread("postroom-index-refresh");
    private final OwnThread committing = new OwnThread("postroom-index-commit");

    private final KnownTickets tickets = new KnownTickets();
    private final ConcurrentMap<Long, Long> uncommitted = new ConcurrentHashMap<>();
    private long changes;
    private volatile boolean erased;

    private LuceneTicketIndex(Path path, Analyses analyses, CutTexts texts, Clock clock) {
        this.path = path;
        this.clock = clock;
        this.analyses = analyses;
        this.documents = new Documents(analyses, texts);
        try {
            Optional<OpenIndex> undamaged = writing.call(this::openUndamaged);
            this.damaged = undamaged.isEmpty();
            this.index = undamaged.orElseGet(() -> writing.call(this::openInstead));
        } catch (StorageException e) {
            stop();
            throw e;
        }
    }

    /**
     * Opens the index, or makes an empty one. What is there and cannot be read, or was made by another version, is moved
     * aside.
     *
     * @param path the directory; made when it is missing
     * @param languages the languages that the desks' customers write in, for texts whose language is not known
     * @param texts those that were cut a moment ago
     * @param clock tells new messages from old ones
     * @return the index
     * @throws StorageException when another process has it open, or the disk cannot be read or written
     */
    public static LuceneTicketIndex open(Path path, Collection<Language> languages, CutTexts texts, Clock clock) {
        IndexSearcher.setMaxClauseCount(QueryParser.MOST_TERMS * 256);
        return new LuceneTicketIndex(path, new Analyses(languages), texts, clock);
    }

    /**
     * Whether the index that was there could not be used, so that everything must be indexed again.
     *
     * @return true when it was moved aside and this one was made empty
     */
    public boolean wasDamaged() {
        return damaged;
    }

    private Optional<OpenIndex> openUndamaged() throws IOException {
        try {
            return Optional.of(OpenIndex.open(path, analyses));
        } catch (IOException e) {
            if (!OpenIndex.isDamage(e)) {
                throw e;
            }
            LOG.warn("The ticket index in {} cannot be used, a new one is made: {}", path, e.getMessage());
            return Optional.empty();
        }
    }

    private OpenIndex openInstead() throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ".damaged-" + clock.millis());
        Files.move(path, aside);
        LOG.warn("The old ticket index lies in {} and may be deleted.", aside);
        return OpenIndex.open(path, analyses);
    }

    @Override
    public void index(IndexedMessage message) {
        write(writer -> {
            DeskId desk = put(writer, message.ticket());
            long key = message.message().id();
            writer.updateDocument(Documents.messageTerm(key), documents.of(message, desk));
            uncommitted.put(key, ++changes);
        });
    }

    @Override
    public void update(Ticket ticket) {
        write(writer -> put(writer, ticket));
    }

    /** Writes the ticket's document, unless a newer one is there; returns the desk that it is at. */
    private DeskId put(IndexWriter writer, Ticket ticket) throws IOException {
        Optional<Known> known = tickets.of(ticket.id(), index);
        if (known.isPresent() && known.get().version() > ticket.version()) {
            return known.get().desk();
        }
        writer.updateDocument(Documents.ticketTerm(ticket.id()), Documents.of(ticket));
        if (known.isPresent() && !known.get().desk().equals(ticket.desk())) {
            Term messages = Documents.messagesOfTicketTerm(ticket.id());
            writer.updateDocValues(messages, Documents.deskValue(ticket.desk()));
        }
        tickets.remember(ticket);
        return ticket.desk();
    }

    @Override
    public List<Hit> search(String query, Optional<DeskId> desk, Viewer viewer, int limit) throws BadQueryException {
        SearchQuery tree = QueryParser.parse(query);
        if (limit < 1) {
            return List.of();
        }
        return read(searcher -> new Search(searcher, analyses, clock.instant())
                .hits(tree, new VisibleTo(viewer, desk), Math.min(limit, MOST_HITS)));
    }

    @Override
    public List<TicketNumber> numbers(SearchQuery query, Viewer viewer, int limit) {
        return read(searcher -> new Search(searcher, analyses, clock.instant())
                .numbers(query, new VisibleTo(viewer, Optional.empty()), Math.min(limit, MOST_HITS)));
    }

    @Override
    public List<Long> commit() {
        return committing.call(() -> {
            Map<Long, Long> now = Map.copyOf(uncommitted);
            IndexWriter writer = index.writer();
            if (erased) {
                writer.forceMergeDeletes();
                erased = false;
            }
            writer.commit();
            now.forEach(uncommitted::remove);
            return new ArrayList<>(now.keySet());
        });
    }

    @Override
    public void clear() {
        write(writer -> {
            writer.deleteAll();
            tickets.forget();
            uncommitted.clear();
        });
    }

    /** What is removed is out of the files after the next commit: segments that held it are written anew. */
    @Override
    public void remove(List<Long> messages) {
        write(writer -> {
            Term[] terms = messages.stream().map(Documents::messageTerm).toArray(Term[]::new);
            writer.deleteDocuments(terms);
            messages.forEach(uncommitted::remove);
            erased = true;
        });
    }

    @Override
    public long size() {
        return read(searcher -> searcher.count(new TermQuery(new Term(Documents.TYPE, Documents.TYPE_MESSAGE))));
    }

    /** Commits and lets go of the files. */
    @Override
    public void close() {
        try {
            writing.call(() -> {
                index.close();
                return true;
            });
        } finally {
            stop();
        }
    }

    private void stop() {
        writing.close();
        refreshing.close();
        committing.close();
    }

    /** A change of the index. */
    private interface Change {
        void make(IndexWriter writer) throws IOException;
    }

    /** A look into the index. */
    private interface Look<T> {
        T at(IndexSearcher searcher) throws IOException;
    }

    private void write(Change change) {
        writing.call(() -> {
            IndexWriter writer = index.writer();
            try {
                change.make(writer);
            } catch (AlreadyClosedException e) {
                reopen(writer, e);
            }
            return true;
        });
    }

    /** A writer closes itself when the disk fails; the next message finds a new one, on what was committed. */
    private void reopen(IndexWriter failed, AlreadyClosedException reason) throws IOException {
        Throwable tragic = failed.getTragicException();
        LOG.warn("The ticket index had to be closed and is opened again", tragic == null ? reason : tragic);
        OpenIndex old = index;
        tickets.forget();
        uncommitted.clear();
        old.close();
        index = OpenIndex.open(path, analyses);
        throw new StorageException("the ticket index had to be opened again", reason);
    }

    private <T> T read(Look<T> look) {
        OpenIndex open = index;
        refreshing.call(() -> {
            open.searchers().maybeRefreshBlocking();
            return true;
        });
        try {
            IndexSearcher searcher = open.searchers().acquire();
            try {
                return look.at(searcher);
            } finally {
                open.searchers().release(searcher);
            }
        } catch (IOException e) {
            throw new StorageException("the ticket index cannot be read", e);
        }
    }
}
