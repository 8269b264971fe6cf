// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.IsStartedProbe;
import org.apache.james.StartUpChecksPerformer;
import org.apache.james.imapserver.netty.IMAPServerFactory;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.apache.james.utils.InitializationOperations;
import org.apache.james.webadmin.WebAdminServer;
import org.postroom.config.ServerSettings.Keystore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running server: Apache James with the help desk inside.
 *
 * <p>Started in this process, by the command line and by tests. A server that could not start has already been taken
 * down again. {@link #stop()} goes from the outside in: listeners, spooler, workers, index, pools, databases.
 */
public final class PostroomServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostroomServer.class);

    private final Home home;
    private final Injector injector;
    private final Ports ports;
    private final Shutdown shutdown;

    private PostroomServer(Home home, Injector injector, Ports ports, Shutdown shutdown) {
        this.home = home;
        this.injector = injector;
        this.ports = ports;
        this.shutdown = shutdown;
    }

    /**
     * Starts a server and returns when it accepts mail.
     *
     * @param settings what to start; {@code home/conf/mailetcontainer.xml} must exist
     * @param more modules that add to the server or override parts of it
     * @return the running server
     * @throws ServerNotStarted with a sentence for the admin
     */
    public static PostroomServer start(StartSettings settings, Module... more) throws ServerNotStarted {
        Home home = new Home(settings.home());
        home.makeDirectories();
        HomeLock lock = HomeLock.take(home);
        Shutdown shutdown = new Shutdown(home, lock);
        try {
            PortCheck.check(settings);
            EmbeddedDerby.prepare(home.log());
            JamesConfiguration.write(home, settings, keystore(home, settings));
            Injector injector = Guice.createInjector(Assembly.of(home, settings, List.of(more)));
            shutdown.takes(injector);
            injector.getInstance(StartUpChecksPerformer.class).performCheck();
            injector.getInstance(InitializationOperations.class).initModules();
            for (Worker worker : injector.getInstance(Key.get(new TypeLiteral<Set<Worker>>() {}))) {
                shutdown.takes(worker);
                worker.start();
            }
            injector.getInstance(IsStartedProbe.class).notifyStarted();
            Ports ports = boundPorts(injector);
            Home.writePrivately(home.ports(), PortsFile.text(ports));
            shutdown.started();
            LOG.info("started on {}: {}", home.path(), ports);
            return new PostroomServer(home, injector, ports, shutdown);
        } catch (ServerNotStarted e) {
            LOG.error("cannot start on {}: {}", home.path(), e.getMessage());
            shutdown.run();
            throw e;
        } catch (Exception | LinkageError e) {
            LOG.error("cannot start on {}", home.path(), e);
            shutdown.run();
            // A port that was taken since the first look.
            PortCheck.check(settings);
            throw ServerNotStarted.because(e);
        }
    }

    /**
     * Where this server listens.
     *
     * @return the bound ports, none of them 0
     */
    public Ports ports() {
        return ports;
    }

    /**
     * Where this server lives.
     *
     * @return its directories
     */
    public Home home() {
        return home;
    }

    /**
     * A part of this server, for tests and for the first start.
     *
     * @param type what is wanted, for example James' {@code UsersRepository}
     * @param <T> the type
     * @return the one that the server uses
     */
    public <T> T get(Class<T> type) {
        return injector.getInstance(type);
    }

    /** Stops the server; returns when the last database is closed. Calling it again does nothing. */
    public void stop() {
        shutdown.run();
    }

    @Override
    public void close() {
        stop();
    }

    private static Ports boundPorts(Injector injector) {
        List<AbstractConfigurableAsyncServer> smtp =
                injector.getInstance(SMTPServerFactory.class).getServers();
        List<AbstractConfigurableAsyncServer> imap =
                injector.getInstance(IMAPServerFactory.class).getServers();
        return new Ports(
                smtp.get(0).getPort(),
                smtp.get(1).getPort(),
                smtp.get(2).getPort(),
                imap.get(0).getPort(),
                imap.get(1).getPort(),
                injector.getInstance(WebAdminServer.class).getPort().getValue());
    }

    private static Keystore keystore(Home home, StartSettings settings) throws ServerNotStarted {
        Optional<Keystore> own = settings.listening().tls();
        return own.isPresent()
                ? Certificates.checked(own.get())
                : Certificates.selfSigned(home, settings.hostName(), Clock.systemUTC());
    }
}
