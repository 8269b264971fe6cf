// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code user add}, {@code user list}, {@code user password}, {@code user remove}. */
@Command(
        name = "user",
        description = "Accounts of agents, leads and everybody else with a mailbox.",
        subcommands = {
            UserCommands.Add.class,
            UserCommands.ListAll.class,
            UserCommands.Password.class,
            UserCommands.Remove.class
        })
final class UserCommands implements Runnable {

    private static final String USERS = "/postroom/users/";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "say what to do: add, list, password or remove");
    }

    /** What the four share. */
    abstract static class UserCommand implements Callable<Integer> {

        @Mixin
        private HomeOption home = new HomeOption();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            act(
                    home.client(),
                    new Screen(Objects.requireNonNull(spec).commandLine().getOut()));
            return ExitStatus.OK;
        }

        abstract void act(ServerClient client, Screen screen);

        final String password(boolean fromStandardInput) {
            if (!fromStandardInput) {
                throw new ParameterException(
                        Objects.requireNonNull(spec).commandLine(),
                        "give --password-stdin and the password on standard input; a command line can be read by others");
            }
            try {
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                return Objects.requireNonNullElse(in.readLine(), "");
            } catch (IOException e) {
                throw new CommandException(ExitStatus.FAILED, "standard input cannot be read: " + e.getMessage());
            }
        }
    }

    /** Makes an account. */
    @Command(name = "add", description = "Make an account; the password is the first line of standard input.")
    static final class Add extends UserCommand {

        @Parameters(paramLabel = "ADDRESS", description = "such as agent1@acme.test")
        private String address = "";

        @Option(names = "--password-stdin", description = "read the password from standard input")
        private boolean passwordStdin;

        @Override
        void act(ServerClient client, Screen screen) {
            JsonNode user = client.ask(
                    ServerClient.Question.send("POST", USERS + ServerClient.encoded(address), password(passwordStdin)));
            String roles = user.path("roles").asText();
            screen.line("added " + user.path("address").asText()
                    + (roles.isEmpty() ? " (no role at any desk in postroom.xml)" : " (" + roles + ")"));
        }
    }

    /** Lists accounts. */
    @Command(name = "list", description = "List accounts and what they may do.")
    static final class ListAll extends UserCommand {

        @Option(names = "--json", description = "print JSON")
        private boolean json;

        @Override
        void act(ServerClient client, Screen screen) {
            JsonNode users = client.ask(ServerClient.Question.get("/postroom/users"));
            if (json) {
                screen.json(users);
                return;
            }
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("ADDRESS", "ROLES"));
            users.forEach(user -> rows.add(
                    List.of(user.path("address").asText(), user.path("roles").asText())));
            screen.table(rows);
        }
    }

    /** Changes a password. */
    @Command(name = "password", description = "Change a password; the new one is the first line of standard input.")
    static final class Password extends UserCommand {

        @Parameters(paramLabel = "ADDRESS", description = "such as agent1@acme.test")
        private String address = "";

        @Option(names = "--password-stdin", description = "read the password from standard input")
        private boolean passwordStdin;

        @Override
        void act(ServerClient client, Screen screen) {
            client.ask(
                    ServerClient.Question.send("PUT", USERS + ServerClient.encoded(address), password(passwordStdin)));
            screen.line("changed the password of " + address);
        }
    }

    /** Removes an account. */
    @Command(
            name = "remove",
            description =
                    "Remove an account. Says what tickets the agent has, and gives them to another with --reassign.")
    static final class Remove extends UserCommand {

        @Parameters(paramLabel = "ADDRESS", description = "such as agent1@acme.test")
        private String address = "";

        @Option(names = "--reassign", paramLabel = "AGENT", description = "who gets the agent's tickets")
        private Optional<String> heir = Optional.empty();

        @Override
        void act(ServerClient client, Screen screen) {
            JsonNode done = client.ask(ServerClient.Question.send("DELETE", USERS + ServerClient.encoded(address), "")
                    .with("reassign", heir));
            int reassigned = done.path("reassigned").asInt();
            screen.line("removed " + address
                    + heir.map(to -> "; " + reassigned + " tickets now belong to " + to)
                            .orElse(""));
        }
    }
}
