// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.SignedAddresses.Meaning;
import org.postroom.ticket.SignedAddresses.Target;

/** Keys are rotated by a line in front of the others. */
class AddressKeysTest {

    private static final Meaning MEANING = new Meaning(EmailAddress.of("support@acme.test"), 1042, 77, Target.AUTHOR);

    @TempDir
    private Path directory;

    @Test
    void addressesOfAnOlderKeyShouldBeReadAfterTheRotation() throws Exception {
        Home home = home();
        EmailAddress old = keys(home).sign(MEANING);
        Path file = home.keys().resolve("addresses");
        Files.writeString(file, "# since November\nb " + secret() + "\n" + Files.readString(file));

        SignedAddresses rotated = keys(home);

        assertThat(rotated.read(old)).contains(MEANING);
        EmailAddress now = rotated.sign(MEANING);
        assertThat(now).isNotEqualTo(old);
        assertThat(now.localPart()).contains(".b");
        assertThat(rotated.read(now)).contains(MEANING);
    }

    @Test
    void addressesOfAKeyThatWasTakenOutShouldBeRefused() throws Exception {
        Home home = home();
        EmailAddress old = keys(home).sign(MEANING);
        Files.writeString(home.keys().resolve("addresses"), "b " + secret() + "\n");

        assertThat(keys(home).read(old)).isEmpty();
    }

    @Test
    void twoKeysOfOneIdShouldBeRefused() throws Exception {
        Home home = home();
        AddressKeys.in(home);
        Path file = home.keys().resolve("addresses");
        Files.writeString(file, "a " + secret() + "\n" + Files.readString(file));

        assertThatThrownBy(() -> AddressKeys.in(home))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two keys are called a");
    }

    private Home home() {
        Home home = new Home(directory);
        home.makeDirectories();
        return home;
    }

    private static SignedAddresses keys(Home home) {
        return new SignedAddresses(AddressKeys.in(home));
    }

    private static String secret() {
        return Base64.getEncoder()
                .encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    }
}
