// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.util.Collection;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.postroom.james.PostroomAttributes;
import org.postroom.ticket.MessageKind;

/**
 * Matches reports that a mail could not be delivered (RFC 3464 and its forerunners). Only behind {@code ClassifyMail}.
 *
 * <p>Takes no condition.
 *
 * <pre>{@code
 * <mailet match="IsDeliveryFailure" class="RecordDeliveryFailure">
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class IsDeliveryFailure extends PostroomMatcher {

    @Override
    public void init() throws MessagingException {
        noCondition();
    }

    @Override
    Collection<MailAddress> matching(Mail mail) {
        return allIf(
                PostroomAttributes.classification(mail)
                        .filter(found -> found.kind() == MessageKind.DELIVERY_FAILURE)
                        .isPresent(),
                mail);
    }
}
