// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.NonStickyEventExecutorGroup;
import io.netty.util.concurrent.UnorderedThreadPoolEventExecutor;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.netty.AbstractChannelPipelineFactory;
import org.apache.james.protocols.netty.AbstractSSLAwareChannelPipelineFactory;
import org.apache.james.protocols.netty.HandlerConstants;
import org.apache.james.protocols.smtp.SMTPConfiguration;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.smtpserver.ExtendedSMTPSession;
import org.apache.james.smtpserver.netty.SMTPServer;
import org.apache.james.smtpserver.netty.SmtpMetrics;
import org.jspecify.annotations.Nullable;

/**
 * James' SMTP listener with its work on threads that may wait. James 3.8.1 asks the database and enqueues on the two
 * event loops that all connections share, so that one slow transaction stops them all. Here each connection's work is
 * done in order, by whichever of {@code maxExecutorCount} threads is free; so many connections may wait at once.
 */
final class WaitingSmtpServer extends SMTPServer {

    /** RFC 5321, section 4.5.3.1.6, wants 1000 octets at least; some programs write a whole HTML page in one line. */
    private static final int LONGEST_LINE = 65_536;

    private static final int PATIENCE_SECONDS = 5;

    private final SmtpMetrics metrics;
    private int threads = DEFAULT_MAX_EXECUTOR_COUNT;
    private @Nullable SMTPProtocol protocol;
    private @Nullable EventExecutorGroup work;

    WaitingSmtpServer(SmtpMetrics metrics) {
        super(metrics);
        this.metrics = metrics;
    }

    @Override
    public void doConfigure(HierarchicalConfiguration<ImmutableNode> configuration) throws ConfigurationException {
        super.doConfigure(configuration);
        threads = configuration.getInt("maxExecutorCount", threads);
    }

    @Override
    protected void preInit() throws Exception {
        super.preInit();
        SMTPConfiguration settings = new SMTPHandlerConfigurationDataImpl();
        protocol = new SMTPProtocol(getProtocolHandlerChain(), settings) {
            @Override
            public ProtocolSession newSession(ProtocolTransport transport) {
                return new ExtendedSMTPSession(settings, transport);
            }
        };
        work = new NonStickyEventExecutorGroup(
                new UnorderedThreadPoolEventExecutor(threads, new DefaultThreadFactory(jmxName + "-work")));
    }

    @Override
    protected AbstractChannelPipelineFactory<SocketChannel> createPipelineFactory() {
        return new Pipelines();
    }

    /** What is being done is finished: a mail whose database is closed under it would be in doubt. */
    @Override
    protected void postDestroy() {
        if (work != null) {
            work.shutdownGracefully();
            work.terminationFuture().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        super.postDestroy();
    }

    /** James' pipeline, but the last two of its handlers are ours, and in threads that may wait. */
    private final class Pipelines extends AbstractSSLAwareChannelPipelineFactory<SocketChannel> {

        Pipelines() {
            super(
                    getTimeout(),
                    connectionLimit,
                    connPerIP,
                    false,
                    WaitingSmtpServer.this::getEncryption,
                    pipeline -> new ChannelInboundHandlerAdapter(),
                    Objects.requireNonNull(work));
        }

        @Override
        public void initChannel(SocketChannel channel) throws Exception {
            super.initChannel(channel);
            channel.config().setAutoRead(false);
            SmtpLines lines = new SmtpLines(LONGEST_LINE);
            ChannelPipeline pipeline = channel.pipeline();
            pipeline.remove(HandlerConstants.FRAMER);
            pipeline.remove(HandlerConstants.CORE_HANDLER);
            pipeline.addLast(work, HandlerConstants.FRAMER, lines);
            pipeline.addLast(
                    work,
                    HandlerConstants.CORE_HANDLER,
                    new SmtpConversation(Objects.requireNonNull(protocol), getEncryption(), metrics, lines));
        }

        @Override
        protected ChannelInboundHandlerAdapter createHandler() {
            return new ChannelInboundHandlerAdapter();
        }
    }
}
