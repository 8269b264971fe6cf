// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tickets}, {@code show} and {@code search}. */
final class TicketCommands {

    private static final int SUBJECT_COLUMNS = 60;

    private TicketCommands() {}

    /** What the three share. */
    abstract static class Query implements Callable<Integer> {

        @Mixin
        private HomeOption home = new HomeOption();

        @Option(names = "--json", description = "print JSON")
        private boolean json;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            JsonNode answer = home.client().ask(question());
            Screen screen = new Screen(out());
            if (json) {
                screen.json(answer);
            } else {
                show(answer, screen);
            }
            return ExitStatus.OK;
        }

        abstract ServerClient.Question question();

        abstract void show(JsonNode answer, Screen screen);

        private PrintWriter out() {
            return Objects.requireNonNull(spec).commandLine().getOut();
        }
    }

    /** Lists tickets. */
    @Command(name = "tickets", description = "List tickets, last changed first.")
    static final class Tickets extends Query {

        @Option(names = "--desk", paramLabel = "DESK", description = "of this desk only (its id)")
        private Optional<String> desk = Optional.empty();

        @Option(names = "--status", paramLabel = "STATUS", description = "new, open, waiting, snoozed or closed")
        private Optional<String> status = Optional.empty();

        @Option(names = "--agent", paramLabel = "ADDRESS", description = "of this agent only")
        private Optional<String> agent = Optional.empty();

        @Option(names = "--limit", paramLabel = "N", description = "at most so many (default: 50)")
        private Optional<String> limit = Optional.empty();

        @Override
        ServerClient.Question question() {
            return ServerClient.Question.get("/postroom/tickets")
                    .with("desk", desk)
                    .with("status", status)
                    .with("agent", agent)
                    .with("limit", limit);
        }

        @Override
        void show(JsonNode answer, Screen screen) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("NUMBER", "STATUS", "PRIORITY", "CATEGORY", "LANG", "AGENT", "REQUESTER", "SUBJECT"));
            answer.forEach(ticket -> rows.add(List.of(
                    ticket.path("number").asText(),
                    ticket.path("status").asText(),
                    ticket.path("priority").asText(),
                    text(ticket, "category"),
                    ticket.path("language").asText(),
                    text(ticket, "agent"),
                    ticket.path("requester").asText(),
                    Screen.cut(ticket.path("subject").asText(), SUBJECT_COLUMNS))));
            screen.table(rows);
        }
    }

    /** Shows one ticket. */
    @Command(name = "show", description = "Show a ticket with all its messages and events.")
    static final class Show extends Query {

        @Parameters(paramLabel = "NUMBER", description = "a ticket number")
        private String number = "";

        @Override
        ServerClient.Question question() {
            return ServerClient.Question.get("/postroom/tickets/" + ServerClient.encoded(number));
        }

        @Override
        void show(JsonNode answer, Screen screen) {
            TicketText.whole(answer, screen);
        }
    }

    /** Finds tickets. */
    @Command(
            name = "search",
            description = "Find tickets.",
            footer = {
                "",
                "Words, \"phrases\", AND OR NOT, and fields: status: from: to: category: agent: before: after: has:attachment.",
                "Example: ./postroom search 'refund status:open after:2026-11-01'"
            })
    static final class Search extends Query {

        @Parameters(paramLabel = "QUERY", arity = "1..*", description = "what to find")
        private List<String> query = new ArrayList<>();

        @Option(names = "--desk", paramLabel = "DESK", description = "at this desk only (its id)")
        private Optional<String> desk = Optional.empty();

        @Option(names = "--limit", paramLabel = "N", description = "at most so many (default: 20)")
        private Optional<String> limit = Optional.empty();

        @Override
        ServerClient.Question question() {
            return ServerClient.Question.get("/postroom/search")
                    .with("query", Optional.of(String.join(" ", query)))
                    .with("desk", desk)
                    .with("limit", limit);
        }

        @Override
        void show(JsonNode answer, Screen screen) {
            if (answer.isEmpty()) {
                screen.line("nothing found");
            }
            answer.forEach(hit -> {
                screen.line(
                        hit.path("number").asText() + "  " + hit.path("subject").asText());
                screen.line("    " + hit.path("snippet").asText());
            });
        }
    }

    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNull() || value.isMissingNode() ? "-" : value.asText();
    }
}
