// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.postroom.message.EmailAddress;

/**
 * A mail that came to a person, in place of the one that it was attached to: from now on it is as if its author had written to the
 * desk. Nothing is left of who forwarded it, above all not that somebody logged in. Until the mail leaves its processor, the
 * queue has the mail that was submitted, so that the same is done again after a crash.
 */
public final class TakenOver {

    private static final String PROCESSOR = "desk";

    private TakenOver() {}

    /**
     * Puts an attached mail in place of the one that it was attached to.
     *
     * @param mail the submitted mail; goes to processor {@code desk} then
     * @param source the bytes of the attached mail
     * @param sender its author; empty when it names none
     * @param desk the desk's address
     * @throws MessagingException when the mail is none of Apache James' own
     */
    public static void replace(Mail mail, byte[] source, Optional<EmailAddress> sender, EmailAddress desk)
            throws MessagingException {
        if (!(mail instanceof MailImpl whole)) {
            throw new MessagingException("a mail of class " + mail.getClass().getName() + " cannot be taken over");
        }
        whole.removeAllAttributes();
        whole.setMessageNoCopy(new ExactMessage("taken-over-" + mail.getName(), source));
        whole.setSender(sender.isPresent() ? Addresses.theirs(sender.get()) : null);
        whole.setRecipients(Addresses.theirs(List.of(desk)));
        whole.setState(PROCESSOR);
    }
}
