// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.postroom.desk.HelpDesk;
import org.postroom.james.Addresses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a mail to the leads of the desks in each recipient's domain, instead of that recipient: for {@code postmaster}, who
 * must be reachable. Where no desk is in that domain, all desks' leads get it; where no lead is named, the teams' agents.
 * The mail then goes on to the next step with its new recipients; its bytes stay as they are.
 *
 * <p>Takes no parameters. A recipient for whom nobody has an account stays the recipient, and the log says so: the sample
 * keeps such a mail in {@code var/mail/address-error}.
 *
 * <pre>{@code
 * <mailet match="RecipientIsPostmaster" class="SendToLeads">
 *   <onMailetException>error</onMailetException>
 *   <onMatchException>error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class SendToLeads extends PostroomMailet {

    private static final Logger LOGGER = LoggerFactory.getLogger(SendToLeads.class);

    private final HelpDesk helpDesk;

    /**
     * Made by Apache James.
     *
     * @param helpDesk the desks
     */
    @Inject
    public SendToLeads(HelpDesk helpDesk) {
        this.helpDesk = helpDesk;
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        Set<MailAddress> recipients = new LinkedHashSet<>();
        for (MailAddress recipient : mail.getRecipients()) {
            List<MailAddress> leads = Addresses.theirs(
                            helpDesk.leadsAt(recipient.getDomain().asString()))
                    .stream()
                    .filter(getMailetContext()::isLocalEmail)
                    .toList();
            if (leads.isEmpty()) {
                LOGGER.warn("mail {} for {} reaches nobody: no lead has an account", mail.getName(), recipient);
                recipients.add(recipient);
            }
            recipients.addAll(leads);
        }
        mail.setRecipients(recipients);
    }
}
