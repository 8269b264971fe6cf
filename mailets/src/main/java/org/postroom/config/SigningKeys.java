// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.postroom.desk.SigningKey;
import org.postroom.message.EmailAddress;

/** Reads the keys that sign what leaves; a domain without a key file has none. */
final class SigningKeys {

    private final Path confDir;

    SigningKeys(Path confDir) {
        this.confDir = confDir;
    }

    /** The keys; what is wrong is among the errors of its section. */
    List<SigningKey> read(List<Section> sections, List<EmailAddress> own) {
        CrossCheck.unique(sections, Shapes.DKIM_DOMAIN);
        return sections.stream()
                .flatMap(section -> {
                    belongsToUs(section, own);
                    return read(section).stream();
                })
                .toList();
    }

    private Optional<SigningKey> read(Section section) {
        Optional<String> domain = section.value(Shapes.DKIM_DOMAIN);
        Optional<String> selector = section.value(Shapes.DKIM_SELECTOR);
        Optional<Path> file = section.value(Shapes.DKIM_KEY_FILE).flatMap(given -> given);
        if (domain.isEmpty() || selector.isEmpty() || file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new SigningKey(domain.get(), selector.get(), RsaKeyFile.read(confDir.resolve(file.get()))));
        } catch (IllegalArgumentException e) {
            section.wrong(
                    Shapes.DKIM_KEY_FILE,
                    "keyFile is \"" + file.get() + "\", which " + e.getMessage() + "; expected "
                            + Shapes.DKIM_KEY_FILE.form().expected());
            return Optional.empty();
        }
    }

    private static void belongsToUs(Section section, List<EmailAddress> own) {
        TreeSet<String> domains = new TreeSet<>();
        own.forEach(address -> domains.add(address.domain()));
        section.value(Shapes.DKIM_DOMAIN)
                .filter(domain ->
                        domains.stream().noneMatch(ours -> ours.equals(domain) || ours.endsWith("." + domain)))
                .ifPresent(domain -> section.wrong(
                        "no desk and no agent has an address in this domain, or in one below it; domains: "
                                + String.join(", ", domains)));
    }
}
