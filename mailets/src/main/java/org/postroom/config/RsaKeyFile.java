// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an RSA key from a PEM file (RFC 7468), as {@code openssl genrsa} writes it: PKCS #8 ({@code PRIVATE KEY}) or PKCS #1
 * ({@code RSA PRIVATE KEY}).
 */
final class RsaKeyFile {

    /** Signers must not use shorter ones (RFC 8301 section 3.2). */
    static final int SHORTEST = 1024;

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ((?:RSA |ENCRYPTED |EC )?PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String PKCS_8 = "PRIVATE KEY";

    /** Version 0 and the algorithm rsaEncryption without parameters (RFC 5208 section 5, RFC 8017 appendix A.1). */
    private static final byte[] VERSION_AND_RSA = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private RsaKeyFile() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException saying what is wrong with the file, to be put behind "which"
     */
    static RSAPrivateCrtKey read(Path file) {
        String pem = text(file);
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("holds no private key in PEM");
        }
        if (block.group(1).startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
            throw new IllegalArgumentException("is encrypted");
        }
        RSAPrivateCrtKey key =
                rsa(block.group(1), block.group(2)).orElseThrow(() -> new IllegalArgumentException("holds no RSA key"));
        if (key.getModulus().bitLength() < SHORTEST) {
            throw new IllegalArgumentException(
                    "has a key of " + key.getModulus().bitLength() + " bits");
        }
        return key;
    }

    private static String text(Path file) {
        try {
            boolean posix =
                    FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
            if (posix && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw new IllegalArgumentException("every account of the machine can read (chmod 600 changes it)");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read", e);
        }
    }

    private static Optional<RSAPrivateCrtKey> rsa(String label, String base64) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            byte[] pkcs8 = label.equals(PKCS_8) ? der : inPkcs8(der);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8))
                            instanceof RSAPrivateCrtKey key
                    ? Optional.of(key)
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] inPkcs8(byte[] pkcs1) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(VERSION_AND_RSA);
        content.writeBytes(tagged(0x04, pkcs1));
        return tagged(0x30, content.toByteArray());
    }

    /** An element of DER (ITU-T X.690 section 8.1); a length of two bytes holds keys of 16,384 bits and more. */
    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 4);
        out.write(tag);
        out.write(0x82);
        out.write(content.length >> 8);
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }
}
