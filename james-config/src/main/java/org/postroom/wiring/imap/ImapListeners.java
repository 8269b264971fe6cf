// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.imap;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.encode.ImapEncoder;
import org.apache.james.imapserver.netty.IMAPServer;
import org.apache.james.imapserver.netty.IMAPServerFactory;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;

/** Makes the IMAP listeners that {@code imapserver.xml} names. */
@Singleton
public final class ImapListeners extends IMAPServerFactory {

    private final ImapLimits limits;
    private final AtomicBoolean closed = new AtomicBoolean();

    @Inject
    ImapListeners(
            FileSystem files,
            Provider<ImapDecoder> decoder,
            Provider<ImapEncoder> encoder,
            Provider<ImapProcessor> processor,
            MetricFactory metrics,
            GaugeRegistry gauges,
            ImapLimits limits) {
        super(files, decoder, encoder, processor, metrics, gauges);
        this.limits = limits;
    }

    @Override
    protected IMAPServer createServer() {
        return new GuardedImapServer(decoder.get(), encoder.get(), processor.get(), imapMetrics, gaugeRegistry, limits);
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
