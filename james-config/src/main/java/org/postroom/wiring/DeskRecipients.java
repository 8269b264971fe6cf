// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.postroom.desk.HelpDesk;
import org.postroom.james.Addresses;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.SignedAddresses;
import org.postroom.wiring.smtp.LocalRecipients;

/**
 * What the help desk answers to: addresses of desks, with any detail behind a plus sign (RFC 5233), but a forged signed address
 * is nobody's.
 */
class DeskRecipients implements LocalRecipients {

    private final HelpDesk helpDesk;
    private final SignedAddresses signedAddresses;

    @Inject
    DeskRecipients(HelpDesk helpDesk, SignedAddresses signedAddresses) {
        this.helpDesk = helpDesk;
        this.signedAddresses = signedAddresses;
    }

    @Override
    public boolean accept(MailAddress recipient) {
        Optional<EmailAddress> address = Addresses.ours(recipient);
        return address.filter(a -> helpDesk.deskAt(a).isPresent())
                .filter(a ->
                        !SignedAddresses.hasForm(a) || signedAddresses.read(a).isPresent())
                .isPresent();
    }
}
