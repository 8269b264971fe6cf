// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.smtpserver.fastfail.ValidRcptHandler;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;

/** Takes mail for James' users and aliases and for what the help desk answers to; everybody else of ours gets 550. */
public final class KnownRecipients extends ValidRcptHandler {

    private final Set<LocalRecipients> ours;

    @Inject
    KnownRecipients(
            UsersRepository users, RecipientRewriteTable rewritings, DomainList domains, Set<LocalRecipients> ours) {
        super(users, rewritings, domains);
        this.ours = Set.copyOf(ours);
    }

    @Override
    protected boolean isValidRecipient(SMTPSession session, MailAddress recipient)
            throws UsersRepositoryException, RecipientRewriteTableException {
        return ours.stream().anyMatch(each -> each.accept(recipient)) || super.isValidRecipient(session, recipient);
    }
}
