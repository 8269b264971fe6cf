// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postroom.desk.Absence;
import org.postroom.desk.Desk.StampPlace;
import org.postroom.desk.Language;
import org.postroom.desk.WorkingHours.Span;
import org.postroom.message.EmailAddress;

/** Every setting of {@code postroom.xml}, with its form and default. */
final class Shapes {

    private static final Form<String> HOST_ADDRESS =
            new Form<>("an address of this machine such as 127.0.0.1", text -> {
                if (!text.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*|localhost")) {
                    throw new IllegalArgumentException("");
                }
                return text;
            });
    private static final Form<String> HOST_NAME = new Form<>("a name such as mail.acme.test", text -> {
        if (!text.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
            throw new IllegalArgumentException("");
        }
        return text;
    });
    private static final Form<List<String>> SERVER_NAMES =
            Forms.list("names with commas between them, such as mx.acme.test, or none", name -> {
                if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
                    throw new IllegalArgumentException("\"" + name + "\" is no such name");
                }
                return name.toLowerCase(Locale.ROOT);
            });
    private static final Form<SmartHost> HOST_AND_PORT =
            new Form<>("a host and a port such as mail.acme.test:587", text -> {
                try {
                    return SmartHost.of(text);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("", e);
                }
            });
    private static final Form<String> PREFIX =
            new Form<>("2 to 8 capital letters and digits beginning with a letter, such as ACME", text -> {
                if (!text.matches("[A-Z][A-Z0-9]{1,7}")) {
                    throw new IllegalArgumentException("");
                }
                return text;
            });
    private static final Form<String> DATABASE_URL = new Form<>(
            DatabaseSettings.EMBEDDED + ", or a URL such as jdbc:postgresql://db.acme.test/postroom", text -> {
                if (!text.equals(DatabaseSettings.EMBEDDED) && !text.matches("jdbc:(postgresql|derby):\\S+")) {
                    throw new IllegalArgumentException("");
                }
                return text;
            });

    static final Setting<String> BIND = Setting.of(
            "bind",
            HOST_ADDRESS.expecting("an address of this machine such as 127.0.0.1, or 0.0.0.0 for all of them"),
            "0.0.0.0");
    static final Setting<String> ADMIN_BIND = Setting.of("adminBind", HOST_ADDRESS, "127.0.0.1");
    static final Setting<Optional<String>> HOST_NAME_SETTING = Setting.of("hostName", HOST_NAME.orNone(), "none");
    static final Setting<Optional<Path>> KEYSTORE = Setting.of("keystore", Forms.FILE.orNone(), "none");
    static final Setting<Optional<Path>> KEYSTORE_PASSWORD =
            Setting.of("keystorePasswordFile", Forms.FILE.orNone(), "none");
    static final Setting<List<String>> TRUSTED_RESULTS = Setting.of("trustedResults", SERVER_NAMES, "none");
    static final Shape SERVER =
            Shape.single("server", BIND, ADMIN_BIND, HOST_NAME_SETTING, KEYSTORE, KEYSTORE_PASSWORD, TRUSTED_RESULTS);

    static final Setting<String> URL = Setting.of("url", DATABASE_URL, DatabaseSettings.EMBEDDED);
    static final Setting<Optional<String>> DATABASE_USER =
            Setting.of("user", Forms.line("the name of an account", 100).orNone(), "none");
    static final Setting<Optional<Path>> DATABASE_PASSWORD = Setting.of("passwordFile", Forms.FILE.orNone(), "none");
    static final Shape DATABASE = Shape.single("database", URL, DATABASE_USER, DATABASE_PASSWORD);

    static final Setting<Optional<SmartHost>> SMART_HOST_ADDRESS =
            Setting.of("address", HOST_AND_PORT.orNone(), "none");
    static final Setting<SmartHost.Security> SMART_HOST_SECURITY =
            Setting.of("security", Forms.choice(SmartHost.Security.class), "none");
    static final Setting<Optional<String>> SMART_HOST_USER =
            Setting.of("user", Forms.line("the name of an account", 200).orNone(), "none");
    static final Setting<Optional<Path>> SMART_HOST_PASSWORD = Setting.of("passwordFile", Forms.FILE.orNone(), "none");
    static final Shape SMART_HOST =
            Shape.single("smartHost", SMART_HOST_ADDRESS, SMART_HOST_SECURITY, SMART_HOST_USER, SMART_HOST_PASSWORD);

    static final Setting<String> DKIM_DOMAIN = Setting.compulsory("domain", Forms.DOMAIN);
    static final Setting<String> DKIM_SELECTOR = Setting.of("selector", Forms.SELECTOR, "postroom");
    static final Setting<Optional<Path>> DKIM_KEY_FILE = Setting.of(
            "keyFile",
            Forms.FILE
                    .expecting(
                            "a PEM file with an RSA key of at least " + RsaKeyFile.SHORTEST
                                    + " bits that only the server's account can read, as made by openssl genrsa -out dkim.pem 2048")
                    .orNone(),
            "none");
    static final Shape DKIM = Shape.keyed("dkim", DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE);

    static final Setting<Long> MAIL_SIZE = Setting.of("mailSize", Forms.SIZE, "25MB");
    static final Setting<Integer> SPOOLER_THREADS = Setting.of("spoolerThreads", Forms.count(1, 32), "6");
    static final Setting<Integer> CONNECTIONS = Setting.of("connections", Forms.count(1, 10_000), "200");
    static final Setting<Integer> CONNECTIONS_PER_CLIENT =
            Setting.of("connectionsPerClient", Forms.count(1, 10_000), "50");
    static final Setting<Integer> ACKNOWLEDGEMENTS_PER_ADDRESS =
            Setting.of("acknowledgementsPerAddress", Forms.count(0, 1_000), "5");
    static final Setting<Integer> ACKNOWLEDGEMENTS_PER_SUBJECT =
            Setting.of("acknowledgementsPerSubject", Forms.count(0, 100_000), "20");
    static final Setting<Integer> MAILS_PER_TICKET = Setting.of("mailsPerTicket", Forms.count(1, 100_000), "30");
    static final Setting<Integer> ACKNOWLEDGEMENTS_IN_ALL =
            Setting.of("acknowledgementsInAll", Forms.count(0, 1_000_000), "1000");
    static final Setting<Duration> HELD_FOR = Setting.of("heldFor", Forms.DURATION, "14d");
    static final Shape LIMITS = Shape.single(
            "limits",
            MAIL_SIZE,
            SPOOLER_THREADS,
            CONNECTIONS,
            CONNECTIONS_PER_CLIENT,
            ACKNOWLEDGEMENTS_PER_ADDRESS,
            ACKNOWLEDGEMENTS_PER_SUBJECT,
            ACKNOWLEDGEMENTS_IN_ALL,
            MAILS_PER_TICKET,
            HELD_FOR);

    static final Setting<Duration> UNTAKEN_AFTER = Setting.of("untakenAfter", Forms.DURATION, "30m");
    static final Setting<List<String>> CATEGORIES = Setting.of("categories", Forms.WORDS, "none");
    static final Shape ROUTING = Shape.single("routing", CATEGORIES, UNTAKEN_AFTER);

    static final Setting<String> DESK_ID = Setting.compulsory("id", Forms.WORD);
    static final Setting<List<EmailAddress>> DESK_ADDRESSES =
            Setting.compulsory("addresses", Forms.some(Forms.ADDRESSES));
    static final Setting<String> DESK_PREFIX = Setting.compulsory("prefix", PREFIX);
    static final Setting<String> FROM_NAME =
            Setting.compulsory("fromName", Forms.line("a name of at most 60 characters such as Acme Support", 60));
    static final Setting<List<Language>> DESK_LANGUAGES = Setting.compulsory("languages", Forms.some(Forms.LANGUAGES));
    static final Setting<ZoneId> TIME_ZONE = Setting.of("timeZone", Forms.ZONE, "UTC");
    static final Setting<Map<DayOfWeek, List<Span>>> HOURS = Setting.of("hours", HoursForm.HOURS, "always");
    static final Setting<HoursForm.Holidays> HOLIDAYS = Setting.of("holidays", HoursForm.HOLIDAYS, "none");
    static final Setting<String> DESK_TEAM = Setting.compulsory("team", Forms.WORD);
    static final Setting<List<EmailAddress>> LEADS =
            Setting.of("leads", Forms.ADDRESSES.expecting(Forms.ADDRESSES.expected() + ", or none"), "none");
    static final Setting<Duration> FIRST_REPLY_WITHIN = Setting.of("firstReplyWithin", Forms.DURATION, "8h");
    static final Setting<Duration> REOPEN_WITHIN = Setting.of("reopenWithin", Forms.DURATION, "14d");
    static final Setting<StampPlace> SUBJECT_NUMBER =
            Setting.of("subjectNumber", Forms.choice(StampPlace.class), "before");
    static final Setting<String> ACKNOWLEDGEMENT = Setting.of(
            "acknowledgement",
            new Form<>("the name of a template in conf/templates such as acknowledgement", Forms.WORD.reader()),
            "acknowledgement");
    static final Setting<List<EmailAddress>> TRUSTED_FORMS =
            Setting.of("trustedForms", Forms.ADDRESSES.expecting(Forms.ADDRESSES.expected() + ", or none"), "none");
    static final Setting<Optional<String>> OTHER_WAYS = Setting.of(
            "otherWays", Forms.line("a text of at most 200 characters", 200).orNone(), "none");
    static final Setting<Optional<Duration>> RETENTION = Setting.of(
            "retention",
            Forms.DURATION.expecting("a number and a unit such as 730d").orNone(),
            "none");
    static final Setting<Boolean> ASK_PAST_DESK = Setting.of("askPastDesk", Forms.FLAG, "true");
    static final Shape DESK = Shape.keyed(
            "desk",
            DESK_ID,
            DESK_ADDRESSES,
            DESK_PREFIX,
            FROM_NAME,
            DESK_LANGUAGES,
            TIME_ZONE,
            HOURS,
            HOLIDAYS,
            DESK_TEAM,
            LEADS,
            FIRST_REPLY_WITHIN,
            REOPEN_WITHIN,
            SUBJECT_NUMBER,
            ACKNOWLEDGEMENT,
            TRUSTED_FORMS,
            OTHER_WAYS,
            RETENTION,
            ASK_PAST_DESK);

    static final Setting<String> TEAM_ID = Setting.compulsory("id", Forms.WORD);
    static final Setting<List<EmailAddress>> TEAM_AGENTS = Setting.compulsory("agents", Forms.some(Forms.ADDRESSES));
    static final Shape TEAM = Shape.keyed("team", TEAM_ID, TEAM_AGENTS);

    static final Setting<EmailAddress> AGENT_ADDRESS = Setting.compulsory("address", Forms.ADDRESS);
    static final Setting<String> AGENT_NAME =
            Setting.compulsory("name", Forms.line("a name of at most 60 characters such as Anna Schmidt", 60));
    static final Setting<List<Language>> AGENT_LANGUAGES = Setting.compulsory("languages", Forms.some(Forms.LANGUAGES));
    static final Setting<List<String>> SKILLS =
            Setting.of("skills", Forms.WORDS.expecting(Forms.WORDS.expected() + ", or none for all"), "none");
    static final Setting<Integer> CAPACITY = Setting.of("capacity", Forms.count(0, 100_000), "200");
    static final Setting<List<Absence>> ABSENCES = Setting.of("absences", Forms.ABSENCES, "none");
    static final Shape AGENT = Shape.keyed(
            "agent",
            AGENT_ADDRESS,
            AGENT_NAME,
            AGENT_LANGUAGES,
            SKILLS,
            CAPACITY,
            TIME_ZONE,
            HOURS,
            HOLIDAYS,
            ABSENCES);

    static final Shape POSTROOM =
            Shape.of("postroom", SERVER, DATABASE, SMART_HOST, DKIM, LIMITS, ROUTING, DESK, TEAM, AGENT);

    private Shapes() {}
}
