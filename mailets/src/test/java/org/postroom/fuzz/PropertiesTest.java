// SPDX-License-Identifier: Apache-2.0
package org.postroom.fuzz;

import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds the properties against golden mails, against inputs that once broke one ({@code src/test/resources/fuzz}), and against
 * some that were changed at random, the same ones each time. docs/testing.md tells how Jazzer looks for more.
 */
class PropertiesTest {

    private static final int CHANGED = 150;
    private static final List<Path> KEPT =
            List.of(Path.of("src/test/resources/mail"), Path.of("src/test/resources/fuzz"));

    /** Words that readers look at. */
    private static final List<String> WORDS = List.of(
            "\r\n",
            "\n",
            "\r",
            "--",
            "=?",
            "?=",
            "=?UTF-8?B?",
            "=?x?Q?",
            "<",
            ">",
            "\"",
            "(",
            ")",
            ";",
            "=",
            ":",
            "#close",
            "> ",
            "On x wrote:",
            "begin 644 a\n",
            "\nend\n",
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
            "\0",
            "\u00ff");

    @ParameterizedTest
    @EnumSource
    void propertyShouldHold(Property property) throws Exception {
        List<byte[]> kept = kept();
        for (byte[] input : kept) {
            check(property, input);
        }
        Random random = new Random(property.ordinal());
        for (int i = 0; i < CHANGED; i++) {
            check(property, changed(kept, random));
        }
    }

    private static void check(Property property, byte[] input) {
        try {
            property.check(input);
        } catch (Throwable e) {
            fail(property + " is broken by " + java.util.Base64.getEncoder().encodeToString(input), e);
        }
    }

    private static List<byte[]> kept() throws IOException {
        List<byte[]> kept = new ArrayList<>();
        for (Path directory : KEPT) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(path -> !path.toString().endsWith(".txt"))
                        .sorted()
                        .toList()) {
                    kept.add(Files.readAllBytes(file));
                }
            }
        }
        return kept;
    }

    /** The begin of one input and the end of another, with words and bytes put in. */
    private static byte[] changed(List<byte[]> kept, Random random) {
        byte[] begin = kept.get(random.nextInt(kept.size()));
        byte[] end = kept.get(random.nextInt(kept.size()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(begin, random.nextInt(Math.min(begin.length, 8192) + 1)));
        int words = random.nextInt(6);
        for (int i = 0; i < words; i++) {
            out.writeBytes(
                    WORDS.get(random.nextInt(WORDS.size())).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        int from = random.nextInt(end.length + 1);
        out.writeBytes(Arrays.copyOfRange(end, from, Math.min(end.length, from + random.nextInt(8192))));
        byte[] input = out.toByteArray();
        for (int i = random.nextInt(4); i > 0 && input.length > 0; i--) {
            input[random.nextInt(input.length)] = (byte) random.nextInt(256);
        }
        return input;
    }
}
