// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificate and key in the one form that James reads without Bouncy Castle, whose signed jars would cost a second of
 * each start. Written anew at each start, with a password of that start.
 *
 * @param file the PKCS #12 file
 * @param password its password
 */
record KeyStoreFile(Path file, String password) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    /**
     * Writes the file.
     *
     * @param home where to
     * @param certificate certificate and key, PEM
     * @return the file
     * @throws ServerNotStarted with a sentence for the admin, if one of them cannot be read
     */
    static KeyStoreFile write(Home home, ServerSettings.Certificate certificate) throws ServerNotStarted {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path file = home.tls().resolve("james.p12");
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("james", key(certificate.key()), password.toCharArray(), chain(certificate.chain()));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password.toCharArray());
            Home.writePrivately(file, bytes.toByteArray());
        } catch (GeneralSecurityException | IOException e) {
            throw new ServerNotStarted(
                    "certificate " + certificate.chain() + ", key " + certificate.key() + ": " + e.getMessage(), e);
        }
        return new KeyStoreFile(file, password);
    }

    private static Certificate[] chain(Path file) throws GeneralSecurityException, IOException, ServerNotStarted {
        try (InputStream in = Files.newInputStream(file)) {
            var certificates = new ArrayList<Certificate>(
                    CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (certificates.isEmpty()) {
                throw new ServerNotStarted(file + ": there is no certificate in it; expected PEM");
            }
            return certificates.toArray(Certificate[]::new);
        }
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException, ServerNotStarted {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new ServerNotStarted(file + ": there is no private key in it; expected PEM with BEGIN PRIVATE KEY"
                    + " (make it with: openssl pkcs8 -topk8 -nocrypt)");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // A key of another kind; the next one may read it.
            }
        }
        throw new ServerNotStarted(file + ": the private key is none of " + ALGORITHMS);
    }
}
