// SPDX-License-Identifier: Apache-2.0
package org.postroom.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a process of its own, with the Java options and the class path of the distribution. */
final class ServerUnderTest implements AutoCloseable {

    private final Process process;
    private final Path home;
    private final Duration untilReady;
    private final Map<String, Integer> ports = new HashMap<>();

    private ServerUnderTest(Path home, List<String> arguments) throws IOException {
        this.home = home;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty("bench.options").strip().split("\\s+")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchServer.class.getName()));
        command.addAll(arguments);
        long begin = System.nanoTime();
        process = new ProcessBuilder(command)
                .redirectError(home.resolve("stderr.txt").toFile())
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String word : await(out, "ready").split(" ")) {
            if (word.contains("=")) {
                ports.put(word.substring(0, word.indexOf('=')), Integer.valueOf(word.substring(word.indexOf('=') + 1)));
            }
        }
        untilReady = Duration.ofNanos(System.nanoTime() - begin);
        await(out, "accounts");
    }

    static ServerUnderTest start(Path home, String... arguments) throws IOException {
        return new ServerUnderTest(home, List.of(arguments));
    }

    private String await(BufferedReader out, String word) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(word)) {
                return line;
            }
        }
        throw new IOException("the server did not start: " + Files.readString(home.resolve("stderr.txt")));
    }

    int port(String name) {
        return ports.get(name);
    }

    /** From the start of the process until it accepted mail. */
    Duration untilReady() {
        return untilReady;
    }

    /** What the process has used of the processors until now. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory now, and at the most; 0 where the system does not tell. */
    long megabytes(String field) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** What lies below {@code var/}, without logs. */
    long diskBytes() throws IOException {
        try (Stream<Path> tree = Files.walk(home.resolve("var"))) {
            return tree.filter(path -> !path.startsWith(home.resolve("var").resolve("log")))
                    .mapToLong(ServerUnderTest::size)
                    .sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long size(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0; // went away while we looked
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
