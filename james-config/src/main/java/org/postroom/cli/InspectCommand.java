// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postroom.config.Configuration;
import org.postroom.config.ConfigurationException;
import org.postroom.desk.Language;
import org.postroom.wiring.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect}: shows what Postroom sees in mails that lie in files. No server is asked, and nothing is changed. */
@Command(
        name = "inspect",
        description = "Show what Postroom sees in mails: who, kind and why, language, new text, attachments, problems.",
        footer = {
            "",
            "A FILE is a mail as it was received, a mailbox of the mbox form, or a directory of both. Languages are those of the",
            "desks at --home, or of the sample configuration where no home is. With --json one object a line, in the order given.",
            "What cannot be read is said, the others go on, and the exit status is 1."
        })
final class InspectCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "print JSON, one object a line")
    private boolean json;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "mails, mailboxes, directories")
    private List<String> files = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path conf = ConfDirectory.ofHomeOrSample(home.path());
        Inspector inspector = new Inspector(languages(conf), ownInstances(home.path()));
        Run run = new Run(inspector, Objects.requireNonNull(spec).commandLine().getErr());
        MailFiles mails = new MailFiles(run);
        files.forEach(mails::read);
        return run.failed ? ExitStatus.FAILED : ExitStatus.OK;
    }

    /** The order is kept: where several languages are as likely, it decides nothing, but tests may count on it. */
    private static List<Language> languages(Path conf) {
        try {
            return Configuration.read(conf).helpDesk().desks().stream()
                    .flatMap(desk -> desk.languages().stream())
                    .distinct()
                    .toList();
        } catch (ConfigurationException e) {
            throw new CommandException(ExitStatus.CONFIGURATION, CheckCommand.text(e));
        }
    }

    /** What this installation's own mails carry; none where it was never started. */
    private static Set<String> ownInstances(Path home) {
        Path file = new Home(home).keys().resolve("instance");
        try {
            return Files.isReadable(file) ? Set.of(Files.readString(file).strip()) : Set.of();
        } catch (IOException e) {
            throw new CommandException(ExitStatus.FAILED, "cannot read " + file + ": " + e.getMessage());
        }
    }

    /** One run over the files: inspects each mail and prints it at once. */
    private final class Run implements MailFiles.Reader {

        private final Inspector inspector;
        private final PrintWriter err;
        private final Screen screen =
                new Screen(Objects.requireNonNull(spec).commandLine().getOut());
        private boolean failed;

        Run(Inspector inspector, PrintWriter err) {
            this.inspector = inspector;
            this.err = err;
        }

        @Override
        public void mail(String file, OptionalInt number, byte[] source) {
            ObjectNode mail = named(file);
            number.ifPresent(which -> mail.put("number", which));
            try {
                inspector.inspect(source, mail);
            } catch (RuntimeException | StackOverflowError e) {
                // A fault of ours: it is said, and the other mails are looked at all the same.
                unreadable(file, "Postroom fails at it: " + e);
                return;
            }
            print(mail);
        }

        @Override
        public void unreadable(String file, String why) {
            failed = true;
            err.println("postroom: " + Screen.clean(file + ": " + why));
            ObjectNode mail = named(file);
            mail.putArray("problems").add(why);
            if (json) {
                print(mail);
            }
        }

        private void print(ObjectNode mail) {
            if (json) {
                screen.jsonLine(mail);
            } else {
                InspectText.whole(mail, screen);
            }
        }

        private static ObjectNode named(String file) {
            return JsonNodeFactory.instance.objectNode().put("file", file);
        }
    }
}
