// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each directory below {@code config/bad} is a configuration with the errors that it must give, all of them at once. */
class BadConfigurationTest {

    private static final Path CASES = Path.of("src/test/resources/config/bad");

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
    void badConfigurationShouldGiveExactlyItsErrors(String name, @TempDir Path dir) throws IOException {
        Path conf = dir.resolve("conf");
        FileUtils.copyDirectory(
                SampleConf.directory().resolve("templates").toFile(),
                conf.resolve("templates").toFile());
        FileUtils.copyDirectory(CASES.resolve(name).toFile(), conf.toFile());

        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> Configuration.read(conf));

        assertThat(thrown).as("errors of " + name).isNotNull();
        String errors =
                thrown.errors().stream().map(ConfigurationError::toString).collect(Collectors.joining("\n"));
        assertThat(errors)
                .isEqualTo(Files.readString(CASES.resolve(name).resolve("expected.txt"))
                        .strip());
    }
}
