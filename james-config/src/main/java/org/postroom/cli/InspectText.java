// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What was seen in one mail, as text. */
final class InspectText {

    private InspectText() {}

    static void whole(JsonNode mail, Screen screen) {
        JsonNode number = mail.path("number");
        screen.line("── " + mail.path("file").asText() + (number.isInt() ? ", mail " + number.asInt() : ""));
        head(mail, screen);
        kind(mail, screen);
        mail.path("attachments")
                .forEach(file -> screen.line("Attached:   " + file.path("name").asText() + " ("
                        + file.path("type").asText() + ", " + file.path("size").asLong() + " bytes)"));
        mail.path("problems").forEach(problem -> screen.line("Problem:    " + problem.asText()));
        block("New text", mail.path("newText"), screen);
        block("Signature", mail.path("signature"), screen);
        block("Quoted", mail.path("quotedText"), screen);
        screen.line("");
    }

    private static void head(JsonNode mail, Screen screen) {
        String name = mail.path("fromName").asText("");
        String from = TicketCommands.text(mail, "from");
        boolean named = mail.path("fromName").isTextual();
        screen.line("From:       " + (named ? name + " <" + from + ">" : from));
        list("To:         ", mail.path("to"), screen);
        list("Cc:         ", mail.path("cc"), screen);
        list("Reply-To:   ", mail.path("replyTo"), screen);
        screen.line("Subject:    " + mail.path("subject").asText());
        screen.line("Date:       " + TicketCommands.text(mail, "date"));
        screen.line("Message-ID: " + TicketCommands.text(mail, "messageId"));
        list("Answers:    ", mail.path("inReplyTo"), screen);
        list("References: ", mail.path("references"), screen);
    }

    private static void kind(JsonNode mail, Screen screen) {
        JsonNode why = mail.path("automatic").path("why");
        screen.line(
                "Kind:       " + mail.path("kind").asText() + (why.isTextual() ? ", because: " + why.asText() : ""));
        JsonNode failure = mail.path("deliveryFailure");
        failure.path("recipients")
                .forEach(one -> screen.line("Failed:     " + one.path("address").asText()
                        + (one.path("permanent").asBoolean() ? ", for good" : ", for now") + ", status "
                        + TicketCommands.text(one, "status") + ": "
                        + one.path("diagnostic").asText()));
        if (failure.path("originalMessageId").isTextual()) {
            screen.line("Returned:   " + failure.path("originalMessageId").asText());
        }
        screen.line("Language:   " + mail.path("language").asText());
    }

    private static void list(String title, JsonNode list, Screen screen) {
        if (!list.isEmpty()) {
            screen.line(title + TicketText.joined(list));
        }
    }

    private static void block(String title, JsonNode text, Screen screen) {
        if (!text.asText().isEmpty()) {
            screen.line(title + ":");
            text.asText().lines().forEach(line -> screen.line("  " + line));
        }
    }
}
