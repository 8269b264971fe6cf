// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/**
 * An e-mail address (RFC 5321 section 4.1.2, {@code Mailbox}; RFC 5322 section 3.4.1, {@code addr-spec}).
 *
 * <p>Two addresses are equal when they differ in case only: no mail system in use tells {@code Ann@} from {@code ann@},
 * and a help desk that did would open two persons for one. The local part is kept as it was written, for sending.
 * Domains are kept in lower case, international ones in their ASCII form (RFC 5890). Local parts with characters
 * outside ASCII (RFC 6531) are refused: Apache James 3.8.1 cannot send to them.
 *
 * @param localPart what stands before the last {@code @}, as written
 * @param domain what stands behind it, lower case, ASCII
 */
public record EmailAddress(String localPart, String domain) {

    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_DOMAIN = 255;

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException saying what is wrong and what is allowed
     */
    public EmailAddress {
        if (localPart.isEmpty() || localPart.length() > LONGEST_LOCAL_PART) {
            throw new IllegalArgumentException("the part before the @ must have 1 to 64 characters");
        }
        for (int i = 0; i < localPart.length(); i++) {
            char c = localPart.charAt(i);
            if (c <= ' ' || c >= 0x7f || "()<>[]:;,@\\\"".indexOf(c) >= 0) {
                throw new IllegalArgumentException(
                        "the part before the @ may hold ASCII letters, digits and !#$%&'*+-/=?^_`{|}~. only");
            }
        }
        domain = asciiDomain(domain);
    }

    /**
     * Reads {@code local@domain}, without a display name and without angle brackets.
     *
     * @param text the address
     * @return the address
     * @throws IllegalArgumentException saying what is wrong and what is allowed
     */
    public static EmailAddress of(String text) {
        String trimmed = text.strip();
        int at = trimmed.lastIndexOf('@');
        if (at <= 0 || at == trimmed.length() - 1) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no e-mail address; expected one such as ann@acme.test");
        }
        return new EmailAddress(trimmed.substring(0, at), trimmed.substring(at + 1));
    }

    /**
     * Like {@link #of}, for text from outside.
     *
     * @param text what may be an address
     * @return the address, or empty when it is none that we could send to
     */
    public static Optional<EmailAddress> parse(String text) {
        try {
            return Optional.of(of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The address as one word, for sending and showing.
     *
     * @return {@code local@domain}, local part as written
     */
    public String asString() {
        return localPart + "@" + domain;
    }

    /**
     * The address as a key, for storing and comparing.
     *
     * @return {@code local@domain} in lower case
     */
    public String key() {
        return asString().toLowerCase(Locale.ROOT);
    }

    /**
     * The same address without its detail: {@code support+x@acme.test} becomes {@code support@acme.test} (RFC 5233).
     *
     * @return this, or the bare address
     */
    public EmailAddress withoutDetail() {
        int plus = localPart.indexOf('+');
        return plus <= 0 ? this : new EmailAddress(localPart.substring(0, plus), domain);
    }

    /**
     * What stands behind the first {@code +} of the local part (RFC 5233).
     *
     * @return the detail, or empty when there is none
     */
    public Optional<String> detail() {
        int plus = localPart.indexOf('+');
        return plus <= 0 ? Optional.empty() : Optional.of(localPart.substring(plus + 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress address && key().equals(address.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return asString();
    }

    private static String asciiDomain(String domain) {
        if (domain.startsWith("[") && domain.endsWith("]") && domain.length() < LONGEST_DOMAIN) {
            return domain.toLowerCase(Locale.ROOT);
        }
        String ascii;
        try {
            ascii = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the domain \"" + domain + "\" is none (RFC 1035, RFC 5890)", e);
        }
        if (ascii.isEmpty() || ascii.length() > LONGEST_DOMAIN || ascii.startsWith(".") || ascii.contains("..")) {
            throw new IllegalArgumentException("the domain must have 1 to 255 characters and no empty label");
        }
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            boolean allowed = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
            if (!allowed) {
                throw new IllegalArgumentException("the domain may hold letters, digits, hyphens and dots only");
            }
        }
        return ascii;
    }
}
