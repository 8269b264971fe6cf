// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes in one line what James writes with a stack trace, as a warning or an error, though nothing is wrong here: a client that
 * does not like our certificate, a scanner that speaks no TLS, a mail program that asks for a folder before it makes it.
 */
final class ClientTroubles extends Filter<ILoggingEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(ClientTroubles.class);
    /** By package of the logger. Connections that we make ourselves, to smart hosts, are logged elsewhere, and stay as they are. */
    private static final Map<String, Class<? extends Exception>> HARMLESS = Map.of(
            "org.apache.james.imapserver.netty", SSLException.class,
            "org.apache.james.protocols.netty", SSLException.class,
            "org.apache.james.imap.processor", MailboxNotFoundException.class);

    /** More causes than these were never seen; a ring of causes ends as well. */
    private static final int MOST_CAUSES = 20;

    @Override
    public FilterReply decide(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
            return FilterReply.NEUTRAL;
        }
        Optional<Throwable> trouble = ofClient(event);
        trouble.ifPresent(
                thrown -> LOG.info("a client's trouble: {}: {}", event.getFormattedMessage(), thrown.toString()));
        return trouble.isPresent() ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private static Optional<Throwable> ofClient(ILoggingEvent event) {
        String part = event.getLoggerName()
                .substring(0, Math.max(0, event.getLoggerName().lastIndexOf('.')));
        Class<? extends Exception> harmless = HARMLESS.get(part);
        Throwable thrown = event.getThrowableProxy() instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
        for (int i = 0; i < MOST_CAUSES && harmless != null && thrown != null; i++) {
            if (harmless.isInstance(thrown)) {
                return Optional.of(thrown);
            }
            thrown = thrown.getCause();
        }
        return Optional.empty();
    }
}
