// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.util.Collection;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.postroom.james.PostroomAttributes;

/**
 * Matches mails that no person wrote: automatic answers, receipts, lists, delivery failures. Only behind {@code ClassifyMail}.
 *
 * <p>Takes no condition.
 *
 * <pre>{@code
 * <mailet match="IsAutomatic" class="Classify">
 *   <tag>robot</tag>
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class IsAutomatic extends PostroomMatcher {

    @Override
    public void init() throws MessagingException {
        noCondition();
    }

    @Override
    Collection<MailAddress> matching(Mail mail) {
        return allIf(
                PostroomAttributes.classification(mail)
                        .filter(found -> found.kind().isRobot())
                        .isPresent(),
                mail);
    }
}
