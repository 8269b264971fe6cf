// SPDX-License-Identifier: Apache-2.0
package org.postroom.bench;

import com.sun.mail.util.MailSSLSocketFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/**
 * An agent's mail program that lies in IDLE (RFC 2177) on the INBOX, and notes when each message came. Message n is visible
 * when the server first says that at least n exist.
 */
final class InboxWatch implements AutoCloseable {

    private static final Pattern EXISTS = Pattern.compile("\\* (\\d+) EXISTS");
    private static final Pattern FETCHED = Pattern.compile("\\* (\\d+) FETCH .*");
    private static final Pattern MARKED = Pattern.compile(GeneratedMails.MARK + ": *(\\d+)", Pattern.CASE_INSENSITIVE);

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;
    private final List<Long> seen = new ArrayList<>();
    private final Thread reader;
    private int tag;

    InboxWatch(int imapsPort, String user, String password) throws IOException, GeneralSecurityException {
        socket = trusting().createSocket("127.0.0.1", imapsPort);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        out = socket.getOutputStream();
        in.readLine();
        command("LOGIN " + user + " \"" + password + "\"");
        command("SELECT INBOX");
        send("i IDLE");
        reader = new Thread(this::watch, "watch-" + user);
        reader.setDaemon(true);
        reader.start();
    }

    /** How many messages there are. */
    synchronized int count() {
        return seen.size();
    }

    /**
     * Stops watching.
     *
     * @return the number of each mail by {@link GeneratedMails#MARK}, and when it was seen ({@link System#nanoTime()})
     * @throws IOException when the server goes away
     * @throws InterruptedException when interrupted
     */
    Map<Integer, Long> finish() throws IOException, InterruptedException {
        send("DONE");
        reader.join(10_000);
        Map<Integer, Long> times = new HashMap<>();
        if (count() == 0) {
            return times;
        }
        int message = 0;
        for (String line : command("FETCH 1:* (BODY.PEEK[HEADER.FIELDS (" + GeneratedMails.MARK + ")])")) {
            Matcher fetched = FETCHED.matcher(line);
            if (fetched.matches()) {
                message = Integer.parseInt(fetched.group(1));
            }
            Matcher marked = MARKED.matcher(line);
            if (marked.lookingAt() && message > 0) {
                times.put(Integer.valueOf(marked.group(1)), seen.get(message - 1));
            }
        }
        return times;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void watch() {
        try {
            for (String line = in.readLine(); line != null && !line.startsWith("i "); line = in.readLine()) {
                note(line);
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void note(String line) {
        Matcher exists = EXISTS.matcher(line);
        if (exists.matches()) {
            long now = System.nanoTime();
            int count = Integer.parseInt(exists.group(1));
            synchronized (this) {
                while (seen.size() < count) {
                    seen.add(now);
                }
            }
        }
    }

    private List<String> command(String command) throws IOException {
        String mine = "t" + ++tag;
        send(mine + " " + command);
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); ; line = in.readLine()) {
            if (line == null) {
                throw new IOException("the server closed the connection after " + command);
            }
            if (line.startsWith(mine + " ")) {
                if (!line.startsWith(mine + " OK")) {
                    throw new IOException(command + ": " + line);
                }
                return lines;
            }
            note(line);
            lines.add(line);
        }
    }

    private void send(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** The server's certificate is its own, and this is loopback. */
    private static SSLSocketFactory trusting() throws GeneralSecurityException {
        MailSSLSocketFactory factory = new MailSSLSocketFactory();
        factory.setTrustAllHosts(true);
        return factory;
    }
}
