// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.Injector;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.annotation.PreDestroy;
import org.apache.james.mailetcontainer.impl.JamesMailSpooler;
import org.apache.james.onami.lifecycle.LifeCycleStageModule;
import org.apache.james.onami.lifecycle.StageHandler;
import org.apache.james.webadmin.WebAdminServer;
import org.postroom.wiring.imap.ImapListeners;
import org.postroom.wiring.smtp.SmtpListeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a server down from the outside in. First nothing new comes in; then every part that the injector made is
 * closed in the reverse of the order in which it was made, so that nothing loses what it still uses; the databases
 * last. One part that fails does not keep the others open.
 */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Home home;
    private final HomeLock lock;
    private final AtomicBoolean done = new AtomicBoolean();
    private Optional<Injector> injector = Optional.empty();
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private volatile boolean started;

    Shutdown(Home home, HomeLock lock) {
        this.home = home;
        this.lock = lock;
    }

    void takes(Injector made) {
        injector = Optional.of(made);
    }

    /**
     * Takes a worker that is about to start.
     *
     * @param worker stopped with the server
     */
    void takes(Worker worker) {
        workers.add(worker);
    }

    /** From now on everything is there, and what cannot be closed is worth a warning. */
    void started() {
        started = true;
    }

    void run() {
        if (!done.compareAndSet(false, true)) {
            return;
        }
        injector.ifPresent(this::close);
        EmbeddedDerby.shutDown(home.jamesDerby());
        EmbeddedDerby.shutDown(home.tickets());
        attempt("ports file", () -> Files.deleteIfExists(home.ports()));
        attempt("lock", lock::close);
        LOG.info("stopped on {}", home.path());
        LogFiles.close();
    }

    /** A start that failed may lack any part, and must not make it now: what was made is closed as James would. */
    private void close(Injector injector) {
        if (started) {
            attempt("listeners", () -> closeListeners(injector));
            attempt(
                    "spooler",
                    () -> injector.getInstance(JamesMailSpooler.class).dispose());
        }
        workers.forEach(worker -> attempt("worker", worker::stop));
        injector.getInstance(LifeCycleStageModule.key(PreDestroy.class)).stage(new Quiet());
    }

    /** Each listener waits two seconds for what is still coming in; all at once, so two seconds together. */
    private void closeListeners(Injector injector) {
        List<Runnable> closing = new ArrayList<>();
        injector.getInstance(SmtpListeners.class).closing().forEach(closing::add);
        injector.getInstance(ImapListeners.class).closing().forEach(closing::add);
        closing.add(injector.getInstance(WebAdminServer.class)::destroy);
        List<Thread> threads = closing.stream()
                .map(each -> new Thread(() -> attempt("listener", each::run), "closing-listener"))
                .toList();
        threads.forEach(Thread::start);
        try {
            for (Thread each : threads) {
                each.join(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(String what, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            note(what, e);
        }
    }

    /** What never started cannot be stopped, and the admin has another reason to read then. */
    private void note(String what, Throwable thrown) {
        if (started) {
            LOG.warn("closing {}: {}", what, thrown.toString());
        } else {
            LOG.debug("closing {} after a failed start: {}", what, thrown.toString());
        }
    }

    /** One thing to close. */
    private interface Step {
        void run() throws IOException;
    }

    /** Notes what could not be closed, and goes on. */
    private final class Quiet implements StageHandler {

        @Override
        public <I> void onSuccess(I closed) {
            LOG.debug("closed {}", closed.getClass().getName());
        }

        @Override
        public <I, E extends Throwable> void onError(I closed, E error) {
            note(closed.getClass().getName(), error);
        }
    }
}
