// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import java.util.List;
import java.util.Map;
import org.apache.james.protocols.lib.handler.HandlersPackage;
import org.apache.james.protocols.smtp.core.PostmasterAbuseRcptHook;
import org.apache.james.protocols.smtp.core.esmtp.AuthCmdHandler;
import org.apache.james.smtpserver.AddDefaultAttributesMessageHook;
import org.apache.james.smtpserver.JamesDataCmdHandler;
import org.apache.james.smtpserver.SenderAuthIdentifyVerificationHook;

/** The commands of submission: log in over TLS first, then send as yourself. */
public final class MailFromAgents implements HandlersPackage {

    @Override
    public List<String> getHandlers() {
        return StockHandlers.with(Map.of(
                JamesDataCmdHandler.class, List.of(WholeMails.class, JamesDataCmdHandler.class),
                AuthCmdHandler.class, List.of(AuthOverTls.class),
                SenderAuthIdentifyVerificationHook.class,
                        List.of(LoginFirst.class, OwnEnvelopeSender.class, PlainAddresses.class),
                PostmasterAbuseRcptHook.class, List.of(KnownRecipients.class),
                AddDefaultAttributesMessageHook.class,
                        List.of(OwnFromHeader.class, AddDefaultAttributesMessageHook.class)));
    }
}
