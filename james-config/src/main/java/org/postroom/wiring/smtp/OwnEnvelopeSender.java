// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import javax.inject.Inject;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.smtpserver.SenderAuthIdentifyVerificationHook;
import org.apache.james.user.api.UsersRepository;

/**
 * The envelope sender must be the agent's own address. The null sender is theirs as well: it is what a mail program
 * sends read receipts with (RFC 8098, section 3), and James would refuse it.
 */
public final class OwnEnvelopeSender extends SenderAuthIdentifyVerificationHook {

    @Inject
    OwnEnvelopeSender(DomainList domains, UsersRepository users, CanSendFrom canSendFrom) {
        super(domains, users, canSendFrom);
    }

    @Override
    public HookResult doCheck(SMTPSession session, MaybeSender sender) {
        boolean receipt = session.getUsername() != null && sender.isNullSender();
        return receipt ? HookResult.DECLINED : super.doCheck(session, sender);
    }
}
