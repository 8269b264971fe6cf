// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.AuthCmdHandler;

/**
 * AUTH only over TLS. James hides AUTH before TLS and takes it all the same; a client with a wrong setting would then
 * send its password readable to everybody on the way, and work.
 */
public final class AuthOverTls extends AuthCmdHandler {

    private static final Response ENCRYPTION_REQUIRED = new SMTPResponse(
                    "538", "5.7.11 Encryption required for authentication: use STARTTLS first, or the port for TLS")
            .immutable();

    @Override
    public Response onCommand(SMTPSession session, Request request) {
        return session.isTLSStarted() ? super.onCommand(session, request) : ENCRYPTION_REQUIRED;
    }
}
