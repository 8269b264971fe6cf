// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.nio.charset.CoderMalfunctionError;
import java.util.Collection;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

/** What all matchers share: James' thread survives whatever a mail makes of them. */
abstract class PostroomMatcher extends GenericMatcher {

    @Override
    public final Collection<MailAddress> match(Mail mail) throws MessagingException {
        try {
            return matching(mail);
        } catch (StackOverflowError | LinkageError | AssertionError | CoderMalfunctionError e) {
            throw new MessagingException(
                    getMatcherName() + " failed on mail " + mail.getName(), new RuntimeException(e));
        }
    }

    /**
     * The recipients that match.
     *
     * @param mail the mail
     * @return elements of its recipients
     * @throws MessagingException when it cannot be told
     */
    abstract Collection<MailAddress> matching(Mail mail) throws MessagingException;

    /** All recipients, or none. */
    static Collection<MailAddress> allIf(boolean matches, Mail mail) {
        return matches ? mail.getRecipients() : List.of();
    }

    /** The condition, which must be there. */
    final String compulsoryCondition(String allowed, String example) throws MessagingException {
        String condition = getCondition();
        if (condition == null || condition.isBlank()) {
            throw new MessagingException(getMatcherName() + " needs a condition: " + allowed + ", such as " + example);
        }
        return condition.strip();
    }

    /** Refuses a condition where none is taken. */
    final void noCondition() throws MessagingException {
        String condition = getCondition();
        if (condition != null && !condition.isBlank()) {
            throw new MessagingException(getMatcherName() + " takes no condition, but has \"" + condition
                    + "\"; write match=\"" + getMatcherName() + "\"");
        }
    }
}
