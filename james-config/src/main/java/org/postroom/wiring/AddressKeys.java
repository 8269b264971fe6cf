// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.postroom.reply.InstanceId;
import org.postroom.ticket.SignedAddresses;

/**
 * The keys of signed addresses, in {@code var/keys/addresses}: one a line, {@code ID SECRET}, the first signs, all are accepted.
 * To rotate, put a line with another id in front. Signed addresses live in customers' mail for years: who loses this file loses
 * the way their answers find their tickets by.
 */
final class AddressKeys {

    private static final int SECRET_BYTES = 32;

    private AddressKeys() {}

    /** The keys; made at the first start. */
    static List<SignedAddresses.Key> in(Home home) {
        Path file = home.keys().resolve("addresses");
        if (!Files.exists(file)) {
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            Home.writePrivately(file, "a " + Base64.getEncoder().encodeToString(secret) + "\n");
        }
        List<SignedAddresses.Key> keys = new ArrayList<>();
        for (String line : lines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                keys.add(key(file, line.strip()));
            }
        }
        Set<Character> ids = new HashSet<>();
        keys.stream()
                .map(SignedAddresses.Key::id)
                .filter(id -> !ids.add(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalStateException(file + ": two keys are called " + id
                            + "; a new key needs an id of its own, and the old line stays");
                });
        if (keys.isEmpty()) {
            throw new IllegalStateException(file + " holds no key; restore it from a backup");
        }
        return keys;
    }

    /** The id of this installation; made at the first start. */
    static InstanceId instance(Home home) {
        Path file = home.keys().resolve("instance");
        if (!Files.exists(file)) {
            Home.writePrivately(file, UUID.randomUUID() + "\n");
        }
        return new InstanceId(String.join("", lines(file)).strip());
    }

    private static SignedAddresses.Key key(Path file, String line) {
        String[] parts = line.split("\\s+");
        try {
            return new SignedAddresses.Key(
                    parts[0].charAt(0), Base64.getDecoder().decode(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalStateException(
                    file + ": a line is no key; expected a letter, a space and base64 of at least 16 bytes", e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
