// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RsaKeyFileTest {

    /** What PKCS #8 puts before the PKCS #1 form of a key of 2048 bits. */
    private static final int BEFORE_PKCS_1 = 26;

    @TempDir
    private Path dir;

    @Test
    void bothFormsOfOpensslShouldBeRead() throws Exception {
        PrivateKey key = key("RSA", 2048);
        byte[] pkcs8 = key.getEncoded();

        assertThat(RsaKeyFile.read(pem("PRIVATE KEY", pkcs8))).isEqualTo(key);
        assertThat(RsaKeyFile.read(pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, BEFORE_PKCS_1, pkcs8.length))))
                .isEqualTo(key);
    }

    @Test
    void shortKeyShouldBeRefused() throws Exception {
        Path file = pem("PRIVATE KEY", key("RSA", 512).getEncoded());

        assertThatThrownBy(() -> RsaKeyFile.read(file)).hasMessage("has a key of 512 bits");
    }

    @Test
    void whatIsNoRsaKeyShouldBeRefused() throws Exception {
        Path elliptic = pem("PRIVATE KEY", key("EC", 256).getEncoded());
        Path broken = pem("RSA PRIVATE KEY", new byte[] {1, 2, 3});
        Path certificate = pem("CERTIFICATE", new byte[] {1, 2, 3});
        Path encrypted = pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3});

        assertThatThrownBy(() -> RsaKeyFile.read(elliptic)).hasMessage("holds no RSA key");
        assertThatThrownBy(() -> RsaKeyFile.read(broken)).hasMessage("holds no RSA key");
        assertThatThrownBy(() -> RsaKeyFile.read(certificate)).hasMessage("holds no private key in PEM");
        assertThatThrownBy(() -> RsaKeyFile.read(encrypted)).hasMessage("is encrypted");
        assertThatThrownBy(() -> RsaKeyFile.read(dir.resolve("missing"))).hasMessage("cannot be read");
    }

    @Test
    void keyThatEveryAccountCanReadShouldBeRefused() throws Exception {
        Path file = pem("PRIVATE KEY", key("RSA", 1024).getEncoded());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> RsaKeyFile.read(file))
                .hasMessage("every account of the machine can read (chmod 600 changes it)");
    }

    private static PrivateKey key(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair().getPrivate();
    }

    private Path pem(String label, byte[] der) throws Exception {
        Path file = Files.createTempFile(dir, "key", ".pem");
        return Files.writeString(
                file,
                "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                        + "-----\n");
    }
}
