// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MailetContainerCheckTest {

    private static final Path CASES = Path.of("src/test/resources/config/bad-mailetcontainer");

    /** The names that the test's files use; the server's own resolver looks at its class path. */
    private static final ServerClasses CLASSES = new ServerClasses() {

        private static final Set<String> OUR_MAILETS = Set.of(
                "ClassifyMail",
                "Classify",
                "RecordDeliveryFailure",
                "AssignTicket",
                "SendAcknowledgement",
                "RouteToAgent",
                "IndexMessage",
                "ApplyCommands",
                "AskPastDesk",
                "RelayReply",
                "FileNote",
                "KeepFailedMail",
                "SendToLeads",
                "SignMail");
        private static final Set<String> OUR_MATCHERS = Set.of(
                "IsAgentMailForTicket",
                "IsAgentMailPastDesk",
                "RecipientIsDesk",
                "RecipientIsPostmaster",
                "IsAutomatic",
                "IsDeliveryFailure",
                "IsNewTicket",
                "Says",
                "CategoryIs");
        private static final Set<String> JAMES_MAILETS = Set.of(
                "ToProcessor",
                "ToRepository",
                "Null",
                "LocalDelivery",
                "RemoteDelivery",
                "RemoveMimeHeader",
                "RecipientRewriteTable",
                "DSNBounce");
        private static final Set<String> JAMES_MATCHERS =
                Set.of("All", "RecipientIsLocal", "HostIsLocal", "SMTPAuthSuccessful", "HasMailAttribute", "And");

        @Override
        public Optional<String> mailet(String name) {
            return find(name, "org.postroom.mailet.", OUR_MAILETS)
                    .or(() -> find(name, "org.apache.james.transport.mailets.", JAMES_MAILETS));
        }

        @Override
        public Optional<String> matcher(String name) {
            return find(name, "org.postroom.matcher.", OUR_MATCHERS)
                    .or(() -> find(name, "org.apache.james.transport.matchers.", JAMES_MATCHERS));
        }

        private static Optional<String> find(String name, String start, Set<String> names) {
            return names.contains(name) ? Optional.of(start + name) : Optional.empty();
        }
    };

    @Test
    void sampleShouldHaveNoErrors() {
        assertThat(MailetContainerCheck.check(SampleConf.directory(), CLASSES)).isEmpty();
    }

    @Test
    void missingFileShouldBeNamed(@TempDir Path dir) {
        assertThat(MailetContainerCheck.check(dir.resolve("conf"), CLASSES))
                .extracting(ConfigurationError::toString)
                .containsExactly(
                        "conf/mailetcontainer.xml: there is no such file; the sample that comes with Postroom is"
                                + " a good start");
    }

    static List<String> cases() throws IOException {
        try (Stream<Path> directories = Files.list(CASES)) {
            return directories
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void badFileShouldGiveExactlyItsErrors(String name, @TempDir Path dir) throws IOException {
        Path conf = dir.resolve("conf");
        FileUtils.copyDirectory(CASES.resolve(name).toFile(), conf.toFile());

        String errors = MailetContainerCheck.check(conf, CLASSES).stream()
                .map(ConfigurationError::toString)
                .collect(Collectors.joining("\n"));

        assertThat(errors)
                .isEqualTo(Files.readString(CASES.resolve(name).resolve("expected.txt"))
                        .strip());
    }
}
