// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.postroom.james.AuthenticatedAgent;
import org.postroom.james.ExactMessage;
import org.postroom.james.MailSigner;
import org.postroom.james.PostroomAttributes;
import org.postroom.james.ReceivedMail;

/**
 * Signs what leaves (DKIM, RFC 6376) when {@code postroom.xml} has a key for the domain of its From address, so that
 * receivers can tell it from mail that others write in the desk's name. It is the last step before {@code RemoteDelivery}:
 * what a step behind it changes would break the signature.
 *
 * <p>Signed is what Postroom sends (acknowledgements, answers, notices) and what accounts of this server send after they
 * have logged in; never what came from outside, whatever its From says. Before it is signed a mail is made 7 bit where it is
 * not, so that it need not be changed when the far server wants that. All other mails, and those of domains without a key,
 * pass unchanged.
 *
 * <p>Takes no parameters.
 *
 * <pre>{@code
 * <mailet match="All" class="SignMail">
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class SignMail extends PostroomMailet {

    private final MailSigner signer;

    /**
     * Made by Apache James.
     *
     * @param signer has the keys
     */
    @Inject
    public SignMail(MailSigner signer) {
        this.signer = signer;
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        if (!PostroomAttributes.isFromOutbox(mail) && !AuthenticatedAgent.hasLoggedIn(mail)) {
            return;
        }
        Optional<byte[]> signed = signer.sign(ReceivedMail.current(mail));
        if (signed.isPresent()) {
            replace(mail, new ExactMessage("signed-" + mail.getName(), signed.get()));
        }
    }

    /** A copy would be written anew by James, with other bytes. */
    private static void replace(Mail mail, ExactMessage message) throws MessagingException {
        if (!(mail instanceof MailImpl own)) {
            throw new MessagingException("a mail of this server's is expected, not " + mail.getClass());
        }
        own.setMessageNoCopy(message);
    }
}
