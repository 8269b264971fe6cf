// SPDX-License-Identifier: Apache-2.0
package org.postroom.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Lets Jazzer look for inputs that break properties, one process a property. What breaks one is written to {@code target/fuzz}
 * as {@code crash-...} (or {@code timeout-...}); put into {@code src/test/resources/fuzz} it is held against all properties from
 * then on.
 */
public final class Fuzz {

    private static final String PROPERTY = "postroom.fuzz";
    private static final Path TARGET = Path.of("target", "fuzz");
    private static final int LONGEST_SECONDS_AN_INPUT = 20;

    private Fuzz() {}

    /** Loads what is slow to load, so that the first input is not taken for one that takes long. Jazzer calls it. */
    public static void fuzzerInitialize() throws Exception {
        fuzzerTestOneInput("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * What Jazzer calls for each input.
     *
     * @param input any bytes
     */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Property.valueOf(System.getProperty(PROPERTY)).check(input);
    }

    /**
     * Runs it.
     *
     * @param arguments seconds a property, then the words of properties, all of them where none is named
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        int seconds = Integer.parseInt(arguments[0]);
        List<String> words = Arrays.stream(arguments)
                .skip(1)
                .filter(word -> !word.equals("all"))
                .toList();
        List<String> broken = new ArrayList<>();
        for (Property property : Property.values()) {
            if ((words.isEmpty() || words.contains(property.word())) && run(property, seconds) != 0) {
                broken.add(property.word());
            }
        }
        System.out.println(broken.isEmpty() ? "nothing was broken" : "broken: " + broken + "; see " + TARGET);
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    private static int run(Property property, int seconds) throws IOException, InterruptedException {
        Path found = Files.createDirectories(TARGET.resolve(property.word()));
        System.out.println("== " + property.word());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-OmitStackTraceInFastThrow",
                        "-Xmx1g",
                        "-D" + PROPERTY + "=" + property.name().toUpperCase(Locale.ROOT),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + Fuzz.class.getName(),
                        "--instrumentation_includes=org.postroom.**:org.apache.james.mime4j.**",
                        "--reproducer_path=" + TARGET,
                        "-max_total_time=" + seconds,
                        "-timeout=" + LONGEST_SECONDS_AN_INPUT,
                        "-max_len=8192",
                        "-rss_limit_mb=3000",
                        "-print_final_stats=1",
                        "-artifact_prefix=" + TARGET + File.separator,
                        found.toString(),
                        Path.of("src", "test", "resources", "mail").toString(),
                        Path.of("src", "test", "resources", "fuzz").toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
