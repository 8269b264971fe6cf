// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

/**
 * A host and a port.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

    /** Refuses what cannot be connected to. */
    public HostPort {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "\"" + host + ":" + port + "\" is no host and port, such as mx.acme.test:25");
        }
    }

    /**
     * Reads {@code HOST:PORT}, an IPv6 address in brackets.
     *
     * @param text what an admin wrote
     * @return host and port
     * @throws IllegalArgumentException with a sentence for the admin, if it is none
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("\"" + text + "\" is no host and port, such as mx.acme.test:25");
        }
        try {
            String host = text.substring(0, colon);
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            return new HostPort(
                    bracketed ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no host and port, such as mx.acme.test:25", e);
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
