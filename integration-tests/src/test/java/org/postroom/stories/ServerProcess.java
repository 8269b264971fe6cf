// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postroom.cli.Postroom;

/** The server as a process of its own, so that it can be killed. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final CountDownLatch ready = new CountDownLatch(1);

    private ServerProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "server-output");
        reader.setDaemon(true);
        reader.start();
    }

    static ServerProcess start(Path home, int smarthost) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Postroom.class.getName(),
                "start",
                "--home",
                home.toString(),
                "--port-base",
                Integer.toString(freeBase()),
                "--smarthost",
                "127.0.0.1:" + smarthost));
        Process process = new ProcessBuilder(command)
                .redirectError(home.resolve("stderr.txt").toFile())
                .start();
        ServerProcess server = new ServerProcess(process);
        if (!server.ready.await(120, TimeUnit.SECONDS) || server.ports.isEmpty()) {
            process.destroyForcibly();
            throw new IOException("the server did not get ready: " + Files.readString(home.resolve("stderr.txt")));
        }
        return server;
    }

    int port(String name) {
        return ports.get(name);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM; true when it ended within 30 seconds. */
    boolean terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        if (!terminate()) {
            kill();
        }
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("ready ")) {
                    for (String word : line.substring("ready ".length()).split(" ")) {
                        ports.put(
                                word.substring(0, word.indexOf('=')),
                                Integer.valueOf(word.substring(word.indexOf('=') + 1)));
                    }
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        } finally {
            ready.countDown();
        }
    }

    /** A base above which all six ports are free just now. */
    private static int freeBase() throws IOException {
        for (int base = 20_000 + (int) (ProcessHandle.current().pid() % 20_000); ; base += 1_000) {
            try (ServerSocket smtp = new ServerSocket(base + 25);
                    ServerSocket web = new ServerSocket(base + 80);
                    ServerSocket imap = new ServerSocket(base + 143);
                    ServerSocket submissions = new ServerSocket(base + 465);
                    ServerSocket submission = new ServerSocket(base + 587);
                    ServerSocket imaps = new ServerSocket(base + 993)) {
                return base;
            } catch (BindException e) {
                if (base > 60_000) {
                    throw e;
                }
            }
        }
    }
}
