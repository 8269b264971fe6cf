// SPDX-License-Identifier: Apache-2.0
package org.postroom.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.postroom.cli.Postroom;

/** What {@code ./postroom inspect --json} says of mails, which are written into files for it. */
final class Inspected {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path directory;

    /** Works in an empty directory, with the sample configuration. */
    Inspected(Path directory) throws IOException {
        this.directory = directory;
        FileUtils.copyDirectory(
                Path.of("../conf").toFile(), directory.resolve("home/conf").toFile());
    }

    /** The files of a set; the test is passed over where there is no corpus. */
    static Map<String, byte[]> set(String name) throws IOException {
        Optional<Path> corpus = CorpusFiles.find();
        assumeTrue(corpus.isPresent(), "no mail sets in ../shared/corpus; nothing was measured");
        return CorpusFiles.readSet(corpus.orElseThrow(), name);
    }

    /** The rows of a set's expectations. */
    static List<JsonNode> rows(byte[] jsonLines) {
        return new String(jsonLines, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(Inspected::json)
                .toList();
    }

    /** What is seen in each mail, by its name. */
    Map<String, JsonNode> look(Map<String, byte[]> mails) throws IOException {
        List<String> files = new ArrayList<>();
        for (byte[] mail : mails.values()) {
            Path file = directory.resolve("mail" + files.size() + ".eml");
            Files.write(file, mail);
            files.add(file.toString());
        }
        List<JsonNode> seen = run(files);
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        int at = 0;
        for (String name : mails.keySet()) {
            byName.put(name, seen.get(at++));
        }
        return byName;
    }

    /** What is seen in the mails of a mailbox. */
    List<JsonNode> lookInto(String name, byte[] mailbox) throws IOException {
        return run(List.of(Files.write(directory.resolve(name), mailbox).toString()));
    }

    private List<JsonNode> run(List<String> files) {
        List<String> arguments = new ArrayList<>(
                List.of("inspect", "--json", "--home", directory.resolve("home").toString()));
        arguments.addAll(files);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status =
                Postroom.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
        assertThat(status).as(err.toString()).isZero();
        return out.toString().lines().map(Inspected::json).toList();
    }

    private static JsonNode json(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
