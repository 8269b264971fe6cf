// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.postroom.message.EmailAddress;

/** Between James' addresses and ours. */
public final class Addresses {

    private Addresses() {}

    /**
     * Ours for James'.
     *
     * @param address an address of an envelope
     * @return the same, or empty when it is one that we could not send to
     */
    public static Optional<EmailAddress> ours(MailAddress address) {
        return EmailAddress.parse(address.asString());
    }

    /**
     * The envelope's sender.
     *
     * @param sender MAIL FROM
     * @return the address; empty for the null sender (RFC 5321 section 4.5.5)
     */
    public static Optional<EmailAddress> ours(MaybeSender sender) {
        return sender.asOptional().flatMap(Addresses::ours);
    }

    /**
     * Ours for James', those that cannot be ours left out.
     *
     * @param addresses addresses of an envelope
     * @return the addresses in their order
     */
    public static List<EmailAddress> ours(Collection<MailAddress> addresses) {
        return addresses.stream().flatMap(address -> ours(address).stream()).toList();
    }

    /**
     * James' for ours.
     *
     * @param address an address
     * @return the same
     * @throws AddressException when James does not take it
     */
    public static MailAddress theirs(EmailAddress address) throws AddressException {
        return new MailAddress(address.localPart(), address.domain());
    }

    /**
     * James' for ours.
     *
     * @param addresses addresses
     * @return the same, in their order
     * @throws AddressException when James does not take one
     */
    public static List<MailAddress> theirs(List<EmailAddress> addresses) throws AddressException {
        List<MailAddress> result = new ArrayList<>();
        for (EmailAddress address : addresses) {
            result.add(theirs(address));
        }
        return result;
    }

    /**
     * The elements themselves that pass a test: James doubles a mail when a matcher returns equal addresses that are not
     * the mail's own.
     *
     * @param recipients the mail's recipients
     * @param test the test
     * @return those of them that pass
     */
    public static Collection<MailAddress> matching(Collection<MailAddress> recipients, Predicate<EmailAddress> test) {
        return recipients.stream()
                .filter(recipient -> ours(recipient).filter(test).isPresent())
                .toList();
    }
}
