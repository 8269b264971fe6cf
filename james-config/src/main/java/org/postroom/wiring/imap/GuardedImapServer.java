// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.imap;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.encode.ImapEncoder;
import org.apache.james.imapserver.netty.IMAPServer;
import org.apache.james.imapserver.netty.ImapMetrics;
import org.apache.james.imapserver.netty.NettyConstants;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.protocols.netty.AbstractChannelPipelineFactory;
import org.postroom.wiring.imap.LiteralScanner.Allowance;

/** James' IMAP listener with the guard in front of its decoder. */
final class GuardedImapServer extends IMAPServer {

    private static final String GUARD = "literalGuard";

    private final Allowance beforeLogin;
    private final Allowance afterLogin;

    GuardedImapServer(
            ImapDecoder decoder,
            ImapEncoder encoder,
            ImapProcessor processor,
            ImapMetrics metrics,
            GaugeRegistry gauges,
            ImapLimits limits) {
        super(decoder, encoder, processor, metrics, gauges);
        this.beforeLogin = new Allowance(limits.lineBeforeLogin(), limits.literalsBeforeLogin());
        this.afterLogin = new Allowance(limits.line(), limits.literals());
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    protected AbstractChannelPipelineFactory createPipelineFactory() {
        AbstractChannelPipelineFactory original = super.createPipelineFactory();
        return new AbstractChannelPipelineFactory(getFrameHandlerFactory(), getExecutorGroup()) {
            @Override
            protected ChannelInboundHandlerAdapter createHandler() {
                return createCoreHandler();
            }

            @Override
            public void initChannel(Channel channel) throws Exception {
                channel.pipeline().addLast(original);
                channel.pipeline().addBefore(NettyConstants.FRAMER, GUARD, new LiteralGuard(beforeLogin, afterLogin));
            }
        };
    }
}
