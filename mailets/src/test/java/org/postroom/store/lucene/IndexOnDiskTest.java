// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postroom.store.lucene.SampleMessage.NOW;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroom.search.BadQueryException;
import org.postroom.ticket.Status;
import org.postroom.ticket.StorageException;
import org.postroom.ticket.Viewer;

class IndexOnDiskTest {

    @TempDir
    Path directory;

    private LuceneTicketIndex open(Path path) {
        return LuceneTicketIndex.open(
                path, LuceneTicketIndexTest.LANGUAGES, new CutTexts(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static SampleMessage refund(long id, long ticket) {
        return SampleMessage.of(id, ticket).says("Refund", "my refund " + id, "en");
    }

    @Test
    void whatWasCommittedShouldSurviveAKillAndTheRestBeKnownToBeMissing() throws Exception {
        Path killed = directory.resolve("killed");
        List<Long> committed;
        try (LuceneTicketIndex index = open(directory.resolve("tickets"))) {
            LongStream.range(0, 20).forEach(i -> index.index(refund(i, 100 + i).message()));
            committed = index.commit();
            LongStream.range(20, 40).forEach(i -> index.index(refund(i, 100 + i).message()));
            copy(directory.resolve("tickets"), killed);
        }

        try (LuceneTicketIndex index = open(killed)) {
            assertThat(index.wasDamaged()).isFalse();
            assertThat(committed)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, 20).boxed().toList());
            assertThat(index.size()).isEqualTo(20);
            assertThat(index.search("refund", Optional.empty(), Viewer.ADMIN, 100))
                    .hasSize(20);
            index.index(refund(20, 120).message());
            assertThat(index.commit()).containsExactly(20L);
        }
    }

    @Test
    void closingShouldCommit() {
        try (LuceneTicketIndex index = open(directory.resolve("tickets"))) {
            index.index(refund(1, 11).message());
        }
        try (LuceneTicketIndex index = open(directory.resolve("tickets"))) {
            assertThat(index.size()).isEqualTo(1);
        }
    }

    @Test
    void damagedIndexShouldBeMovedAsideAndReported() throws IOException {
        Path path = directory.resolve("tickets");
        try (LuceneTicketIndex index = open(path)) {
            LongStream.range(0, 50).forEach(i -> index.index(refund(i, 100 + i).message()));
        }
        Path data;
        try (Stream<Path> files = Files.list(path)) {
            data = files.filter(file ->
                            file.toString().endsWith(".cfs") || file.toString().endsWith(".fdt"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(data);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(data, bytes, StandardOpenOption.TRUNCATE_EXISTING);

        try (LuceneTicketIndex index = open(path)) {
            assertThat(index.wasDamaged()).isTrue();
            assertThat(index.size()).isZero();
            index.index(refund(1, 11).message());
            assertThat(index.size()).isEqualTo(1);
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("tickets.damaged-"));
        }
        try (LuceneTicketIndex index = open(path)) {
            assertThat(index.wasDamaged()).isFalse();
        }
    }

    @Test
    void missingAndEmptyFilesShouldBeDamageToo() throws IOException {
        for (String broken : List.of("segments_", "_0.cf")) {
            for (boolean empty : new boolean[] {true, false}) {
                Path path = directory.resolve("tickets" + broken + empty);
                try (LuceneTicketIndex index = open(path)) {
                    index.index(refund(1, 11).message());
                }
                for (Path file : filesOf(path)) {
                    if (file.getFileName().toString().startsWith(broken)) {
                        Files.delete(file);
                        if (empty) {
                            Files.createFile(file);
                        }
                    }
                }
                try (LuceneTicketIndex index = open(path)) {
                    assertThat(index.wasDamaged()).as(path.toString()).isTrue();
                }
            }
        }
    }

    private static List<Path> filesOf(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.toList();
        }
    }

    @Test
    void lockOfAKilledProcessShouldNotMatterAndOneOfALivingOneShould() throws IOException {
        Path path = directory.resolve("tickets");
        Files.createDirectories(path);
        Files.writeString(path.resolve("write.lock"), "", StandardCharsets.UTF_8);
        try (LuceneTicketIndex index = open(path)) {
            index.index(refund(1, 11).message());

            assertThatThrownBy(() -> open(path))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("in use by another process");
            assertThat(index.size()).isEqualTo(1);
        }
    }

    @Test
    void interruptOfACallerShouldNeitherLoseAMessageNorCloseTheIndex() throws BadQueryException {
        try (LuceneTicketIndex index = open(directory.resolve("tickets"))) {
            for (int i = 0; i < 20; i++) {
                Thread.currentThread().interrupt();
                index.index(refund(i, 100 + i).message());
                index.update(refund(i, 100 + i).status(Status.CLOSED, 2).ticket());
                index.search("refund", Optional.empty(), Viewer.ADMIN, 10);
                assertThat(index.commit()).containsExactly((long) i);
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(index.search("refund is:closed", Optional.empty(), Viewer.ADMIN, 100))
                    .hasSize(20);
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void indexingSearchingUpdatingAndCommittingShouldGoOnAtOnce() throws Exception {
        Set<Long> committed = ConcurrentHashMap.newKeySet();
        AtomicBoolean going = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (LuceneTicketIndex index = open(directory.resolve("tickets"))) {
            Future<?> committing = threads.submit(() -> {
                while (going.get()) {
                    committed.addAll(index.commit());
                }
            });
            Future<?> searching = threads.submit(() -> {
                while (going.get()) {
                    index.search("refund -is:closed", Optional.empty(), Viewer.ADMIN, 10);
                }
                return true;
            });
            List<Future<?>> writing = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        for (int i = thread; i < 160; i += 4) {
                            index.index(
                                    refund(i, 1 + i % 50).status(Status.OPEN, i).message());
                            assertThat(index.search("refund " + i, Optional.empty(), Viewer.ADMIN, 10))
                                    .isNotEmpty();
                            index.update(refund(i, 1 + i % 50)
                                    .status(Status.CLOSED, 1000 + i)
                                    .ticket());
                        }
                        return true;
                    }))
                    .toList();
            for (Future<?> writer : writing) {
                writer.get();
            }
            going.set(false);
            committing.get();
            searching.get();
            committed.addAll(index.commit());

            assertThat(committed).hasSize(160);
            assertThat(index.size()).isEqualTo(160);
            assertThat(index.search("refund is:closed", Optional.empty(), Viewer.ADMIN, 100))
                    .hasSize(50);
            assertThat(index.search("refund is:open", Optional.empty(), Viewer.ADMIN, 100))
                    .isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void hostileTextsShouldBeIndexedAndHostileQueriesBeAnswered() throws BadQueryException {
        try (LuceneTicketIndex index = open(directory.resolve("tickets"))) {
            List<String> texts = List.of(
                    "a".repeat(310_000),
                    "1".repeat(40_000),
                    "字".repeat(20_000),
                    "\u0000\ud800 \udc00 \uffff refund",
                    "ー".repeat(10_000),
                    "가".repeat(5_000),
                    "-".repeat(100_000) + "x",
                    "a-".repeat(100_000));
            int id = 0;
            for (String text : texts) {
                for (String language : List.of("zh", "ja", "ko", "unknown")) {
                    index.index(SampleMessage.of(++id, id)
                            .says(text, text, language)
                            .message());
                }
            }
            assertThat(index.size()).isEqualTo(id);
            assertThat(index.search("refund", Optional.empty(), Viewer.ADMIN, 100))
                    .hasSize(4);
            for (String query : List.of(
                    "aa* OR bb* OR cc* OR dd*",
                    "字".repeat(900),
                    "\"" + "字 ".repeat(400) + "\"",
                    "NOT a",
                    "a-".repeat(400) + "b",
                    "(".repeat(10) + "a OR NOT b" + ")".repeat(10),
                    String.join(" OR ", "a b c d e f g h i j k l m n o p q r s t u v w x y z".split(" ", -1)))) {
                assertThat(index.search(query, Optional.empty(), Viewer.ADMIN, 1000))
                        .isNotNull();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
