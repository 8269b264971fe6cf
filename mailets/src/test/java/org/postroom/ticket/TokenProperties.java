// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postroom.message.EmailAddress;
import org.postroom.message.TextProperties;
import org.postroom.ticket.SignedAddresses.Key;
import org.postroom.ticket.SignedAddresses.Meaning;
import org.postroom.ticket.SignedAddresses.Target;

/** What holds for numbers and signed addresses, whatever comes in their place. */
public final class TokenProperties {

    private static final SignedAddresses SIGNED = new SignedAddresses(List.of(new Key('a', new byte[32])));
    private static final EmailAddress DESK = EmailAddress.of("support@acme.test");
    private static final long MOST = 10_000_000_000L;

    private TokenProperties() {}

    /** Only what was signed is read, in any case of letters, and says what was meant. */
    public static void signedAddress(byte[] input) {
        Optional<EmailAddress> any = EmailAddress.parse(TextProperties.text(input));
        any.flatMap(SIGNED::read)
                .ifPresent(meaning -> assertThat(SIGNED.sign(meaning)).isEqualTo(any.orElseThrow()));

        ByteBuffer numbers = ByteBuffer.wrap(Arrays.copyOf(input, 18));
        Meaning meaning = new Meaning(
                DESK,
                Math.floorMod(numbers.getLong(), MOST),
                Math.floorMod(numbers.getLong(), MOST),
                Target.values()[Math.floorMod(numbers.get(), Target.values().length)]);
        EmailAddress signed = SIGNED.sign(meaning);
        assertThat(SIGNED.read(signed)).contains(meaning);
        assertThat(SIGNED.read(EmailAddress.of(signed.asString().toUpperCase(Locale.ROOT))))
                .contains(meaning);
        char[] local = signed.localPart().toCharArray();
        int begin = "support+".length();
        int at = begin + Math.floorMod(numbers.get(), local.length - begin);
        local[at] = local[at] == '0' ? '1' : '0';
        assertThat(SIGNED.read(new EmailAddress(new String(local), signed.domain())))
                .isEmpty();
    }

    /** A number is read as it is written, and no other digit or order of two digits gives another one. */
    public static void number(byte[] input) {
        String text = TextProperties.text(input);
        assertThat(TicketNumber.findAll(text))
                .allSatisfy(number -> assertThat(text.toUpperCase(Locale.ROOT)).contains(number.toString()));

        long serial = ByteBuffer.wrap(Arrays.copyOf(input, 8)).getLong();
        TicketNumber number = new TicketNumber("ACME", 1 + Math.floorMod(serial, MOST));
        String written = number.toString();
        assertThat(TicketNumber.parse(written)).contains(number);
        assertThat(TicketNumber.parse(" " + number.stamp().toLowerCase(Locale.ROOT)))
                .contains(number);
        for (int i = "ACME-".length(); i < written.length(); i++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                String mistyped = written.substring(0, i) + digit + written.substring(i + 1);
                assertThat(TicketNumber.parse(mistyped).isPresent()).isEqualTo(mistyped.equals(written));
            }
            if (i + 1 < written.length()) {
                String swapped =
                        written.substring(0, i) + written.charAt(i + 1) + written.charAt(i) + written.substring(i + 2);
                assertThat(TicketNumber.parse(swapped).isPresent()).isEqualTo(swapped.equals(written));
            }
        }
    }
}
