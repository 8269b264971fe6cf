// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroom.desk.Agent;
import org.postroom.desk.Desk;
import org.postroom.desk.DeskId;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Language;
import org.postroom.desk.SigningKey;
import org.postroom.desk.Team;
import org.postroom.desk.Template;
import org.postroom.desk.WorkingHours;

/** Reads {@code postroom.xml}: settings first, then what must fit together, then the values. */
final class ConfigurationReader {

    private static final String FILE = "postroom.xml";

    private final Path confDir;
    private final Errors errors;
    private final Map<DeskId, Map<Language, Template>> acknowledgements = new HashMap<>();
    private final Map<Setting<?>, String> passwords = new IdentityHashMap<>();

    ConfigurationReader(Path confDir) {
        this.confDir = confDir.toAbsolutePath().normalize();
        this.errors = new Errors(shown(FILE));
    }

    Configuration read() throws ConfigurationException {
        Optional<XmlElement> root = XmlFile.read(confDir.resolve(FILE), errors);
        if (root.isEmpty()) {
            throw new ConfigurationException(errors.all());
        }
        Section postroom = Section.read(root.get(), Shapes.POSTROOM, errors);
        if (!root.get().name().equals(Shapes.POSTROOM.name())) {
            throw new ConfigurationException(List.of(new ConfigurationError(
                    shown(FILE),
                    root.get().line(),
                    "",
                    "begins with <" + root.get().name() + ">; expected <postroom>")));
        }
        return read(postroom);
    }

    private Configuration read(Section postroom) throws ConfigurationException {
        Section server = postroom.part(Shapes.SERVER);
        Section database = postroom.part(Shapes.DATABASE);
        Section smartHost = postroom.part(Shapes.SMART_HOST);
        Section limits = postroom.part(Shapes.LIMITS);
        Section routing = postroom.part(Shapes.ROUTING);
        List<Section> desks = postroom.parts(Shapes.DESK);
        List<Section> teams = postroom.parts(Shapes.TEAM);
        List<Section> agents = postroom.parts(Shapes.AGENT);
        new CrossCheck(postroom, desks, teams, agents, routing).run();
        readPasswords(server, database, smartHost);
        desks.forEach(this::readTemplates);
        List<Section> dkim = postroom.parts(Shapes.DKIM);
        List<SigningKey> keys = new SigningKeys(confDir).read(dkim, CrossCheck.own(desks, agents));
        List<ConfigurationError> found = errors.all();
        if (!found.isEmpty()) {
            throw new ConfigurationException(found);
        }
        return new Configuration(
                new HelpDesk(
                        desks.stream().map(ConfigurationReader::desk).toList(),
                        teams.stream().map(ConfigurationReader::team).toList(),
                        agents.stream().map(ConfigurationReader::agent).toList()),
                routing.require(Shapes.CATEGORIES),
                acknowledgements,
                routing.require(Shapes.UNTAKEN_AFTER),
                server(server),
                database(database),
                smartHost(smartHost),
                keys,
                limits(limits));
    }

    /** The files that hold passwords; what they belong to must be there as well. */
    private void readPasswords(Section server, Section database, Section smartHost) {
        if (server.value(Shapes.KEYSTORE).flatMap(file -> file).isPresent()) {
            server.value(Shapes.KEYSTORE)
                    .flatMap(file -> file)
                    .filter(file -> !Files.isReadable(confDir.resolve(file)))
                    .ifPresent(file -> server.wrong(
                            Shapes.KEYSTORE,
                            "keystore is \"" + file + "\", which cannot be read; expected a PKCS #12 file, or none"));
            readPassword(server, Shapes.KEYSTORE_PASSWORD, "keystore");
        }
        if (database.value(Shapes.DATABASE_USER).flatMap(user -> user).isPresent()) {
            readPassword(database, Shapes.DATABASE_PASSWORD, "user");
        }
        if (smartHost.value(Shapes.SMART_HOST_USER).flatMap(user -> user).isPresent()) {
            readPassword(smartHost, Shapes.SMART_HOST_PASSWORD, "user");
        }
    }

    private void readPassword(Section section, Setting<Optional<Path>> setting, String neededBy) {
        Optional<Path> file = section.value(setting).flatMap(given -> given);
        if (file.isEmpty()) {
            section.wrong(
                    setting,
                    setting.name() + " is none, but " + neededBy + " is set; expected a file that holds the "
                            + "password and nothing else, such as secret.txt");
            return;
        }
        try {
            passwords.put(
                    setting,
                    Files.readString(confDir.resolve(file.get()), StandardCharsets.UTF_8)
                            .strip());
        } catch (IOException e) {
            section.wrong(
                    setting,
                    setting.name() + " is \"" + file.get()
                            + "\", which cannot be read; expected a file that holds the password and nothing else");
        }
    }

