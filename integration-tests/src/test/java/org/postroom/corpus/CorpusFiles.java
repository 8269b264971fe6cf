// SPDX-License-Identifier: Apache-2.0
package org.postroom.corpus;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The mail sets that lie beside the project, where they do. */
final class CorpusFiles {

    private static final int LARGEST = 20 * 1024 * 1024;

    private CorpusFiles() {}

    static Optional<Path> find() {
        return Stream.iterate(Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
                .map(above -> above.resolve("shared").resolve("corpus"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** Name and content of every file of every archive. */
    static Map<String, byte[]> read(Path corpus) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String folder : List.of("mail", "bulk")) {
            try (Stream<Path> archives = Files.list(corpus.resolve(folder))) {
                for (Path archive : archives.filter(path -> path.toString().endsWith(".tar.gz"))
                        .sorted()
                        .toList()) {
                    read(archive, files);
                }
            }
        }
        return files;
    }

    /** Name and content of every file of one archive of mails, such as {@code talon}. */
    static Map<String, byte[]> readSet(Path corpus, String name) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        read(corpus.resolve("mail").resolve(name + ".tar.gz"), files);
        return files;
    }

    /** Whether a file is one mail, and no expectation, document or mailbox of many. */
    static boolean isMail(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        String set = name.substring(0, name.indexOf('/'));
        return switch (set) {
            case "spamassassin-shared", "sisimai-shared" -> name.endsWith(".eml");
            case "rt", "flufl-bounce", "mailman" -> !name.matches(".*(source\\.md|\\.jsonl|readme.*)");
            case "mime4j" -> name.endsWith(".msg");
            case "python-email" -> name.matches(".*/msg_\\d+\\.txt");
            case "notmuch" -> !name.matches(".*(source\\.md|\\.jsonl|readme.*|license.*)");
            case "talon", "mimekit" -> name.endsWith(".eml");
            default -> false;
        };
    }

    private static void read(Path archive, Map<String, byte[]> files) throws IOException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)));
                TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && entry.getSize() < LARGEST) {
                    files.put(entry.getName(), tar.readAllBytes());
                }
            }
        }
    }
}
