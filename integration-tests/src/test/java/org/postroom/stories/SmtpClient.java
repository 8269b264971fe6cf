// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Speaks SMTP (RFC 5321) byte for byte, as no library would send what the tests send. */
public final class SmtpClient implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    public SmtpClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(120_000);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        expect("2", reply());
        expect("2", command("EHLO outside.test"));
    }

    /** Sends a mail and returns the last reply: of DATA's end, or of the command that was refused. */
    public String deliver(String sender, List<String> recipients, byte[] source) throws IOException {
        String reply = command("MAIL FROM:<" + sender + ">");
        for (String recipient : recipients) {
            reply = reply.startsWith("2") ? command("RCPT TO:<" + recipient + ">") : reply;
        }
        if (!reply.startsWith("2")) {
            command("RSET");
            return reply;
        }
        expect("3", command("DATA"));
        out.write(stuffed(source));
        boolean ended = source.length > 1 && source[source.length - 2] == '\r' && source[source.length - 1] == '\n';
        out.write((ended ? ".\r\n" : "\r\n.\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return reply();
    }

    public String command(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return reply();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String reply() throws IOException {
        String line = line();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = line();
        }
        return line;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Doubles dots at the begin of lines (RFC 5321 section 4.5.2). */
    private static byte[] stuffed(byte[] source) {
        ByteArrayOutputStream stuffed = new ByteArrayOutputStream(source.length + 64);
        boolean begin = true;
        for (byte b : source) {
            if (begin && b == '.') {
                stuffed.write('.');
            }
            stuffed.write(b);
            begin = b == '\n';
        }
        return stuffed.toByteArray();
    }

    private static void expect(String begin, String reply) throws IOException {
        if (!reply.startsWith(begin)) {
            throw new IOException("expected " + begin + "xx, got: " + reply);
        }
    }
}
