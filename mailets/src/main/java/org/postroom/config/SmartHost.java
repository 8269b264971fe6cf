// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.util.Optional;

/**
 * The server that takes all mail to the outside.
 *
 * @param host its name or address
 * @param port its port
 * @param security how the connection is protected
 * @param credentials how to log in there; empty for not at all
 */
public record SmartHost(String host, int port, Security security, Optional<Credentials> credentials) {

    /** How a connection is protected. */
    public enum Security {
        /** Not at all. */
        NONE,
        /** By STARTTLS (RFC 3207). */
        STARTTLS,
        /** By TLS from the first byte on (RFC 8314). */
        TLS
    }

    /**
     * How to log in.
     *
     * @param user the account
     * @param password its password
     */
    public record Credentials(String user, String password) {

        @Override
        public String toString() {
            return "Credentials[user=" + user + ", password=(hidden)]";
        }
    }

    /**
     * A smart host without protection and login, as the command line names it.
     *
     * @param text {@code HOST:PORT}; an IPv6 address in square brackets
     * @return the smart host
     * @throws IllegalArgumentException saying what is allowed
     */
    public static SmartHost of(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        boolean good = host.matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]") && port.matches("[0-9]{1,5}");
        if (!good || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no host with a port; expected one such as mail.acme.test:25");
        }
        return new SmartHost(host, Integer.parseInt(port), Security.NONE, Optional.empty());
    }
}
