// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The mail sets that lie beside the project, where they do: archives of mails whose licences allow tests but no copies. Found
 * by the system property {@code postroom.corpus}, else as {@code shared/corpus} beside a folder above this one.
 */
final class SharedCorpus {

    private static final int BLOCK = 512;

    private final Path folder;

    private SharedCorpus(Path folder) {
        this.folder = folder;
    }

    static Optional<SharedCorpus> find() {
        String given = System.getProperty("postroom.corpus", "");
        if (!given.isEmpty()) {
            return Optional.of(Path.of(given)).filter(Files::isDirectory).map(SharedCorpus::new);
        }
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, above -> above != null, Path::getParent)
                .map(above -> above.resolve("shared/corpus"))
                .filter(Files::isDirectory)
                .findFirst()
                .map(SharedCorpus::new);
    }

    Stream<Path> archives() {
        try (Stream<Path> mail = Files.list(folder.resolve("mail"));
                Stream<Path> bulk = Files.list(folder.resolve("bulk"))) {
            return Stream.concat(mail, bulk)
                    .filter(path -> path.toString().endsWith(".tar.gz"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a tar archive (POSIX ustar, GNU long names), and hands out each file with its name. */
    static void forEachFile(Path archive, BiConsumer<String, byte[]> action) {
        try (InputStream in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
            String longName = "";
            for (byte[] block = in.readNBytes(BLOCK); block.length == BLOCK; block = in.readNBytes(BLOCK)) {
                String name = text(block, 0, 100);
                if (name.isEmpty()) {
                    continue;
                }
                int size = Integer.parseInt(text(block, 124, 12).strip(), 8);
                byte[] content = in.readNBytes(size);
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                char type = (char) block[156];
                String prefix = text(block, 345, 155);
                if (type == 'L') {
                    longName = new String(content, StandardCharsets.UTF_8).replace("\0", "");
                } else if (type == '0' || type == 0) {
                    String plain = prefix.isEmpty() ? name : prefix + "/" + name;
                    action.accept(longName.isEmpty() ? plain : longName, content);
                    longName = "";
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] block, int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return new String(block, offset, end - offset, StandardCharsets.UTF_8);
    }
}
