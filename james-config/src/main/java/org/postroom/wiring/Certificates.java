// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Collections;
import org.postroom.config.ServerSettings.Keystore;

/** The certificate of all listeners: the admin's own, or a self-signed one that is made at the first start. */
final class Certificates {

    private Certificates() {}

    /**
     * The admin's own keystore, tried.
     *
     * @param keystore file and password
     * @return the same
     * @throws ServerNotStarted with a sentence for the admin, if it cannot be opened or holds no key
     */
    static Keystore checked(Keystore keystore) throws ServerNotStarted {
        try (InputStream in = Files.newInputStream(keystore.file())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, keystore.password().toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return keystore;
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new ServerNotStarted(
                    keystore.file() + ": cannot be opened as PKCS #12 with the password given: " + e.getMessage(), e);
        }
        throw new ServerNotStarted(keystore.file() + ": there is no certificate with its key in it");
    }

    /**
     * The self-signed keystore of this home, made if there is none.
     *
     * @param home where it is kept
     * @param hostName the name that clients connect to
     * @param clock today
     * @return file and password
     */
    static Keystore selfSigned(Home home, String hostName, Clock clock) {
        Path file = home.tls().resolve("self-signed.p12");
        Path password = home.tls().resolve("self-signed.password");
        try {
            if (!Files.exists(file) || !Files.exists(password)) {
                SelfSigned made = SelfSigned.make(hostName, clock.instant());
                Home.writePrivately(password, made.password());
                Home.writePrivately(home.tls().resolve("self-signed.pem"), made.pem());
                Home.writePrivately(file, made.keystore());
            }
            return new Keystore(file, Files.readString(password));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + password + ": " + e.getMessage(), e);
        }
    }
}
