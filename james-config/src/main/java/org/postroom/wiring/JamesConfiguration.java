// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.config.Limits;
import org.postroom.config.ServerSettings.Keystore;

/**
 * Writes the configuration files of James that no admin needs to see, from templates in our jar and the settings of
 * this start. They lie on disk for whoever wants to know what James was told; editing them is in vain.
 */
final class JamesConfiguration {

    private static final List<String> FILES = List.of(
            "smtpserver.xml",
            "imapserver.xml",
            "domainlist.xml",
            "usersrepository.xml",
            "recipientrewritetable.xml",
            "dnsservice.xml",
            "mailrepositorystore.xml",
            "listeners.xml",
            "webadmin.properties",
            "healthcheck.properties");
    private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)}");

    /** The longest IMAP command line, literals not counted. */
    static final int IMAP_LINE = 65_536;

    /** Names of listeners are known to the whole process, and tests run several servers in one. */
    private static final AtomicLong INSTANCES = new AtomicLong();

    private JamesConfiguration() {}

    /**
     * Writes all files anew.
     *
     * @param home where to
     * @param settings what to put in
     * @param keystore the certificate of all listeners
     */
    static void write(Home home, StartSettings settings, Keystore keystore) {
        Map<String, String> values = values(settings, keystore);
        for (String file : FILES) {
            Home.writePrivately(home.jamesConf().resolve(file), filled(template(file), values, file.endsWith(".xml")));
        }
    }

    private static Map<String, String> values(StartSettings settings, Keystore keystore) {
        Ports ports = settings.ports();
        Limits limits = settings.limits();
        return Map.ofEntries(
                Map.entry("instance", Long.toString(INSTANCES.incrementAndGet())),
                Map.entry("mailHost", settings.listening().bind()),
                Map.entry("adminHost", settings.listening().adminBind()),
                Map.entry("hostName", settings.hostName()),
                Map.entry("smtp", Integer.toString(ports.smtp())),
                Map.entry("submission", Integer.toString(ports.submission())),
                Map.entry("submissions", Integer.toString(ports.submissions())),
                Map.entry("imap", Integer.toString(ports.imap())),
                Map.entry("imaps", Integer.toString(ports.imaps())),
                Map.entry("webadmin", Integer.toString(ports.webadmin())),
                Map.entry("keystore", "file://" + keystore.file().toAbsolutePath()),
                Map.entry("keystorePassword", keystore.password()),
                Map.entry("messageBytes", Long.toString(limits.mailSize())),
                Map.entry("messageKilobytes", Long.toString(limits.mailSize() / 1024)),
                Map.entry("connections", Integer.toString(limits.connections())),
                Map.entry("connectionsOfOneAddress", Integer.toString(limits.connectionsPerClient())),
                Map.entry("imapLine", Integer.toString(IMAP_LINE)));
    }

    private static String template(String file) {
        try (InputStream in = JamesConfiguration.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the template " + file + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String filled(String template, Map<String, String> values, boolean xml) {
        return PLACE.matcher(template).replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalStateException("no value for " + place.group());
            }
            return Matcher.quoteReplacement(xml ? escaped(value) : value);
        });
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
