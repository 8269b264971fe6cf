// SPDX-License-Identifier: Apache-2.0
package org.postroom.programs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The remote control that programs of the Mozilla family have built in: JSON in both directions, its length and a colon before it. */
final class Marionette implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 1 << 20;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int sent;

    /** Connects, and goes to where the program's own code runs. */
    Marionette(int port, Duration patience) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) patience.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        receive();
        command("WebDriver:NewSession", Map.of());
        command("Marionette:SetContext", Map.of("value", "chrome"));
        command("WebDriver:SetTimeouts", Map.of("script", patience.toMillis()));
    }

    /** Runs a function body, which calls its last argument with what it found. */
    String run(String script, Object... arguments) throws IOException {
        return command("WebDriver:ExecuteAsyncScript", Map.of("script", script, "args", List.of(arguments)))
                .path("value")
                .asText();
    }

    private JsonNode command(String name, Map<String, ?> parameters) throws IOException {
        sent++;
        byte[] message = JSON.writeValueAsBytes(List.of(0, sent, name, parameters));
        out.write((message.length + ":").getBytes(StandardCharsets.US_ASCII));
        out.write(message);
        out.flush();
        JsonNode answer = receive();
        if (!answer.path(2).isNull()) {
            throw new IOException(name + ": " + answer.path(2).path("message").asText());
        }
        return answer.path(3);
    }

    private JsonNode receive() throws IOException {
        int length = 0;
        for (int digit = in.read(); digit != ':'; digit = in.read()) {
            if (digit < '0' || digit > '9' || length > LONGEST) {
                throw new IOException("no length: " + digit + " behind " + length);
            }
            length = length * 10 + digit - '0';
        }
        return JSON.readTree(in.readNBytes(length));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
