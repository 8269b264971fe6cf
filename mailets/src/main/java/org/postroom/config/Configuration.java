// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroom.desk.Desk;
import org.postroom.desk.DeskId;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Language;
import org.postroom.desk.SigningKey;
import org.postroom.desk.Template;

/**
 * Everything that {@code conf/postroom.xml} and {@code conf/templates} say. Immutable; a changed configuration is read into a
 * new value.
 *
 * @param helpDesk desks, teams and agents
 * @param categories what a ticket can be about, in their order
 * @param acknowledgements for each desk its template for each of its languages
 * @param untakenAfter after how long a ticket that nobody took is put before everybody on duty
 * @param server what the server listens on
 * @param database where tickets are kept
 * @param smartHost the server that takes all mail to the outside; empty to send by MX
 * @param signingKeys what signs outgoing mail, for each domain that has a key
 * @param limits how much there may be
 */
public record Configuration(
        HelpDesk helpDesk,
        List<String> categories,
        Map<DeskId, Map<Language, Template>> acknowledgements,
        Duration untakenAfter,
        ServerSettings server,
        DatabaseSettings database,
        Optional<SmartHost> smartHost,
        List<SigningKey> signingKeys,
        Limits limits) {

    /** Takes copies. */
    public Configuration {
        categories = List.copyOf(categories);
        acknowledgements = Map.copyOf(acknowledgements);
        signingKeys = List.copyOf(signingKeys);
    }

    /**
     * Reads {@code postroom.xml} and the templates that it names.
     *
     * @param confDir the directory {@code conf}
     * @return the configuration
     * @throws ConfigurationException when anything is wrong; it carries all errors
     */
    public static Configuration read(Path confDir) throws ConfigurationException {
        return new ConfigurationReader(confDir).read();
    }

    /**
     * The same configuration with another smart host, as {@code --smarthost} orders.
     *
     * @param other the smart host
     * @return the changed configuration
     */
    public Configuration withSmartHost(SmartHost other) {
        return new Configuration(
                helpDesk,
                categories,
                acknowledgements,
                untakenAfter,
                server,
                database,
                Optional.of(other),
                signingKeys,
                limits);
    }

    /**
     * The desk's wording in a language.
     *
     * @param desk the desk
     * @param language the customer's language
     * @return the template in that language, or in the desk's first one where the desk does not have it
     */
    public Template acknowledgement(Desk desk, Language language) {
        Map<Language, Template> templates = acknowledgements.getOrDefault(desk.id(), Map.of());
        Template chosen =
                templates.getOrDefault(language, templates.get(desk.languages().get(0)));
        if (chosen == null) {
            throw new IllegalArgumentException("desk " + desk.id() + " is not of this configuration");
        }
        return chosen;
    }
}
