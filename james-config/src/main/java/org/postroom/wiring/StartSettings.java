// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.postroom.config.Configuration;
import org.postroom.config.DatabaseSettings;
import org.postroom.config.Limits;
import org.postroom.config.ServerSettings;
import org.postroom.config.SmartHost;

/**
 * What one server is started with.
 *
 * @param home the directory with {@code conf/} (what the admin edits) and {@code var/} (all data); made absolute
 * @param ports where to listen
 * @param listening addresses, name and certificate
 * @param limits how much there may be
 * @param smartHost where all mail that leaves goes to; empty: to the MX of each recipient
 * @param database where queue and tickets are kept, and James' mailboxes, users and domains
 */
public record StartSettings(
        Path home,
        Ports ports,
        ServerSettings listening,
        Limits limits,
        Optional<SmartHost> smartHost,
        DatabaseSettings database) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Limits USUAL =
            new Limits(25L * 1024 * 1024, 6, 500, 100, 10, 20, 1000, 30, Duration.ofDays(14));

    /** Makes the home absolute, so that a later change of the working directory means nothing. */
    public StartSettings {
        home = home.toAbsolutePath().normalize();
    }

    /**
     * A server as the admin configured it.
     *
     * @param home the directory with {@code conf/} and {@code var/}
     * @param ports where to listen
     * @param configuration what {@code conf/postroom.xml} says
     * @return the settings
     */
    public static StartSettings of(Path home, Ports ports, Configuration configuration) {
        return new StartSettings(
                home,
                ports,
                configuration.server(),
                configuration.limits(),
                configuration.smartHost(),
                configuration.database());
    }

    /**
     * A server of its own for a test: free ports, loopback only, embedded databases, no {@code postroom.xml}.
     *
     * @param home the directory with {@code conf/} and {@code var/}
     * @return the settings
     */
    public static StartSettings onLoopback(Path home) {
        return new StartSettings(
                home,
                Ports.free(),
                new ServerSettings(LOOPBACK, LOOPBACK, Optional.of("localhost"), Optional.empty(), Set.of()),
                USUAL,
                Optional.empty(),
                new DatabaseSettings(DatabaseSettings.EMBEDDED, "", ""));
    }

    /**
     * These settings with all listeners on free ports of loopback, as a demonstration needs them.
     *
     * @return a copy
     */
    public StartSettings onLoopback() {
        ServerSettings quiet = new ServerSettings(
                LOOPBACK, LOOPBACK, Optional.of("localhost"), listening.tls(), listening.trustedResults());
        return new StartSettings(home, Ports.free(), quiet, limits, smartHost, database);
    }

    /**
     * The name that the server calls itself.
     *
     * @return the configured one, or this machine's
     */
    public String hostName() {
        return listening.hostName().orElseGet(StartSettings::ownHostName);
    }

    private static String ownHostName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /**
     * These settings with a smart host.
     *
     * @param other the server that takes all mail that leaves
     * @return a copy
     */
    public StartSettings withSmartHost(SmartHost other) {
        return new StartSettings(home, ports, listening, limits, Optional.of(other), database);
    }

    /**
     * These settings with another database.
     *
     * @param other the database
     * @return a copy
     */
    public StartSettings withDatabase(DatabaseSettings other) {
        return new StartSettings(home, ports, listening, limits, smartHost, other);
    }

    /**
     * These settings with other limits.
     *
     * @param other the limits
     * @return a copy
     */
    public StartSettings withLimits(Limits other) {
        return new StartSettings(home, ports, listening, other, smartHost, database);
    }
}
