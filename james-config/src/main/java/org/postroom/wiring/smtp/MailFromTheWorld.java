// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import java.util.List;
import java.util.Map;
import org.apache.james.protocols.lib.handler.HandlersPackage;
import org.apache.james.protocols.smtp.core.PostmasterAbuseRcptHook;
import org.apache.james.protocols.smtp.core.esmtp.AuthCmdHandler;
import org.apache.james.smtpserver.JamesDataCmdHandler;
import org.apache.james.smtpserver.SenderAuthIdentifyVerificationHook;
import org.apache.james.smtpserver.UsersRepositoryAuthHook;

/** The commands of port 25: mail for recipients of ours, and no way to log in. */
public final class MailFromTheWorld implements HandlersPackage {

    @Override
    public List<String> getHandlers() {
        return StockHandlers.with(Map.of(
                JamesDataCmdHandler.class, List.of(WholeMails.class, JamesDataCmdHandler.class),
                AuthCmdHandler.class, List.of(),
                UsersRepositoryAuthHook.class, List.of(),
                SenderAuthIdentifyVerificationHook.class, List.of(PlainAddresses.class),
                // It would take mail to postmaster without asking whether anybody reads it.
                PostmasterAbuseRcptHook.class, List.of(KnownRecipients.class)));
    }
}
