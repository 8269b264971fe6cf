// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.util.Collection;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.postroom.desk.HelpDesk;
import org.postroom.james.Addresses;
import org.postroom.james.ReceivedMail;

/**
 * Matches the recipients that are a desk's address, or one of its signed addresses.
 *
 * <p>Takes no condition. The other recipients of the mail go on without them, as in any Apache James.
 *
 * <pre>{@code
 * <mailet match="RecipientIsDesk" class="ToProcessor">
 *   <processor>desk</processor>
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class RecipientIsDesk extends PostroomMatcher {

    private final HelpDesk helpDesk;

    /**
     * Made by Apache James.
     *
     * @param helpDesk the desks
     */
    @Inject
    public RecipientIsDesk(HelpDesk helpDesk) {
        this.helpDesk = helpDesk;
    }

    @Override
    public void init() throws MessagingException {
        noCondition();
    }

    @Override
    Collection<MailAddress> matching(Mail mail) throws MessagingException {
        Collection<MailAddress> matching = Addresses.matching(
                mail.getRecipients(), address -> helpDesk.deskAt(address).isPresent());
        if (!matching.isEmpty()) {
            // Before James splits the mail and writes its message anew: the twins share the bytes that were received.
            ReceivedMail.of(mail);
        }
        return matching;
    }
}
