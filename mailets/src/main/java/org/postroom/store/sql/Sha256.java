// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.ticket.MailKey;

/** Keys of fixed length for identifiers that are too long for an index. */
final class Sha256 {

    private Sha256() {}

    /** The key of a mail (design rule 2). */
    static String of(MailKey key) {
        return hash("mail", key.messageId().map(MessageId::value).orElse(""), key.digest());
    }

    /** The key of a Message-ID by one author. */
    static String of(MessageId messageId, EmailAddress author) {
        return hash("author", messageId.value(), author.key());
    }

    /** The key of a Message-ID. */
    static String of(MessageId messageId) {
        return hash("id", messageId.value(), "");
    }

    /** The key of what is sent once. */
    static String of(String onceKey) {
        return hash("once", onceKey, "");
    }

    private static String hash(String kind, String first, String second) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((kind + '\0' + first + '\0' + second).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
