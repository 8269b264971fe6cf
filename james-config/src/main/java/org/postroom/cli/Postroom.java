// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The one command. */
@Command(
        name = "postroom",
        mixinStandardHelpOptions = true,
        versionProvider = Postroom.Version.class,
        description = "The help desk inside the mail server.",
        subcommands = {
            StartCommand.class,
            CheckCommand.class,
            DkimCommand.class,
            UserCommands.class,
            InspectCommand.class,
            TicketCommands.Tickets.class,
            TicketCommands.Show.class,
            TicketCommands.Search.class,
            MaintenanceCommands.Retry.class,
            MaintenanceCommands.Reindex.class,
            MaintenanceCommands.Doctor.class,
            DemoCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:done",
            " 1:it could not be done; the reason stands on standard error",
            " 2:the command line is wrong",
            " 3:the configuration is wrong",
            " 4:no server runs at that home",
            " 5:there is no such ticket or account"
        })
public final class Postroom implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Runs a command and ends the process with its exit status.
     *
     * @param arguments the command line
     */
    public static void main(String... arguments) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /**
     * Runs a command.
     *
     * @param out standard output
     * @param err standard error
     * @param arguments the command line
     * @return the exit status
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Postroom());
        line.setOut(out);
        line.setErr(err);
        line.setExecutionExceptionHandler((exception, command, result) -> {
            if (exception instanceof CommandException refused) {
                err.println("postroom: " + refused.getMessage());
                return refused.status();
            }
            throw exception;
        });
        return line.execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "say what to do, for instance: ./postroom demo");
    }

    /** The version from the jar. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Postroom.class.getPackage().getImplementationVersion();
            return new String[] {"postroom " + (version == null ? "(built from source)" : version)};
        }
    }
}
