// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.security.SecureRandom;
import java.util.Locale;
import org.postroom.message.MessageId;

/** Makes Message-IDs of ours. */
@FunctionalInterface
public interface MessageIds {

    /**
     * A new identifier.
     *
     * @param domain the desk's domain
     * @return an identifier that nobody has and nobody can guess
     */
    MessageId next(String domain);

    /**
     * Identifiers with 128 random bits.
     *
     * @return the source of identifiers, safe for many threads
     */
    static MessageIds random() {
        SecureRandom random = new SecureRandom();
        return domain -> new MessageId(
                String.format(Locale.ROOT, "%016x%016x@%s", random.nextLong(), random.nextLong(), domain));
    }
}
