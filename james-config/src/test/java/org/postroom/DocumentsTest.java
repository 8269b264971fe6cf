// SPDX-License-Identifier: Apache-2.0
package org.postroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postroom.command.Verb;

/** Documents say what is there. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");

    @Test
    void everyClassThatTheFlowNamesShouldExist() throws IOException {
        String flow = Files.readString(ROOT.resolve("docs").resolve("flow.md"));
        Set<String> named = new TreeSet<>();
        Matcher matcher = CLASS_NAME.matcher(flow);
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        named.remove("INBOX");
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(classNames()).containsAll(named);
        assertThat(flow.lines().count()).isLessThanOrEqualTo(80);
    }

    @Test
    void agentsPageShouldHaveEveryWordOfEveryCommand() throws IOException {
        String page = Files.readString(ROOT.resolve("docs").resolve("agents.md"));
        for (Verb verb : Verb.values()) {
            assertThat(verb.words()).allSatisfy(word -> assertThat(page).contains("`#" + word + "`"));
        }
        assertThat(page.lines().filter(line -> line.startsWith("| `#"))).hasSameSizeAs(Verb.values());
    }

    @Test
    void everyPackageShouldSayWhatItIs() throws IOException {
        try (Stream<Path> tree = Stream.concat(
                Files.walk(ROOT.resolve("mailets/src/main/java")),
                Files.walk(ROOT.resolve("james-config/src/main/java")))) {
            Set<Path> packages = tree.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .collect(Collectors.toSet());
            assertThat(packages)
                    .allSatisfy(directory ->
                            assertThat(directory.resolve("package-info.java")).exists());
        }
    }

    private static Set<String> classNames() throws IOException {
        try (Stream<Path> tree = Stream.concat(
                Files.walk(ROOT.resolve("mailets/src/main/java")),
                Files.walk(ROOT.resolve("james-config/src/main/java")))) {
            return tree.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
