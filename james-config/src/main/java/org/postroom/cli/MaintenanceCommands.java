// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code retry}, {@code reindex} and {@code doctor}. */
final class MaintenanceCommands {

    private MaintenanceCommands() {}

    /** What the three share. */
    abstract static class Maintenance implements Callable<Integer> {

        @Mixin
        private HomeOption home = new HomeOption();

        @Option(names = "--json", description = "print JSON")
        private boolean json;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            JsonNode answer = home.client().ask(question());
            Screen screen =
                    new Screen(Objects.requireNonNull(spec).commandLine().getOut());
            if (json) {
                screen.json(answer);
            } else {
                show(answer, screen);
            }
            return status(answer);
        }

        abstract ServerClient.Question question();

        abstract void show(JsonNode answer, Screen screen);

        int status(JsonNode answer) {
            return ExitStatus.OK;
        }
    }

    /** Runs failed mails again. */
    @Command(name = "retry", description = "Run the mails again on which a step failed.")
    static final class Retry extends Maintenance {

        @Override
        ServerClient.Question question() {
            return ServerClient.Question.send("POST", "/postroom/retry", "");
        }

        @Override
        void show(JsonNode answer, Screen screen) {
            screen.line(answer.path("mails").asInt() + " mails run again");
        }
    }

    /** Makes the ticket index anew. */
    @Command(name = "reindex", description = "Make the ticket index anew from the archive.")
    static final class Reindex extends Maintenance {

        @Override
        ServerClient.Question question() {
            return ServerClient.Question.send("POST", "/postroom/reindex", "");
        }

        @Override
        void show(JsonNode answer, Screen screen) {
            screen.line(answer.path("messages").asLong() + " messages indexed");
        }
    }

    /** Compares mailboxes and index with the database. */
    @Command(
            name = "doctor",
            description =
                    "Say where agents' mailboxes and the index differ from archive and events; exit status 1 if they do.")
    static final class Doctor extends Maintenance {

        @Option(names = "--repair", description = "make them agree")
        private boolean repair;

        @Override
        ServerClient.Question question() {
            return ServerClient.Question.send("POST", "/postroom/doctor", "")
                    .with("repair", repair ? Optional.of("true") : Optional.empty());
        }

        @Override
        void show(JsonNode answer, Screen screen) {
            answer.path("differences").forEach(one -> screen.line(one.asText()));
            int count = answer.path("differences").size();
            screen.line(count == 0 ? "everything agrees" : count + " differences" + (repair ? ", being repaired" : ""));
        }

        @Override
        int status(JsonNode answer) {
            return repair || answer.path("differences").isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
        }
    }
}
