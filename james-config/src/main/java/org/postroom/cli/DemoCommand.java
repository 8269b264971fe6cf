// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.postroom.config.ConfigurationException;
import org.postroom.config.SmartHost;
import org.postroom.demo.Demonstration;
import org.postroom.demo.Facts;
import org.postroom.demo.OutsideWorld;
import org.postroom.demo.StepFailed;
import org.postroom.message.MailParser;
import org.postroom.wiring.HelpDeskServer;
import org.postroom.wiring.Ports;
import org.postroom.wiring.PostroomServer;
import org.postroom.wiring.ServerNotStarted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: everything with a throw-away server. */
@Command(
        name = "demo",
        description = "Show everything with a throw-away server and sample mail; it runs on until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--once", description = "exit at the end")
    private boolean once;

    @Option(names = "--json", description = "print the facts as JSON")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Path home = Files.createTempDirectory("postroom-demo");
        Thread cleaning = new Thread(() -> delete(home), "demo-cleaning");
        CountDownLatch stopping = new CountDownLatch(1);
        ConfDirectory.prepare(home);
        say(err, "starting a throw-away server ...");
        try (OutsideWorld outside = new OutsideWorld();
                PostroomServer server = HelpDeskServer.start(
                        home,
                        Ports.free(),
                        settings -> settings.onLoopback().withSmartHost(SmartHost.of("127.0.0.1:" + outside.port())))) {
            Thread signal = new Thread(() -> stop(stopping, server, home), "demo-stop");
            Runtime.getRuntime().addShutdownHook(signal);
            String password = UUID.randomUUID().toString();
            Facts facts = new Demonstration(
                            server.ports(),
                            password,
                            admin(new ServerClient(home)),
                            outside,
                            server.get(MailParser.class))
                    .run(step -> say(err, step + " ..."));
            show(facts, out);
            if (!once) {
                DemoText.login(new Screen(json ? err : out), server.ports(), password);
                stopping.await();
            }
            Runtime.getRuntime().removeShutdownHook(signal);
            return ExitStatus.OK;
        } catch (StepFailed e) {
            throw new CommandException(ExitStatus.FAILED, "step " + e.getMessage());
        } catch (ConfigurationException e) {
            throw new CommandException(ExitStatus.CONFIGURATION, CheckCommand.text(e));
        } catch (ServerNotStarted e) {
            throw new CommandException(ExitStatus.FAILED, "step start: " + e.getMessage());
        } finally {
            cleaning.start();
            cleaning.join();
        }
    }

    private void show(Facts facts, PrintWriter out) {
        Screen screen = new Screen(out);
        if (json) {
            screen.json(new ObjectMapper().valueToTree(facts));
        } else {
            DemoText.facts(screen, facts);
        }
    }

    private static void stop(CountDownLatch stopping, PostroomServer server, Path home) {
        server.stop();
        delete(home);
        stopping.countDown();
    }

    private static Demonstration.Admin admin(ServerClient client) {
        return new Demonstration.Admin() {
            @Override
            public void addUser(String address, String password) {
                client.ask(ServerClient.Question.send(
                        "POST", "/postroom/users/" + ServerClient.encoded(address), password));
            }

            @Override
            public JsonNode ask(String path) {
                return client.ask(ServerClient.Question.get(path));
            }
        };
    }

    private static void delete(Path home) {
        try {
            FileUtils.deleteDirectory(home.toFile());
        } catch (IOException e) {
            System.err.println("postroom: " + home + " could not be removed: " + e.getMessage());
        }
    }

    private static void say(PrintWriter err, String text) {
        err.println(text);
        err.flush();
    }
}
