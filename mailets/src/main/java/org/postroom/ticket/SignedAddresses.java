// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.postroom.message.EmailAddress;

/**
 * Makes and reads signed addresses: {@code support+1042-88-a.k7d9x2m4p0q8w3e5t@acme.test}.
 *
 * <p>They live in customers' mail for years. The detail (RFC 5233) names ticket, message and target; behind the dot stand
 * the id of the key (one character) and 80 bits of HMAC-SHA256 over the desk's address and the detail, in Crockford's
 * base 32, lower case. Keys can be rotated: the first one signs, all of them are accepted. Compared in constant time.
 */
public final class SignedAddresses {

    private static final Pattern DETAIL =
            Pattern.compile("(0|[1-9][0-9]{0,17})-([0-9]{1,18})-([a-z])\\.([0-9a-z])([0-9a-z]{16})");
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int MAC_BYTES = 10;

    private final List<Key> keys;

    /**
     * A secret.
     *
     * @param id one lower-case letter or digit that names it in addresses
     * @param secret at least 16 bytes
     */
    public record Key(char id, byte[] secret) {

        /** Checks both. */
        public Key {
            if (secret.length < 16 || !(id >= 'a' && id <= 'z' || id >= '0' && id <= '9')) {
                throw new IllegalArgumentException("a key has an id of one letter or digit and at least 16 bytes");
            }
            secret = Arrays.copyOf(secret, secret.length);
        }
    }

    /** To whom a plain Reply to a signed address goes. */
    public enum Target {
        /** The author of the message. */
        AUTHOR('a'),
        /** The agents: a note. */
        AGENTS('n'),
        /** The outside expert. */
        EXPERT('x'),
        /** Postroom, which holds a mail of an agent's; the message is the held mail's key, the ticket may be 0. */
        HELD('h'),
        /** Nobody: only failures come back to it (an envelope sender). */
        FAILURES('f');

        private final char letter;

        Target(char letter) {
            this.letter = letter;
        }

        /**
         * To whom an agent's plain Reply to a message goes.
         *
         * @param message the message
         * @return an expert's to the expert, what is internal to the agents, all else to its author
         */
        public static Target ofReplyTo(Message message) {
            if (message.kind() == MessageKind.EXPERT) {
                return EXPERT;
            }
            return message.audience() == Audience.PUBLIC ? AUTHOR : AGENTS;
        }
    }

    /**
     * What a signed address says.
     *
     * @param deskAddress the desk's address that it belongs to
     * @param ticket the ticket's serial
     * @param message the message's key; 0 for none
     * @param target to whom a plain Reply goes
     */
    public record Meaning(EmailAddress deskAddress, long ticket, long message, Target target) {}

    /**
     * Takes the keys.
     *
     * @param keys at least one; the first one signs
     */
    public SignedAddresses(List<Key> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("at least one key is needed to sign addresses");
        }
        this.keys = List.copyOf(keys);
    }

    /**
     * Makes an address.
     *
     * @param meaning what it shall say
     * @return the address
     * @throws IllegalArgumentException when the desk's local part is so long that 64 characters do not suffice
     */
    public EmailAddress sign(Meaning meaning) {
        String detail = meaning.ticket() + "-" + meaning.message() + "-" + meaning.target().letter;
        Key key = keys.get(0);
        String mac = key.id() + mac(key, meaning.deskAddress(), detail);
        return new EmailAddress(
                meaning.deskAddress().localPart() + "+" + detail + "." + mac,
                meaning.deskAddress().domain());
    }

    /**
     * Reads an address.
     *
     * @param address any address
     * @return what it says, or empty when it is no signed one or the signature is not ours
     */
    public Optional<Meaning> read(EmailAddress address) {
        Optional<String> detail = address.detail();
        if (detail.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = DETAIL.matcher(detail.get().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        EmailAddress desk = address.withoutDetail();
        String signed = matcher.group(1) + "-" + matcher.group(2) + "-" + matcher.group(3);
        boolean ours = keys.stream()
                .filter(key -> key.id() == matcher.group(4).charAt(0))
                .anyMatch(key -> same(mac(key, desk, signed), matcher.group(5)));
        return ours ? meaning(desk, matcher) : Optional.empty();
    }

    /**
     * Whether an address has the form of a signed one, be the signature right or wrong.
     *
     * @param address any address
     * @return true when it has
     */
    public static boolean hasForm(EmailAddress address) {
        return address.detail()
                .map(detail -> DETAIL.matcher(detail.toLowerCase(Locale.ROOT)).matches())
                .orElse(false);
    }

    private static Optional<Meaning> meaning(EmailAddress desk, Matcher matcher) {
        char letter = matcher.group(3).charAt(0);
        return Arrays.stream(Target.values())
                .filter(target -> target.letter == letter)
                .map(target ->
                        new Meaning(desk, Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), target))
                .findFirst();
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
    }

    private static String mac(Key key, EmailAddress desk, String detail) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
            byte[] full = mac.doFinal((desk.key() + "+" + detail).getBytes(StandardCharsets.UTF_8));
            return base32(Arrays.copyOf(full, MAC_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = buffer << 8 | b & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt(buffer >> bits & 31));
            }
        }
        return text.toString();
    }
}
