// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.util.Collection;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.postroom.desk.HelpDesk;
import org.postroom.james.Addresses;
import org.postroom.james.AuthenticatedAgent;
import org.postroom.james.ReceivedMail;

/**
 * Matches the whole mail when an agent who logged in at submission writes to a desk's address or to a signed address.
 *
 * <p>Takes no condition. All recipients match, Cc and Bcc included, so that one step sees the true envelope. What stands in
 * {@code From:} proves nothing and is not looked at here.
 *
 * <pre>{@code
 * <mailet match="IsAgentMailForTicket" class="ToProcessor">
 *   <processor>agent</processor>
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class IsAgentMailForTicket extends PostroomMatcher {

    private final HelpDesk helpDesk;

    /**
     * Made by Apache James.
     *
     * @param helpDesk the desks and agents
     */
    @Inject
    public IsAgentMailForTicket(HelpDesk helpDesk) {
        this.helpDesk = helpDesk;
    }

    @Override
    public void init() throws MessagingException {
        noCondition();
    }

    @Override
    Collection<MailAddress> matching(Mail mail) throws MessagingException {
        Optional<AuthenticatedAgent> agent = AuthenticatedAgent.of(mail, helpDesk);
        boolean toDesk = Addresses.ours(mail.getRecipients()).stream()
                .anyMatch(address -> helpDesk.deskAt(address).isPresent());
        if (agent.isPresent() && toDesk) {
            ReceivedMail.of(mail);
            return mail.getRecipients();
        }
        return allIf(false, mail);
    }
}
