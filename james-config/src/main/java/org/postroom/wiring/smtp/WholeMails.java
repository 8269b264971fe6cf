// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.DataLineFilter;
import org.jspecify.annotations.Nullable;

/**
 * A mail is taken whole or not at all, and only {@code CRLF . CRLF} ends it (RFC 5321, section 4.1.1.4). James would
 * answer in the midst of a mail with a line that is too long, leave that line out and take the rest; and a lone line
 * feed would let a mail hide another one for servers that read ends differently (SMTP smuggling). Such a mail is read
 * to its end, and then refused.
 *
 * <p>Stands before all who look at the lines of a mail. A lone carriage return ends nothing and is kept.
 */
public final class WholeMails implements DataLineFilter {

    private static final AttachmentKey<Response> REFUSAL = AttachmentKey.of("postroom.refusal", Response.class);
    private static final AttachmentKey<Boolean> LINE_FEED = AttachmentKey.of("postroom.lineFeed", Boolean.class);

    private static final Response TOO_LONG =
            new SMTPResponse("500", "5.6.0 A line is too long; nothing of this mail was taken").immutable();
    private static final Response LONE_LINE_FEED = new SMTPResponse(
                    "550", "5.5.2 Lines must end with CR LF, not LF alone; nothing of this mail was taken")
            .immutable();

    @Override
    public @Nullable Response onLine(SMTPSession session, byte[] line, LineHandler<SMTPSession> next) {
        boolean beginsALine =
                session.removeAttachment(LINE_FEED, State.Transaction).isEmpty();
        if (line.length == 0) {
            // What is left of a line that was too long and ended as it should.
            session.setAttachment(REFUSAL, TOO_LONG, State.Transaction);
        } else if (!endsWithCrLf(line)) {
            session.setAttachment(LINE_FEED, true, State.Transaction);
            session.setAttachment(REFUSAL, LONE_LINE_FEED, State.Transaction);
        }
        Response refusal = session.getAttachment(REFUSAL, State.Transaction).orElse(null);
        if (refusal == null) {
            return next.onLine(session, line);
        }
        if (beginsALine && line.length == 3 && line[0] == '.' && endsWithCrLf(line)) {
            session.popLineHandler();
            session.resetState();
            return refusal;
        }
        return null;
    }

    private static boolean endsWithCrLf(byte[] line) {
        return line.length >= 2 && line[line.length - 2] == '\r' && line[line.length - 1] == '\n';
    }
}
