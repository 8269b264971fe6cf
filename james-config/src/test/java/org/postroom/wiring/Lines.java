// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that speaks lines, as a person with a terminal would, so that a test says exactly what goes over the wire. */
final class Lines implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private Lines(Socket socket) throws IOException {
        use(socket);
    }

    static Lines to(int port) throws IOException {
        return new Lines(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    static Lines overTlsTo(int port) throws IOException, GeneralSecurityException {
        Lines lines = to(port);
        lines.startTls();
        return lines;
    }

    /** An IMAP client over TLS that is logged in as an agent. */
    static Lines agentsImap(PostroomServer server) throws IOException, GeneralSecurityException {
        Lines lines = overTlsTo(server.ports().imaps());
        lines.read();
        assertThat(lines.completed("a LOGIN " + RunningServer.AGENT + " \"" + RunningServer.PASSWORD + "\""))
                .startsWith("a OK");
        return lines;
    }

    /** Goes on over TLS, trusting everybody. */
    void startTls() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
        use(context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true));
    }

    /** The next line without its end, or null when the other side has closed. */
    String read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** Reads a whole SMTP reply and gives its last line. */
    String reply() throws IOException {
        String line = read();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = read();
        }
        return line;
    }

    /** All lines of an SMTP reply. */
    String wholeReply() throws IOException {
        StringBuilder all = new StringBuilder();
        String line = read();
        while (line != null) {
            all.append(line).append('\n');
            if (line.length() < 4 || line.charAt(3) != '-') {
                return all.toString();
            }
            line = read();
        }
        return all.toString();
    }

    Lines say(String line) throws IOException {
        return send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    Lines send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    String ask(String line) throws IOException {
        return say(line).reply();
    }

    /** Says an IMAP command and gives the line that completes it; what is said untagged before is passed over. */
    String completed(String command) throws IOException {
        String line = say(command).read();
        while (line != null && line.startsWith("* ")) {
            line = read();
        }
        return String.valueOf(line);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void use(Socket other) throws IOException {
        socket = other;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    private static final class TrustsAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
