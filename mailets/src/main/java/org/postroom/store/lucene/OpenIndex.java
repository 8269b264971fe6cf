// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.postroom.ticket.StorageException;

/**
 * The files of the index, open for reading and writing by this process alone. A lock file that a killed process left
 * behind does not matter: the lock is the operating system's.
 *
 * @param directory the files
 * @param writer writes them
 * @param searchers what has been written, in its state of the last refresh
 */
record OpenIndex(Directory directory, IndexWriter writer, SearcherManager searchers) implements Closeable {

    /** Changes whenever documents are made differently, so that an index of another version is made anew. */
    private static final String FORMAT = "1";

    private static final String FORMAT_KEY = "postroom.format";
    private static final long CHECKED_WHOLE_BELOW_BYTES = 256L << 20;

    /**
     * Opens the index, or makes an empty one.
     *
     * @throws CorruptIndexException and its like when what is there cannot be read, see {@link #isDamage}
     */
    static OpenIndex open(Path path, Analyzer analyzer) throws IOException {
        Files.createDirectories(path);
        Directory directory = FSDirectory.open(path);
        IndexWriter writer = null;
        try {
            boolean exists = DirectoryReader.indexExists(directory);
            if (exists) {
                check(directory);
            } else if (hasSegments(directory)) {
                throw new IndexNotFoundException("segments without a list of them in " + path);
            }
            writer = new IndexWriter(directory, configuration(analyzer));
            writer.setLiveCommitData(Map.of(FORMAT_KEY, FORMAT).entrySet());
            if (!exists) {
                writer.commit();
            }
            return new OpenIndex(directory, writer, new SearcherManager(writer, new WithoutCache()));
        } catch (LockObtainFailedException e) {
            directory.close();
            throw new StorageException("the ticket index in " + path + " is in use by another process", e);
        } catch (IOException | RuntimeException e) {
            abandon(directory, writer, e);
            throw e;
        }
    }

    private static void abandon(Directory directory, @Nullable IndexWriter writer, Exception reason) {
        try (directory) {
            if (writer != null) {
                writer.rollback();
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static boolean hasSegments(Directory directory) throws IOException {
        for (String file : directory.listAll()) {
            if (file.startsWith("_")) {
                return true;
            }
        }
        return false;
    }

    private static void check(Directory directory) throws IOException {
        String format = SegmentInfos.readLatestCommit(directory).getUserData().get(FORMAT_KEY);
        if (!FORMAT.equals(format)) {
            throw new CorruptIndexException("made by another version of Postroom", "format " + format);
        }
        long bytes = 0;
        for (String file : directory.listAll()) {
            bytes += directory.fileLength(file);
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                if (bytes < CHECKED_WHOLE_BELOW_BYTES) {
                    leaf.reader().checkIntegrity();
                }
            }
        }
    }

    private static IndexWriterConfig configuration(Analyzer analyzer) {
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setForceMergeDeletesPctAllowed(0);
        return new IndexWriterConfig(analyzer)
                .setCodec(new Lucene912Codec(Lucene912Codec.Mode.BEST_COMPRESSION))
                .setMergePolicy(merges)
                .setCommitOnClose(true);
    }

    /** Whether an exception while opening says that the files are damaged, and not that the disk fails for now. */
    static boolean isDamage(IOException e) {
        return e instanceof CorruptIndexException
                || e instanceof IndexFormatTooOldException
                || e instanceof IndexFormatTooNewException
                || e instanceof IndexNotFoundException
                || e instanceof NoSuchFileException
                || e instanceof FileNotFoundException
                || e instanceof EOFException;
    }

    @Override
    public void close() throws IOException {
        try (directory;
                writer) {
            searchers.close();
        }
    }

    /** No cache of queries: it would hold up to 32 MB for what is fast without it. */
    private static final class WithoutCache extends SearcherFactory {
        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            return searcher;
        }
    }
}
