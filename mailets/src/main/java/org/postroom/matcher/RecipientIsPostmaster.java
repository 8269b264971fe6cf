// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.util.Collection;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;

/**
 * Matches the recipients that are {@code postmaster} (in any case) of a domain of this server and have no account of that
 * name. SMTP takes their mail always (RFC 5321 section 4.5.1).
 *
 * <p>Takes no condition. A {@code postmaster} with an account, or an alias, gets their mail as everybody does.
 *
 * <pre>{@code
 * <mailet match="RecipientIsPostmaster" class="SendToLeads">
 *   <onMailetException>error</onMailetException>
 *   <onMatchException>error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class RecipientIsPostmaster extends PostroomMatcher {

    private static final String POSTMASTER = "postmaster";

    @Override
    public void init() throws MessagingException {
        noCondition();
    }

    @Override
    Collection<MailAddress> matching(Mail mail) throws MessagingException {
        return mail.getRecipients().stream().filter(this::isPostmaster).toList();
    }

    private boolean isPostmaster(MailAddress recipient) {
        return POSTMASTER.equalsIgnoreCase(recipient.getLocalPart())
                && getMailetContext().isLocalServer(recipient.getDomain())
                && !getMailetContext().isLocalEmail(recipient);
    }
}
