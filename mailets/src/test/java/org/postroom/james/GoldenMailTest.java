// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mails beside what is to be read of them. Reporting a mail that is read wrongly means adding two files to
 * {@code src/test/resources/mail}: {@code <case>.eml} and {@code <case>.expected.txt}.
 */
class GoldenMailTest {

    /** All mails of the folder. */
    static Stream<Path> mails() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(GoldenMailTest.class.getResource("/mail"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.filter(file -> file.toString().endsWith(".eml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("mails")
    void mailShouldBeReadAsExpected(Path mail) throws IOException {
        Path expected = mail.resolveSibling(mail.getFileName().toString().replace(".eml", ".expected.txt"));
        assertThat(MailPrinter.print(new Mime4jMailParser().parse(Files.readAllBytes(mail))))
                .isEqualTo(Files.readString(expected, StandardCharsets.UTF_8));
    }
}
