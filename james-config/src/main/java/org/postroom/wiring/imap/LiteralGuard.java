// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.imap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.apache.james.imap.api.ImapSessionState;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imapserver.netty.NettyConstants;
import org.postroom.wiring.imap.LiteralScanner.Allowance;
import org.postroom.wiring.imap.LiteralScanner.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection that announces more than it may, before James keeps any of it. Stands behind TLS and in front of
 * James' line decoder; one for each connection.
 */
final class LiteralGuard extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(LiteralGuard.class);

    private final Allowance beforeLogin;
    private final Allowance afterLogin;
    private final LiteralScanner scanner = new LiteralScanner();
    private boolean closed;

    LiteralGuard(Allowance beforeLogin, Allowance afterLogin) {
        this.beforeLogin = beforeLogin;
        this.afterLogin = afterLogin;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        if (closed) {
            bytes.release();
            return;
        }
        Verdict verdict = scan(bytes, loggedIn(context) ? afterLogin : beforeLogin);
        if (verdict == Verdict.FINE) {
            context.fireChannelRead(bytes);
            return;
        }
        bytes.release();
        close(context, verdict);
    }

    private Verdict scan(ByteBuf bytes, Allowance allowance) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (scanner.literalLeft() > 0) {
                int skipped = (int) Math.min(end - at, scanner.literalLeft());
                scanner.skip(skipped);
                at += skipped;
            } else {
                Verdict verdict = scanner.take(bytes.getByte(at), allowance);
                if (verdict != Verdict.FINE) {
                    return verdict;
                }
                at++;
            }
        }
        return Verdict.FINE;
    }

    private void close(ChannelHandlerContext context, Verdict verdict) {
        closed = true;
        LOG.info("IMAP connection of {} closed: {}", context.channel().remoteAddress(), verdict);
        String bye = verdict == Verdict.LINE_TOO_LONG
                ? "* BYE command line too long\r\n"
                : "* BYE [TOOBIG] literal too large\r\n";
        context.writeAndFlush(Unpooled.copiedBuffer(bye, StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private static boolean loggedIn(ChannelHandlerContext context) {
        ImapSession session = context.channel()
                .attr(NettyConstants.IMAP_SESSION_ATTRIBUTE_KEY)
                .get();
        return session != null && session.getState() != ImapSessionState.NON_AUTHENTICATED;
    }
}
