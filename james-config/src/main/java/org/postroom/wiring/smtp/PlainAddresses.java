// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.protocols.smtp.hook.RcptHook;

/**
 * Addresses that all servers on the way can carry: ASCII, since SMTPUTF8 is not offered (RFC 6531, section 3.2), and
 * no {@code ;} in the local part, which separates addresses in James' headers.
 */
public final class PlainAddresses implements MailHook, RcptHook {

    private static final HookResult REFUSED = HookResult.builder()
            .hookReturnCode(HookReturnCode.deny())
            .smtpReturnCode("553")
            .smtpDescription("5.6.7 Address not supported: ASCII only, and no semicolon")
            .build();

    @Override
    public HookResult doMail(SMTPSession session, MaybeSender sender) {
        return sender.asOptional().map(PlainAddresses::check).orElse(HookResult.DECLINED);
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        return check(recipient);
    }

    private static HookResult check(MailAddress address) {
        String text = address.asString();
        boolean plain = text.chars().allMatch(each -> each > ' ' && each < 127)
                && address.getLocalPart().indexOf(';') < 0;
        return plain ? HookResult.DECLINED : REFUSED;
    }
}
