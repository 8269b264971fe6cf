// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A smart host that keeps mails byte for byte as they come over the wire, and refuses recipients whose local part is
 * {@code full}.
 */
final class OutsideServer implements AutoCloseable {

    private final ServerSocket socket;
    private final String greeting;
    private final List<byte[]> mails = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** One that wants 7 bit. */
    OutsideServer() throws IOException {
        this(false);
    }

    OutsideServer(boolean takes8Bit) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        greeting = takes8Bit ? "250-outside.test\r\n250 8BITMIME" : "250 outside.test";
        threads.execute(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What came, dots unstuffed (RFC 5321 section 4.5.2), in the order of coming. */
    List<byte[]> mails() {
        return mails;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                threads.execute(() -> talk(client));
            }
        } catch (SocketException e) {
            threads.shutdown();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void talk(Socket client) {
        try (client;
                InputStream in = new BufferedInputStream(client.getInputStream())) {
            OutputStream out = client.getOutputStream();
            say(out, "220 outside.test");
            String command = "";
            while (!command.startsWith("QUIT")) {
                command = new String(line(in), StandardCharsets.ISO_8859_1)
                        .strip()
                        .toUpperCase(Locale.ROOT);
                say(out, answer(command));
                if (command.equals("DATA")) {
                    mails.add(data(in));
                    say(out, "250 taken");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer(String command) {
        if (command.startsWith("EHLO")) {
            return greeting;
        }
        if (command.startsWith("RCPT TO:<FULL@")) {
            return "550 5.2.2 Mailbox is full";
        }
        return command.equals("DATA") ? "354 go on" : command.startsWith("QUIT") ? "221 bye" : "250 fine";
    }

    private static byte[] data(InputStream in) throws IOException {
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        for (byte[] line = line(in); !(line.length == 3 && line[0] == '.'); line = line(in)) {
            int from = line[0] == '.' ? 1 : 0;
            mail.write(line, from, line.length - from);
        }
        return mail.toByteArray();
    }

    /** A line with its CRLF. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int before = 0;
        for (int c = in.read(); c >= 0; c = in.read()) {
            line.write(c);
            if (c == '\n' && before == '\r') {
                return line.toByteArray();
            }
            before = c;
        }
        throw new EOFException("the client went away within a line");
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