    private void readTemplates(Section desk) {
        Optional<String> name = desk.value(Shapes.ACKNOWLEDGEMENT);
        Optional<List<Language>> languages = desk.value(Shapes.DESK_LANGUAGES);
        if (name.isEmpty() || languages.isEmpty()) {
            return;
        }
        Map<Language, Template> templates = new LinkedHashMap<>();
        for (Language language : languages.get()) {
            String file = "templates/" + name.get() + "." + language + ".mustache";
            Path path = confDir.resolve(file);
            if (!Files.exists(path)) {
                desk.wrong(
                        Shapes.ACKNOWLEDGEMENT,
                        "acknowledgement is \"" + name.get() + "\", but there is no " + shown(file) + " for language "
                                + language + " of the desk");
                continue;
            }
            Errors inTemplate = new Errors(shown(file));
            new TemplateFile(path, inTemplate).read().ifPresent(template -> templates.put(language, template));
            errors.addAll(inTemplate.all());
        }
        desk.value(Shapes.DESK_ID).ifPresent(id -> acknowledgements.put(new DeskId(id), Map.copyOf(templates)));
    }

    private String shown(String file) {
        Path last = confDir.getFileName();
        return (last == null ? "" : last + "/") + file;
    }

    private static Desk desk(Section desk) {
        return new Desk(
                new DeskId(desk.require(Shapes.DESK_ID)),
                desk.require(Shapes.DESK_ADDRESSES),
                desk.require(Shapes.DESK_PREFIX),
                desk.require(Shapes.FROM_NAME),
                desk.require(Shapes.DESK_LANGUAGES),
                hours(desk),
                desk.require(Shapes.DESK_TEAM),
                desk.require(Shapes.LEADS),
                desk.require(Shapes.FIRST_REPLY_WITHIN),
                desk.require(Shapes.REOPEN_WITHIN),
                desk.require(Shapes.SUBJECT_NUMBER),
                new HashSet<>(desk.require(Shapes.TRUSTED_FORMS)),
                desk.require(Shapes.OTHER_WAYS).orElse(""),
                desk.require(Shapes.RETENTION),
                desk.require(Shapes.ASK_PAST_DESK));
    }

    private static Team team(Section team) {
        return new Team(team.require(Shapes.TEAM_ID), team.require(Shapes.TEAM_AGENTS));
    }

    private static Agent agent(Section agent) {
        return new Agent(
                agent.require(Shapes.AGENT_ADDRESS),
                agent.require(Shapes.AGENT_NAME),
                new HashSet<>(agent.require(Shapes.AGENT_LANGUAGES)),
                new HashSet<>(agent.require(Shapes.SKILLS)),
                agent.require(Shapes.CAPACITY),
                hours(agent),
                agent.require(Shapes.ABSENCES));
    }

    private static WorkingHours hours(Section section) {
        HoursForm.Holidays holidays = section.require(Shapes.HOLIDAYS);
        return new WorkingHours(
                section.require(Shapes.TIME_ZONE), section.require(Shapes.HOURS), holidays.once(), holidays.yearly());
    }

    private ServerSettings server(Section server) {
        return new ServerSettings(
                server.require(Shapes.BIND),
                server.require(Shapes.ADMIN_BIND),
                server.require(Shapes.HOST_NAME_SETTING),
                server.require(Shapes.KEYSTORE)
                        .map(file -> new ServerSettings.Keystore(
                                confDir.resolve(file), passwords.getOrDefault(Shapes.KEYSTORE_PASSWORD, ""))),
                new HashSet<>(server.require(Shapes.TRUSTED_RESULTS)));
    }

    private DatabaseSettings database(Section database) {
        return new DatabaseSettings(
                database.require(Shapes.URL),
                database.require(Shapes.DATABASE_USER).orElse(""),
                passwords.getOrDefault(Shapes.DATABASE_PASSWORD, ""));
    }

    private Optional<SmartHost> smartHost(Section section) {
        Optional<SmartHost.Credentials> credentials = section.require(Shapes.SMART_HOST_USER)
                .map(user -> new SmartHost.Credentials(user, passwords.getOrDefault(Shapes.SMART_HOST_PASSWORD, "")));
        return section.require(Shapes.SMART_HOST_ADDRESS)
                .map(address -> new SmartHost(
                        address.host(), address.port(), section.require(Shapes.SMART_HOST_SECURITY), credentials));
    }

    private static Limits limits(Section limits) {
        return new Limits(
                limits.require(Shapes.MAIL_SIZE),
                limits.require(Shapes.SPOOLER_THREADS),
                limits.require(Shapes.CONNECTIONS),
                limits.require(Shapes.CONNECTIONS_PER_CLIENT),
                limits.require(Shapes.ACKNOWLEDGEMENTS_PER_ADDRESS),
                limits.require(Shapes.ACKNOWLEDGEMENTS_PER_SUBJECT),
                limits.require(Shapes.ACKNOWLEDGEMENTS_IN_ALL),
                limits.require(Shapes.MAILS_PER_TICKET),
                limits.require(Shapes.HELD_FOR));
    }
}
