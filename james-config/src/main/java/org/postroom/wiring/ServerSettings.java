// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What one server is started with. Everything that an admin edits otherwise lies in the files below {@code home/conf}.
 *
 * @param home the directory with {@code conf/} (what the admin edits) and {@code var/} (all data); made absolute
 * @param ports where to listen
 * @param mailHost the address that SMTP and IMAP bind to, for example {@code 0.0.0.0}
 * @param adminHost the address that web administration binds to; loopback unless the admin says otherwise
 * @param hostName the name that SMTP greets with; empty: the name of this machine
 * @param smarthost where all mail that leaves goes to; empty: to the MX of each recipient
 * @param certificate the admin's own certificate; empty: a self-signed one is made at the first start
 * @param mailDatabase where James keeps mailboxes, users and domains; empty: Derby below {@code var/}
 * @param limits sizes and connections
 */
public record ServerSettings(
        Path home,
        Ports ports,
        String mailHost,
        String adminHost,
        Optional<String> hostName,
        Optional<HostPort> smarthost,
        Optional<Certificate> certificate,
        Optional<MailDatabase> mailDatabase,
        Limits limits) {

    private static final String LOOPBACK = "127.0.0.1";

    /** Makes the home absolute, so that a later change of the working directory means nothing. */
    public ServerSettings {
        home = home.toAbsolutePath().normalize();
    }

    /**
     * A server for everybody: mail on all addresses, the default ports, web administration on loopback.
     *
     * @param home the directory with {@code conf/} and {@code var/}
     * @return the settings
     */
    public static ServerSettings of(Path home) {
        return new ServerSettings(
                home,
                Ports.above(Ports.DEFAULT_BASE),
                "0.0.0.0",
                LOOPBACK,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Limits.DEFAULT);
    }

    /**
     * A server for tests and demonstrations: free ports, loopback only.
     *
     * @param home the directory with {@code conf/} and {@code var/}
     * @return the settings
     */
    public static ServerSettings onLoopback(Path home) {
        return of(home).withPorts(Ports.free()).withMailHost(LOOPBACK).withHostName("localhost");
    }

    /**
     * These settings with other ports.
     *
     * @param other where to listen
     * @return a copy
     */
    public ServerSettings withPorts(Ports other) {
        return new ServerSettings(
                home, other, mailHost, adminHost, hostName, smarthost, certificate, mailDatabase, limits);
    }

    /**
     * These settings with SMTP and IMAP on another address.
     *
     * @param other the address to bind to
     * @return a copy
     */
    public ServerSettings withMailHost(String other) {
        return new ServerSettings(
                home, ports, other, adminHost, hostName, smarthost, certificate, mailDatabase, limits);
    }

    /**
     * These settings with another name to greet with.
     *
     * @param other a fully qualified host name
     * @return a copy
     */
    public ServerSettings withHostName(String other) {
        return new ServerSettings(
                home, ports, mailHost, adminHost, Optional.of(other), smarthost, certificate, mailDatabase, limits);
    }

    /**
     * These settings with a smart host.
     *
     * @param other the server that takes all mail that leaves
     * @return a copy
     */
    public ServerSettings withSmarthost(HostPort other) {
        return new ServerSettings(
                home, ports, mailHost, adminHost, hostName, Optional.of(other), certificate, mailDatabase, limits);
    }

    /**
     * These settings with the admin's own certificate.
     *
     * @param other certificate and key
     * @return a copy
     */
    public ServerSettings withCertificate(Certificate other) {
        return new ServerSettings(
                home, ports, mailHost, adminHost, hostName, smarthost, Optional.of(other), mailDatabase, limits);
    }

    /**
     * These settings with mailboxes in another database.
     *
     * @param other the database
     * @return a copy
     */
    public ServerSettings withMailDatabase(MailDatabase other) {
        return new ServerSettings(
                home, ports, mailHost, adminHost, hostName, smarthost, certificate, Optional.of(other), limits);
    }

    /**
     * These settings with other limits.
     *
     * @param other sizes and connections
     * @return a copy
     */
    public ServerSettings withLimits(Limits other) {
        return new ServerSettings(
                home, ports, mailHost, adminHost, hostName, smarthost, certificate, mailDatabase, other);
    }

    /**
     * A certificate and its key, both PEM.
     *
     * @param chain the certificate, then those that lead to its root
     * @param key the private key, not encrypted (PKCS #8)
     */
    public record Certificate(Path chain, Path key) {}

    /**
     * A database for James' mailboxes, users and domains.
     *
     * @param url the JDBC URL
     * @param user the user
     * @param password the password
     */
    public record MailDatabase(String url, String user, String password) {}

    /**
     * What one client may use up.
     *
     * @param messageBytes the largest mail that is taken, in bytes
     * @param connections connections of one listener at a time
     * @param connectionsOfOneAddress of these, from one IP address
     * @param literalBytesBeforeLogin the largest IMAP literal before the client has logged in
     * @param imapLine the longest IMAP command line, in bytes, literals not counted
     */
    public record Limits(
            long messageBytes,
            int connections,
            int connectionsOfOneAddress,
            int literalBytesBeforeLogin,
            int imapLine) {

        /** 25 MB a mail, 500 connections, 100 of one address, literals of 4 KB before login. */
        public static final Limits DEFAULT = new Limits(25L * 1024 * 1024, 500, 100, 4096, 65_536);
    }
}
