// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.protocols.api.Protocol;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.netty.CommandInjectionDetectedException;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.netty.NettyProtocolTransport;
import org.apache.james.smtpserver.netty.SMTPChannelInboundHandler;
import org.apache.james.smtpserver.netty.SmtpMetrics;

/**
 * James' conversation with one client, in a thread that may wait. More is read from the client only when what was read
 * is dealt with: so a client whose mail waits for the database fills its own buffers and not our memory, and nothing
 * that was sent before TLS is taken after it.
 */
final class SmtpConversation extends SMTPChannelInboundHandler {

    /** RFC 5321, section 4.5.3.1.4, wants 512 octets at least, RFC 4954, section 4, 12288 for AUTH. */
    private static final int LONGEST_COMMAND = 12_288;

    private final SmtpLines lines;
    private final AtomicInteger overrides = new AtomicInteger();

    SmtpConversation(Protocol protocol, Encryption encryption, SmtpMetrics metrics, SmtpLines lines) {
        super(protocol, encryption, false, metrics);
        this.lines = lines;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        super.channelActive(context);
        context.read();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        super.channelReadComplete(context);
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        boolean command = overrides.get() == 0;
        if (command && message instanceof ByteBuf line && isTooLong(line)) {
            line.release();
            exceptionCaught(context, new TooLongFrameException());
        } else {
            super.channelRead(context, message);
        }
    }

    @Override
    public void pushLineHandler(ChannelInboundHandlerAdapter handler) {
        overrides.incrementAndGet();
        super.pushLineHandler(handler);
    }

    @Override
    public void popLineHandler() {
        overrides.updateAndGet(depth -> Math.max(0, depth - 1));
        super.popLineHandler();
    }

    @Override
    protected ProtocolSession createSession(ChannelHandlerContext context) {
        return protocol.newSession(new Transport(context.channel()));
    }

    private static boolean isTooLong(ByteBuf line) {
        return !line.isReadable() || line.readableBytes() > LONGEST_COMMAND;
    }

    /** Begins TLS behind the last readable byte, which only the connection's own event loop can tell. */
    private final class Transport extends NettyProtocolTransport {

        private final Channel channel;

        Transport(Channel channel) {
            super(channel, SmtpConversation.this.secure, false);
            this.channel = channel;
        }

        @Override
        protected void writeToClient(byte[] bytes, ProtocolSession session, boolean startTls) {
            if (!startTls) {
                super.writeToClient(bytes, session, false);
                return;
            }
            if (lines.hasMore()) {
                throw new CommandInjectionDetectedException();
            }
            channel.eventLoop().execute(() -> super.writeToClient(bytes, session, true));
        }
    }
}
