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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.postroom.cli.Postroom;
import org.postroom.wiring.Ports;

/** The server as a process of its own, so that it can be killed. */
final class ServerProcess implements AutoCloseable {

    private static final String ENDED = "";

    private final Process process;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final CountDownLatch ready = new CountDownLatch(1);

    private ServerProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "server-output");
        reader.setDaemon(true);
        reader.start();
    }

    static ServerProcess start(Path home, int smarthost) throws Exception {
        return start(
                home,
                Postroom.class,
                "start",
                "--home",
                home.toString(),
                "--port-base",
                Integer.toString(freeBase()),
                "--smarthost",
                "127.0.0.1:" + smarthost);
    }

    /** One that can be armed, see {@link HaltingServer}. */
    static ServerProcess halting(Path home, int smarthost) throws Exception {
        return start(home, HaltingServer.class, home.toString(), Integer.toString(smarthost));
    }

    private static ServerProcess start(Path home, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
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

    /** All of them. */
    Ports ports() {
        return new Ports(
                port("smtp"), port("submission"), port("submissions"), port("imap"), port("imaps"), port("webadmin"));
    }

    /** An order to a {@link HaltingServer}, and its answer; an error when the server has ended. */
    String order(String order) throws IOException, InterruptedException {
        process.outputWriter(StandardCharsets.US_ASCII)
                .append(order)
                .append('\n')
                .flush();
        String answer = answers.poll(60, TimeUnit.SECONDS);
        if (answer == null) {
            throw new IllegalStateException("no answer to " + order + " within a minute");
        }
        if (answer.equals(ENDED)) {
            throw new IOException("the server ended before it answered to " + order);
        }
        return answer;
    }

    boolean isDead() {
        return !process.isAlive();
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
                } else {
                    answers.add(line);
                }
            }
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        } finally {
            answers.add(ENDED);
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
