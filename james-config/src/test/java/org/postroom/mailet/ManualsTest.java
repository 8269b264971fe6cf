// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postroom.config.ConfigurationException;
import org.postroom.wiring.HelpDeskServer;

/** The class Javadoc of a mailet or matcher is the admin's manual: its snippets are pasted into the sample and checked. */
class ManualsTest {

    private static final Path SOURCES = Path.of("..", "mailets", "src", "main", "java", "org", "postroom");
    private static final Pattern SNIPPET = Pattern.compile("<pre>\\{@code\\n(.*?)\\}</pre>", Pattern.DOTALL);
    private static final Pattern DOCUMENTED = Pattern.compile("<li>\\{@code ([A-Za-z]+)\\}");

    @TempDir
    private Path dir;

    static Stream<Path> manuals() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String each : List.of("mailet", "matcher")) {
            try (Stream<Path> tree = Files.list(SOURCES.resolve(each))) {
                tree.filter(file -> !file.getFileName()
                                .toString()
                                .matches(
                                        "package-info.java|Postroom.*|Conditions.java|AgentMails.java|AgentSteps.java"))
                        .forEach(files::add);
            }
        }
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("manuals")
    void snippetShouldBeAcceptedWhenPasted(Path source) throws Exception {
        Matcher matcher = SNIPPET.matcher(Files.readString(source));
        assertThat(matcher.find()).as("a snippet in " + source.getFileName()).isTrue();
        String snippet = matcher.group(1).replaceAll("(?m)^ \\* ?", "");
        Path conf = copyOfSample();
        Path file = conf.resolve("mailetcontainer.xml");
        String end = snippet.contains("KeepFailedMail") ? "" : "<mailet match=\"All\" class=\"Null\"/>";
        String pasted = "<processor state=\"pasted-error\">" + snippet + end + "</processor>";
        Files.writeString(
                file,
                Files.readString(file).replace("</processors>", pasted + "</processors>"),
                StandardCharsets.UTF_8);
        HelpDeskServer.check(conf);
    }

    @Test
    void documentedParametersShouldBeTheAcceptedOnes() throws Exception {
        assertThat(documented("Classify")).isEqualTo(new TreeSet<>(new Classify().acceptedParameters()));
        assertThat(documented("RouteToAgent")).isEqualTo(Set.of("strategy", "team", "agent"));
        assertThat(documented("KeepFailedMail")).isEqualTo(Set.of("repositoryPath"));
    }

    @Test
    void mistypedAttributeShouldBeRefusedWithItsPlace() throws Exception {
        Path conf = copyOfSample();
        Path file = conf.resolve("mailetcontainer.xml");
        Files.writeString(
                file, Files.readString(file).replaceFirst("match=\"RecipientIsDesk\"", "matcher=\"RecipientIsDesk\""));
        assertThatThrownBy(() -> HelpDeskServer.check(conf))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.errors().toString())
                                .contains("mailetcontainer.xml")
                                .contains("matcher"));
    }

    private Set<String> documented(String mailet) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher matcher =
                DOCUMENTED.matcher(Files.readString(SOURCES.resolve("mailet").resolve(mailet + ".java")));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private Path copyOfSample() throws IOException {
        Path sample = Path.of("..", "conf").toAbsolutePath().normalize();
        Path conf = dir.resolve("conf");
        FileUtils.copyDirectory(sample.toFile(), conf.toFile());
        return conf;
    }
}
