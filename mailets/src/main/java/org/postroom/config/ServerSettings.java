// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What the server listens on.
 *
 * @param bind the address of this machine that SMTP, submission and IMAP listen on; {@code 0.0.0.0} for all
 * @param adminBind the address that WebAdmin listens on
 * @param hostName the name that the server calls itself in greetings; empty for the machine's own
 * @param tls the admin's own certificate; empty for a self-signed one
 * @param trustedResults names of the mail servers in front whose results of SPF, DKIM and DMARC count, lower case
 */
public record ServerSettings(
        String bind, String adminBind, Optional<String> hostName, Optional<Keystore> tls, Set<String> trustedResults) {

    /** Takes a copy. */
    public ServerSettings {
        trustedResults = Set.copyOf(trustedResults);
    }

    /**
     * A certificate with its key.
     *
     * @param file a PKCS #12 file, absolute
     * @param password its password
     */
    public record Keystore(Path file, String password) {

        @Override
        public String toString() {
            return "Keystore[file=" + file + ", password=(hidden)]";
        }
    }
}
