// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.lib.handler.ProtocolHandlerLoader;
import org.apache.james.smtpserver.netty.SMTPServer;
import org.apache.james.smtpserver.netty.SMTPServerFactory;

/** Makes the SMTP listeners that {@code smtpserver.xml} names. */
@Singleton
public final class SmtpListeners extends SMTPServerFactory {

    private final AtomicBoolean closed = new AtomicBoolean();

    @Inject
    SmtpListeners(DNSService dns, ProtocolHandlerLoader handlers, FileSystem files, MetricFactory metrics) {
        super(dns, handlers, files, metrics);
    }

    @Override
    protected SMTPServer createServer() {
        return new WaitingSmtpServer(smtpMetrics);
    }

    /**
     * How to close each listener. James' own end of life finds nothing left to close then.
     *
     * @return one step a listener; each takes some seconds, and they do not depend on each other
     */
    public List<Runnable> closing() {
        if (getServers() == null || !closed.compareAndSet(false, true)) {
            return List.of();
        }
        return getServers().stream().<Runnable>map(each -> each::destroy).toList();
    }

    @Override
    public void destroy() {
        closing().forEach(Runnable::run);
    }
}
