// SPDX-License-Identifier: Apache-2.0
package org.postroom.desk;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The key that signs what leaves in the name of a domain (DKIM, RFC 6376), and what receivers must find in the DNS for it.
 *
 * @param domain the domain, lower case; tag {@code d=}
 * @param selector tells this key from others of the domain; tag {@code s=}
 * @param key the private key
 */
public record SigningKey(String domain, String selector, RSAPrivateCrtKey key) {

    /**
     * The key for a From address: that of its own domain, else of the nearest one above it, which is what DMARC calls aligned
     * in relaxed mode (RFC 7489 section 3.1.1).
     *
     * @param keys all keys
     * @param from the domain of the From address, lower case
     * @return the key, or empty when nothing is signed for that domain
     */
    public static Optional<SigningKey> forDomain(List<SigningKey> keys, String from) {
        return keys.stream()
                .filter(key -> from.equals(key.domain()) || from.endsWith("." + key.domain()))
                .max((one, other) ->
                        Integer.compare(one.domain().length(), other.domain().length()));
    }

    /**
     * Where receivers look for the public key (RFC 6376 section 3.6.2.1).
     *
     * @return the name of the TXT record
     */
    public String recordName() {
        return selector + "._domainkey." + domain;
    }

    /**
     * What they must find there (RFC 6376 section 3.6.1).
     *
     * @return the value of the TXT record, as one text
     */
    public String recordValue() {
        try {
            byte[] encoded = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                    .getEncoded();
            return "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(encoded);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    /**
     * How long the key is.
     *
     * @return its length in bits
     */
    public int bits() {
        return key.getModulus().bitLength();
    }

    @Override
    public String toString() {
        return "SigningKey[" + recordName() + "]";
    }
}
