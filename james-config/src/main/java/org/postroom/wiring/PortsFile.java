// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Properties;

/** {@code var/ports}: tells commands on this machine where the running server listens. Gone when it has stopped. */
public final class PortsFile {

    private PortsFile() {}

    /**
     * The ports of the server that runs on this home.
     *
     * @param home the home
     * @return empty if no server wrote any; after a crash they may be those of a server that is gone
     * @throws IOException if the file cannot be read
     */
    public static Optional<Ports> read(Home home) throws IOException {
        if (!Files.exists(home.ports())) {
            return Optional.empty();
        }
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(home.ports(), StandardCharsets.UTF_8)) {
            values.load(reader);
        }
        return Optional.of(new Ports(
                port(values, "smtp"),
                port(values, "submission"),
                port(values, "submissions"),
                port(values, "imap"),
                port(values, "imaps"),
                port(values, "webadmin")));
    }

    static String text(Ports ports) {
        return "smtp=" + ports.smtp() + "\nsubmission=" + ports.submission() + "\nsubmissions=" + ports.submissions()
                + "\nimap=" + ports.imap() + "\nimaps=" + ports.imaps() + "\nwebadmin=" + ports.webadmin() + "\n";
    }

    private static int port(Properties values, String name) throws IOException {
        try {
            return Integer.parseInt(values.getProperty(name, ""));
        } catch (NumberFormatException e) {
            throw new IOException("var/ports: " + name + " is \"" + values.getProperty(name, "") + "\"", e);
        }
    }
}
