// SPDX-License-Identifier: Apache-2.0
package org.postroom.demo;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays the mail servers of all customers: takes any mail (RFC 5321, the least of it) on loopback and keeps it in memory. */
public final class OutsideWorld implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(OutsideWorld.class);
    private static final int LONGEST_LINE = 100_000;
    private static final int MOST_BYTES = 50_000_000;

    private final ServerSocket socket;
    private final List<Received> mails = new CopyOnWriteArrayList<>();

    /**
     * A mail that arrived.
     *
     * @param sender MAIL FROM, without angle brackets
     * @param recipients RCPT TO, without angle brackets
     * @param source its bytes
     */
    public record Received(String sender, List<String> recipients, byte[] source) {}

    /**
     * Opens it on a free port.
     *
     * @throws IOException when there is none
     */
    public OutsideWorld() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "demo-outside-world");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Where it listens.
     *
     * @return the port, on loopback
     */
    public int port() {
        return socket.getLocalPort();
    }

    /**
     * What arrived so far.
     *
     * @return the mails, in their order
     */
    public List<Received> mails() {
        return List.copyOf(mails);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread thread = new Thread(() -> serve(client), "demo-outside-world-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed: the demonstration is over
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(60_000);
            talk(new BufferedInputStream(client.getInputStream()), client.getOutputStream());
        } catch (IOException e) {
            LOGGER.debug("a client went away; a mail that it had not finished does not count", e);
        }
    }

    private void talk(InputStream in, OutputStream out) throws IOException {
        String sender = "";
        List<String> recipients = new ArrayList<>();
        say(out, "220 outside.test ESMTP");
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("EHLO")) {
                say(out, "250-outside.test");
                say(out, "250 8BITMIME");
            } else if (command.startsWith("MAIL FROM:")) {
                sender = path(line);
                recipients = new ArrayList<>();
                say(out, "250 OK");
            } else if (command.startsWith("RCPT TO:")) {
                recipients.add(path(line));
                say(out, "250 OK");
            } else if (command.startsWith("DATA")) {
                say(out, "354 go on");
                mails.add(new Received(sender, List.copyOf(recipients), data(in)));
                say(out, "250 OK");
            } else if (command.startsWith("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 OK");
            }
        }
    }

    private static byte[] data(InputStream in) throws IOException {
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        for (String line = line(in); !line.equals("."); line = line(in)) {
            String content = line.startsWith(".") ? line.substring(1) : line;
            mail.writeBytes(content.getBytes(StandardCharsets.ISO_8859_1));
            mail.writeBytes(new byte[] {'\r', '\n'});
            if (mail.size() > MOST_BYTES) {
                throw new IOException("too much");
            }
        }
        return mail.toByteArray();
    }

    /** A line without its end; a line that is empty in a dialogue means the end of the stream. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.size() > LONGEST_LINE) {
                throw new IOException("the client went away");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static String path(String line) {
        int from = line.indexOf('<');
        int to = line.indexOf('>');
        return from >= 0 && to > from ? line.substring(from + 1, to) : "";
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
