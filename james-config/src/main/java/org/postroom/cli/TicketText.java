// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A whole ticket as text. */
final class TicketText {

    private TicketText() {}

    static void whole(JsonNode answer, Screen screen) {
        JsonNode ticket = answer.path("ticket");
        screen.line(
                ticket.path("number").asText() + "  " + ticket.path("subject").asText());
        screen.line("desk " + ticket.path("desk").asText() + ", "
                + ticket.path("status").asText() + ", priority "
                + ticket.path("priority").asText() + ", category " + TicketCommands.text(ticket, "category")
                + ", language " + ticket.path("language").asText());
        screen.line(
                "requester " + ticket.path("requester").asText() + ", agent " + TicketCommands.text(ticket, "agent"));
        screen.line("opened " + ticket.path("openedAt").asText() + ", changed "
                + ticket.path("updatedAt").asText());
        answer.path("messages").forEach(message -> message(message, screen));
        screen.line("");
        events(answer.path("events"), screen);
    }

    private static void message(JsonNode message, Screen screen) {
        screen.line("");
        screen.line("── " + message.path("kind").asText() + " ("
                + message.path("audience").asText() + ") ── "
                + message.path("date").asText());
        screen.line("From:    " + TicketCommands.text(message, "from"));
        screen.line("To:      " + joined(message.path("to")));
        if (!message.path("cc").isEmpty()) {
            screen.line("Cc:      " + joined(message.path("cc")));
        }
        screen.line("Subject: " + message.path("subject").asText());
        message.path("attachments")
                .forEach(file -> screen.line("Attached: " + file.path("name").asText() + " ("
                        + file.path("type").asText() + ", " + file.path("size").asLong() + " bytes)"));
        screen.line("");
        message.path("text").asText().lines().forEach(line -> screen.line("  " + line));
    }

    private static void events(JsonNode events, Screen screen) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("EVENT", "TIME", "ACTOR", "CAUSE", "FIELD", "OLD", "NEW"));
        events.forEach(event -> rows.add(List.of(
                event.path("type").asText(),
                event.path("occurredAt").asText(),
                event.path("actor").asText(),
                event.path("cause").asText(),
                TicketCommands.text(event, "field"),
                TicketCommands.text(event, "old"),
                TicketCommands.text(event, "new"))));
        screen.table(rows);
    }

    static String joined(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return String.join(", ", texts);
    }
}
