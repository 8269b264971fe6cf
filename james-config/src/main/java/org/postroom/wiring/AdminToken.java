// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The secret between web administration and the commands on the same machine. Whoever can read the file is the admin.
 */
final class AdminToken {

    private static final String BEARER = "Bearer ";
    private static final int BYTES = 32;

    private final byte[] token;

    private AdminToken(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The token in this file, made if there is none.
     *
     * @param file the file, readable by its owner only
     * @return the token
     */
    static AdminToken in(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[BYTES];
                new SecureRandom().nextBytes(random);
                Home.writePrivately(file, HexFormat.of().formatHex(random) + "\n");
            }
            String token = Files.readString(file).strip();
            if (token.length() < BYTES) {
                throw new IllegalStateException(file + ": the token is too short; delete the file and start again");
            }
            return new AdminToken(token);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Whether a request carries the token; takes the same time whatever is wrong.
     *
     * @param authorization the value of the header {@code Authorization}
     * @return whether it is {@code Bearer} and the token
     */
    boolean matches(String authorization) {
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        String given = bearer ? authorization.substring(BEARER.length()).strip() : "";
        return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    }
}
