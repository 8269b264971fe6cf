// SPDX-License-Identifier: Apache-2.0
package org.postroom.corpus;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the server's log says of errors: everything at ERROR, and everything with a stack trace at any level. */
final class LoggedTroubles extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final Logger root;

    private LoggedTroubles(LoggerContext context) {
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        setContext(context);
        setName("troubles");
        start();
        root.addAppender(this);
    }

    static LoggedTroubles listen() {
        return new LoggedTroubles((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    List<String> all() {
        return List.copyOf(troubles);
    }

    @Override
    protected void append(ILoggingEvent event) {
        boolean hasTrace = event.getThrowableProxy() != null;
        if (hasTrace || event.getLevel().isGreaterOrEqual(Level.ERROR)) {
            String trace = hasTrace ? "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()) : "";
            troubles.add(event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage() + trace);
        }
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}
