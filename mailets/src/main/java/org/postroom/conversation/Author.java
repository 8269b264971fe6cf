// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import java.util.List;
import java.util.Optional;
import org.postroom.desk.Desk;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.message.NamedAddress;

/** Who wrote a mail, as far as it says. */
final class Author {

    /** The requester of a ticket whose first mail names nobody at all. */
    static final NamedAddress UNKNOWN = new NamedAddress("", new EmailAddress("unknown", "invalid"));

    private Author() {}

    /** From; for a trusted form of the desk, Reply-To; without From, the envelope sender. */
    static Optional<NamedAddress> of(IncomingMail mail, Optional<EmailAddress> envelopeSender, Desk desk) {
        Optional<NamedAddress> from = mail.from();
        boolean isForm =
                from.filter(f -> desk.trustedForms().contains(f.address())).isPresent();
        List<NamedAddress> replyTo = mail.replyTo();
        if (isForm && !replyTo.isEmpty()) {
            return Optional.of(replyTo.get(0));
        }
        return from.or(() -> envelopeSender.map(address -> new NamedAddress("", address)));
    }
}
