// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The snippet of every manual is in one processor of a server that starts: James makes and initialises each of them. */
class SnippetsIntegrationTest {

    private static final Pattern SNIPPET = Pattern.compile("<pre>\\{@code\\n(.*?)\\}</pre>", Pattern.DOTALL);
    private static final Path SOURCES = Path.of("..", "mailets", "src", "main", "java", "org", "postroom");

    @Test
    void everySnippetShouldBeInitialisedByJames() throws Exception {
        StringBuilder snippets = new StringBuilder();
        int count = 0;
        for (String directory : List.of("mailet", "matcher")) {
            for (Path source : sources(directory)) {
                Matcher matcher = SNIPPET.matcher(Files.readString(source));
                while (matcher.find()) {
                    String snippet = matcher.group(1).replaceAll("(?m)^ \\* ?", "");
                    String end = snippet.contains("KeepFailedMail") ? "" : "<mailet match=\"All\" class=\"Null\"/>";
                    snippets.append(
                            "<processor state=\"pasted-" + count + "-error\">" + snippet + end + "</processor>");
                    count++;
                }
            }
        }
        snippets.append("</processors>");
        assertThat(count).isGreaterThanOrEqualTo(21);

        try (RunningHelpDesk desk =
                RunningHelpDesk.startWith(conf -> conf.replace("</processors>", snippets.toString()))) {
            desk.deliver(
                    "snippets@story.test",
                    "support@acme.test",
                    Letters.plain("snippets", "snippets@story.test", "x", "y", ""));
            desk.ticketOf("snippets@story.test", 1);
        }
    }

    private static List<Path> sources(String directory) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
