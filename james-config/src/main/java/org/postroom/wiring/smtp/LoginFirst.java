// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.MailHook;

/** Submission is for those who have logged in (RFC 6409, section 4.3). */
public final class LoginFirst implements MailHook {

    private static final HookResult REFUSED = HookResult.builder()
            .hookReturnCode(HookReturnCode.deny())
            .smtpReturnCode("530")
            .smtpDescription("5.7.0 Authentication required: log in with your mail account over TLS")
            .build();

    @Override
    public HookResult doMail(SMTPSession session, MaybeSender sender) {
        return session.getUsername() == null ? REFUSED : HookResult.DECLINED;
    }
}
