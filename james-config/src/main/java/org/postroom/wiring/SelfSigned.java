// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate of a server whose admin has none yet: TLS works at once, and nobody needs to weaken a password rule
 * to try the server. Made once, kept below {@code var/tls/}, as PEM so that a client can be told to trust it.
 */
final class SelfSigned {

    private static final Duration VALID = Duration.ofDays(3650);

    private SelfSigned() {}

    /**
     * The certificate of this home, made if there is none.
     *
     * @param home where it is kept
     * @param hostName the name that clients connect to
     * @param clock today
     * @return certificate and key
     */
    static ServerSettings.Certificate of(Home home, String hostName, Clock clock) {
        Path chain = home.tls().resolve("certificate.pem");
        Path key = home.tls().resolve("key.pem");
        if (!Files.exists(chain) || !Files.exists(key)) {
            try {
                make(hostName, clock.instant(), chain, key);
            } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
                throw new IllegalStateException(
                        "cannot make a certificate in " + home.tls() + ": " + e.getMessage(), e);
            }
        }
        return new ServerSettings.Certificate(chain, key);
    }

    private static void make(String hostName, Instant now, Path chain, Path key)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        X509CertificateHolder certificate = certificate(hostName, now, pair);
        // The key last: a crash in between makes both again.
        Home.writePrivately(chain, pem(certificate));
        Home.writePrivately(key, pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
    }

    private static X509CertificateHolder certificate(String hostName, Instant now, KeyPair pair)
            throws OperatorCreationException, IOException {
        var name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, hostName)
                .addRDN(BCStyle.O, "Postroom, self-signed")
                .build();
        var builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(120, new SecureRandom()),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(VALID)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names(hostName)));
        return builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()));
    }

    private static GeneralName[] names(String hostName) {
        Set<String> dns = new LinkedHashSet<>();
        dns.add(hostName);
        dns.add("localhost");
        try {
            dns.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            // A machine that does not know its own name: then the certificate has one name less.
            dns.add("localhost");
        }
        var names = new LinkedHashSet<GeneralName>();
        dns.forEach(each -> names.add(new GeneralName(GeneralName.dNSName, each)));
        names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        names.add(new GeneralName(GeneralName.iPAddress, "::1"));
        return names.toArray(GeneralName[]::new);
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(object);
        }
        return text.toString();
    }
}
