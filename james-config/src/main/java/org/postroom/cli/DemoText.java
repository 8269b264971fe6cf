// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.postroom.demo.Demonstration;
import org.postroom.demo.Facts;
import org.postroom.wiring.Ports;

/** The demonstration's facts as a person wants to read them. */
final class DemoText {

    private static final int SUBJECT_COLUMNS = 44;

    private DemoText() {}

    static void facts(Screen screen, Facts facts) {
        screen.line("");
        screen.line("═══ Customers wrote to support@acme.test; these are their tickets ═══");
        screen.line("");
        tickets(screen, facts.tickets());
        screen.line("");
        screen.line("═══ What each customer got at once ═══");
        facts.acknowledgements().forEach(letter -> letter(screen, letter));
        screen.line("");
        screen.line("═══ An agent pressed Reply; what the customer got ═══");
        letter(screen, facts.reply());
        screen.line("");
        screen.line("═══ Search: " + Demonstration.QUERY + " ═══");
        screen.line("");
        facts.search().forEach(hit -> {
            screen.line(hit.path("number").asText() + "  " + hit.path("subject").asText());
            screen.line("    " + hit.path("snippet").asText());
        });
    }

    static void login(Screen screen, Ports ports, String password) {
        screen.line("");
        screen.line("═══ Look for yourself with any mail program, until you press Ctrl-C ═══");
        screen.line("");
        screen.line("IMAP        127.0.0.1, port " + ports.imaps() + " (TLS) or " + ports.imap() + " (STARTTLS)");
        screen.line("submission  127.0.0.1, port " + ports.submissions() + " (TLS) or " + ports.submission()
                + " (STARTTLS)");
        screen.line("customers   write to support@acme.test by SMTP, 127.0.0.1, port " + ports.smtp());
        screen.line("accounts    " + String.join(", ", Demonstration.ACCOUNTS));
        screen.line("password    " + password);
        screen.line("The certificate was made just now; your program will ask whether to trust it.");
    }

    private static void tickets(Screen screen, List<JsonNode> tickets) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TICKET", "FROM", "SUBJECT", "CATEGORY", "PRIORITY", "LANGUAGE", "AGENT", "STATUS"));
        tickets.forEach(ticket -> rows.add(List.of(
                ticket.path("number").asText(),
                ticket.path("requester").asText(),
                Screen.cut(ticket.path("subject").asText(), SUBJECT_COLUMNS),
                TicketCommands.text(ticket, "category"),
                ticket.path("priority").asText(),
                ticket.path("language").asText(),
                TicketCommands.text(ticket, "agent"),
                ticket.path("status").asText())));
        screen.table(rows);
    }

    private static void letter(Screen screen, Facts.Letter letter) {
        screen.line("");
        screen.line("From:    " + letter.from());
        screen.line("To:      " + letter.to());
        screen.line("Subject: " + letter.subject());
        screen.line("");
        letter.text().strip().lines().forEach(line -> screen.line("  " + line));
    }
}
