// SPDX-License-Identifier: Apache-2.0
package org.postroom.programs;

import com.sun.mail.util.MailSSLSocketFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.apache.commons.io.FileUtils;

/** A program that runs in a directory of its own; it and what it started end with it. */
final class Program implements AutoCloseable {

    private final Path directory;
    private final Process process;

    private Program(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts a program; what it prints goes to {@code output} in its directory. */
    static Program start(Path directory, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("TERM", "xterm");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("MOZ_CRASHREPORTER_DISABLE", "1");
        return new Program(directory, builder.start());
    }

    /** Whether a program is on the path of this machine. */
    static boolean isThere(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, name)));
    }

    static Path newDirectory() throws IOException {
        return Files.createTempDirectory("postroom-program");
    }

    /** The certificate that a server shows, in Base64. */
    static String certificate(int port) throws IOException, GeneralSecurityException {
        MailSSLSocketFactory trusting = new MailSSLSocketFactory();
        trusting.setTrustAllHosts(true);
        try (SSLSocket socket = (SSLSocket) trusting.createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return Base64.getEncoder()
                    .encodeToString(socket.getSession().getPeerCertificates()[0].getEncoded());
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Waits for its end. */
    int status(int seconds) throws InterruptedException, IOException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IOException("it did not end within " + seconds + " s: " + output());
        }
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .sorted(Comparator.comparing(ProcessHandle::pid))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
        FileUtils.deleteQuietly(directory.toFile());
    }
}
