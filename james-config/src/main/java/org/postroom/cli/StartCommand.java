// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.postroom.config.ConfigurationException;
import org.postroom.config.SmartHost;
import org.postroom.wiring.HelpDeskServer;
import org.postroom.wiring.Ports;
import org.postroom.wiring.PostroomServer;
import org.postroom.wiring.ServerNotStarted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code start}: the server, in the foreground. */
@Command(
        name = "start",
        description = "Run the server in the foreground; SIGTERM or Ctrl-C stops it cleanly.",
        footer = {
            "",
            "Ports are N + the well-known port: N+25 SMTP, N+587 submission, N+465 submission over TLS,",
            "N+143 IMAP, N+993 IMAP over TLS, N+80 WebAdmin (loopback only)."
        })
final class StartCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--port-base",
            paramLabel = "N",
            defaultValue = "10000",
            description = "added to the well-known ports; 0 for these themselves (default: 10000)")
    private int portBase = Ports.DEFAULT_BASE;

    @Option(
            names = "--smarthost",
            paramLabel = "HOST:PORT",
            description = "send all mail to the outside there (default: as postroom.xml says, else by MX)")
    private Optional<String> smarthost = Optional.empty();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            Path path = home.path();
            ConfDirectory.prepare(path);
            Optional<SmartHost> ordered = smarthost.map(this::smartHost);
            PostroomServer server = HelpDeskServer.start(
                    path,
                    ports(),
                    settings -> ordered.map(settings::withSmartHost).orElse(settings));
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                server.stop();
                                stopped.countDown();
                            },
                            "postroom-stop"));
            Ports bound = server.ports();
            out.println("ready smtp=" + bound.smtp() + " submission=" + bound.submission() + " submissions="
                    + bound.submissions() + " imap=" + bound.imap() + " imaps=" + bound.imaps() + " webadmin="
                    + bound.webadmin());
            out.flush();
            stopped.await();
            return ExitStatus.OK;
        } catch (ConfigurationException e) {
            throw new CommandException(ExitStatus.CONFIGURATION, CheckCommand.text(e));
        } catch (ServerNotStarted e) {
            throw new CommandException(ExitStatus.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private Ports ports() {
        if (portBase < 0 || portBase > 65_535 - 993) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--port-base is " + portBase + "; expected a number from 0 to " + (65_535 - 993)
                            + " (default 10000)");
        }
        return Ports.above(portBase);
    }

    private SmartHost smartHost(String text) {
        try {
            return SmartHost.of(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--smarthost: " + e.getMessage(), e);
        }
    }
}
