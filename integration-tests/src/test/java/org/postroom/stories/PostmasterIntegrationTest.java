// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.user.api.UsersRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever runs mail elsewhere must be able to reach somebody here (RFC 5321 section 4.5.1). */
class PostmasterIntegrationTest {

    @AutoClose
    private static RunningHelpDesk desk;

    @BeforeAll
    static void start() throws Exception {
        desk = RunningHelpDesk.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postmaster@acme.test", "PostMaster@acme.test", "Postmaster"})
    void mailToPostmasterShouldComeToTheLeads(String recipient) throws Exception {
        String needle = "blocked-" + recipient;
        deliver(recipient, needle);

        inbox("lead@acme.test", needle);
        assertThat(desk.tickets()).isEmpty();
    }

    @Test
    void postmasterWithAnAccountShouldGetTheirMail() throws Exception {
        desk.addUser("postmaster@acme.test");
        try {
            postmastersMailShouldComeOnlyTo("postmaster@acme.test", "to the account");
        } finally {
            desk.get(UsersRepository.class).removeUser(Username.of("postmaster@acme.test"));
        }
    }

    @Test
    void postmasterWithAnAliasShouldGetTheirMailThere() throws Exception {
        RecipientRewriteTable aliases = desk.get(RecipientRewriteTable.class);
        MappingSource postmaster = MappingSource.fromUser("postmaster", Domain.of("acme.test"));
        aliases.addAliasMapping(postmaster, "agent2@acme.test");
        try {
            postmastersMailShouldComeOnlyTo("agent2@acme.test", "to the alias");
        } finally {
            aliases.removeAliasMapping(postmaster, "agent2@acme.test");
        }
    }

    @Test
    void mailShouldBeKeptWhileNoLeadHasAnAccount() throws Exception {
        desk.get(UsersRepository.class).removeUser(Username.of("lead@acme.test"));
        try {
            deliver("postmaster@acme.test", "nobody here yet");

            Path kept = desk.home().resolve("var").resolve("mail").resolve("address-error");
            eventually("the kept mail", () -> contains(kept, "nobody here yet") ? Optional.of(kept) : Optional.empty());
        } finally {
            desk.addUser("lead@acme.test");
        }
    }

    @Test
    void postmasterElsewhereShouldNotBeTaken() throws Exception {
        try (SmtpClient client = new SmtpClient(desk.ports().smtp())) {
            assertThat(client.deliver(
                            "a@elsewhere.test",
                            List.of("postmaster@elsewhere.test"),
                            Letters.plain("e", "a@b.test", "x", "y", "")))
                    .startsWith("5");
        }
    }

    private static void postmastersMailShouldComeOnlyTo(String account, String text) throws Exception {
        deliver("postmaster@acme.test", text);

        inbox(account, text);
        assertThat(desk.agent("lead@acme.test").folder("INBOX"))
                .noneMatch(seen -> text(seen).contains(text));
    }

    private static void deliver(String recipient, String text) throws Exception {
        try (SmtpClient client = new SmtpClient(desk.ports().smtp())) {
            byte[] letter = Letters.plain("pm" + text.hashCode(), "admin@far.test", "Your server", text, "");
            assertThat(client.deliver("admin@far.test", List.of(recipient), letter))
                    .startsWith("250");
        }
    }

    private static void inbox(String account, String needle) {
        eventually(
                needle + " in the INBOX of " + account,
                () -> desk.agent(account).folder("INBOX").stream()
                        .filter(seen -> text(seen).contains(needle))
                        .findFirst());
    }

    private static String text(AgentsProgram.Seen seen) {
        return new String(seen.source(), StandardCharsets.UTF_8);
    }

    private static boolean contains(Path directory, String needle) throws IOException {
        if (!Files.exists(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(needle)) {
                    return true;
                }
            }
        }
        return false;
    }
}
