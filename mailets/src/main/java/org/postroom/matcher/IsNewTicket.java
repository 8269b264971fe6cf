// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.util.Collection;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.postroom.james.PostroomAttributes;

/**
 * Matches mails that opened a ticket. Only behind {@code AssignTicket}.
 *
 * <p>Takes no condition. Matches again when the same mail runs again, after a crash for instance: the steps behind it do
 * nothing twice.
 *
 * <pre>{@code
 * <mailet match="IsNewTicket" class="SendAcknowledgement">
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class IsNewTicket extends PostroomMatcher {

    @Override
    public void init() throws MessagingException {
        noCondition();
    }

    @Override
    Collection<MailAddress> matching(Mail mail) {
        return allIf(PostroomAttributes.filed(mail).stream().anyMatch(PostroomAttributes.FiledAs::opened), mail);
    }
}
