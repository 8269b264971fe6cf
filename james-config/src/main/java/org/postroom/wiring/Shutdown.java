// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.Injector;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.annotation.PreDestroy;
import org.apache.james.imapserver.netty.IMAPServerFactory;
import org.apache.james.onami.lifecycle.LifeCycleStageModule;
import org.apache.james.onami.lifecycle.StageHandler;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.apache.james.webadmin.WebAdminServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a server down from the outside in. First nothing new comes in; then every part that the injector made is
 * closed in the reverse of the order in which it was made, so that nothing loses what it still uses; the databases
 * last. One part that fails does not keep the others open.
 */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final Home home;
    private final HomeLock lock;
    private final AtomicBoolean done = new AtomicBoolean();
    private Optional<Injector> injector = Optional.empty();

    Shutdown(Home home, HomeLock lock) {
        this.home = home;
        this.lock = lock;
    }

    void takes(Injector made) {
        injector = Optional.of(made);
    }

    void run() {
        if (!done.compareAndSet(false, true)) {
            return;
        }
        injector.ifPresent(Shutdown::close);
        EmbeddedDerby.shutDown(home.jamesDerby());
        attempt("ports file", () -> Files.deleteIfExists(home.ports()));
        attempt("lock", lock::close);
        LOG.info("stopped on {}", home.path());
    }

    private static void close(Injector injector) {
        attempt("SMTP", () -> injector.getInstance(SMTPServerFactory.class).destroy());
        attempt("IMAP", () -> injector.getInstance(IMAPServerFactory.class).destroy());
        attempt(
                "web administration",
                () -> injector.getInstance(WebAdminServer.class).destroy());
        injector.getInstance(LifeCycleStageModule.key(PreDestroy.class)).stage(new Quiet());
    }

    private static void attempt(String what, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            LOG.warn("closing {}: {}", what, e.toString());
        }
    }

    /** One thing to close. */
    private interface Step {
        void run() throws IOException;
    }

    /** Notes what could not be closed, and goes on. */
    private static final class Quiet implements StageHandler {

        @Override
        public <I> void onSuccess(I closed) {
            LOG.debug("closed {}", closed.getClass().getName());
        }

        @Override
        public <I, E extends Throwable> void onError(I closed, E error) {
            LOG.warn("closing {}: {}", closed.getClass().getName(), error.toString());
        }
    }
}
