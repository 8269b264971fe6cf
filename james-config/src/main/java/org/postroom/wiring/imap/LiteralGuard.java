// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.imap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
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
 *
 * <p>James tells a client to go on at the first literal of a command only, and a search for two words that are not
 * ASCII has two: so it is told here.
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
        switch (verdict) {
            case FINE -> context.fireChannelRead(bytes);
            case CLIENT_WAITS -> {
                context.fireChannelRead(bytes);
                write(context, "+ Ok\r\n");
            }
            case LINE_TOO_LONG -> close(context, bytes, "* BYE command line too long\r\n");
            case LITERAL_TOO_LARGE -> close(context, bytes, "* BYE [TOOBIG] literal too large\r\n");
        }
    }

    private Verdict scan(ByteBuf bytes, Allowance allowance) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        Verdict last = Verdict.FINE;
        while (at < end) {
            if (scanner.literalLeft() > 0) {
                int skipped = (int) Math.min(end - at, scanner.literalLeft());
                scanner.skip(skipped);
                at += skipped;
            } else {
                last = scanner.take(bytes.getByte(at), allowance);
                if (last == Verdict.LINE_TOO_LONG || last == Verdict.LITERAL_TOO_LARGE) {
                    return last;
                }
                at++;
            }
        }
        // A client that waits has sent nothing behind the line that announced.
        return last;
    }

    private void close(ChannelHandlerContext context, ByteBuf bytes, String bye) {
        bytes.release();
        closed = true;
        LOG.info("IMAP connection of {} closed: {}", context.channel().remoteAddress(), bye.strip());
        write(context, bye).addListener(ChannelFutureListener.CLOSE);
    }

    private static ChannelFuture write(ChannelHandlerContext context, String line) {
        return context.writeAndFlush(Unpooled.copiedBuffer(line, StandardCharsets.US_ASCII));
    }

    private static boolean loggedIn(ChannelHandlerContext context) {
        ImapSession session = context.channel()
                .attr(NettyConstants.IMAP_SESSION_ATTRIBUTE_KEY)
                .get();
        return session != null && session.getState() != ImapSessionState.NON_AUTHENTICATED;
    }
}
