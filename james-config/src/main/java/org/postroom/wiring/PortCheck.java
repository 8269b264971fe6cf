// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks whether the ports can be had, before anything is opened. James would open its databases first and then name no
 * port, and WebAdmin would wait for ever.
 */
final class PortCheck {

    private PortCheck() {}

    /**
     * Tries each port and lets go of it again.
     *
     * @param settings addresses and ports; port 0 is always to be had
     * @throws ServerNotStarted with a line for each port that cannot be had: which, what for, why, what to do
     */
    static void check(StartSettings settings) throws ServerNotStarted {
        Ports ports = settings.ports();
        String mail = settings.listening().bind();
        String troubles = Stream.of(
                        trouble("SMTP", mail, ports.smtp()),
                        trouble("submission", mail, ports.submission()),
                        trouble("submission over TLS", mail, ports.submissions()),
                        trouble("IMAP", mail, ports.imap()),
                        trouble("IMAP over TLS", mail, ports.imaps()),
                        trouble("WebAdmin", settings.listening().adminBind(), ports.webadmin()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
        if (!troubles.isEmpty()) {
            throw new ServerNotStarted(troubles);
        }
    }

    private static Optional<String> trouble(String protocol, String address, int port) {
        if (port == 0) {
            return Optional.empty();
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("port " + port + " for " + protocol + " cannot be had on " + address + ": " + reason(e));
        }
    }

    private static String reason(IOException e) {
        String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (said.contains("permission")) {
            return "ports below 1024 need more rights; give the process these, or choose higher ports with --port-base";
        }
        boolean taken = e instanceof BindException
                && List.of("in use", "already").stream().anyMatch(said::contains);
        return taken
                ? "another program listens there; stop it, or choose other ports with --port-base"
                : e.getMessage() + "; is the address in <server> of conf/postroom.xml one of this machine?";
    }
}
