// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.smtp;

import java.util.concurrent.atomic.AtomicBoolean;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.lib.handler.ProtocolHandlerLoader;
import org.apache.james.smtpserver.netty.SMTPServerFactory;

/** Makes the SMTP listeners that {@code smtpserver.xml} names; closing them twice is harmless. */
@Singleton
public final class SmtpListeners extends SMTPServerFactory {

    private final AtomicBoolean closed = new AtomicBoolean();

    @Inject
    SmtpListeners(DNSService dns, ProtocolHandlerLoader handlers, FileSystem files, MetricFactory metrics) {
        super(dns, handlers, files, metrics);
    }

    @Override
    public void destroy() {
        if (getServers() != null && closed.compareAndSet(false, true)) {
            getServers().parallelStream().forEach(each -> each.destroy());
        }
    }
}
