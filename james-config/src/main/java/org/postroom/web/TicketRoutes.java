// SPDX-License-Identifier: Apache-2.0
package org.postroom.web;

import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.webadmin.Routes;
import org.postroom.desk.DeskId;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.message.MailParser;
import org.postroom.search.BadQueryException;
import org.postroom.search.TicketIndex;
import org.postroom.ticket.Archive;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketFilter;
import org.postroom.ticket.TicketNumber;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;
import org.postroom.web.Answers.Refusal;
import spark.Request;
import spark.Service;

/** Lists, shows and searches tickets: {@code /postroom/tickets}, {@code /postroom/tickets/NUMBER}, {@code /postroom/search}. */
public final class TicketRoutes implements Routes {

    private static final int MOST = 100_000;

    private final Tickets tickets;
    private final Archive archive;
    private final MailParser parser;
    private final TicketIndex index;
    private final HelpDesk helpDesk;

    /**
     * Takes what it asks.
     *
     * @param tickets tickets, messages, events
     * @param archive sources of messages
     * @param parser reads them
     * @param index finds
     * @param helpDesk the desks
     */
    @Inject
    public TicketRoutes(Tickets tickets, Archive archive, MailParser parser, TicketIndex index, HelpDesk helpDesk) {
        this.tickets = tickets;
        this.archive = archive;
        this.parser = parser;
        this.index = index;
        this.helpDesk = helpDesk;
    }

    @Override
    public String getBasePath() {
        return "/postroom/tickets";
    }

    @Override
    public void define(Service service) {
        service.get("/postroom/tickets", Answers.json((request, response) -> list(request)));
        service.get("/postroom/tickets/:number", Answers.json((request, response) -> show(request.params("number"))));
        service.get("/postroom/search", Answers.json((request, response) -> search(request)));
    }

    private List<Views.TicketView> list(Request request) throws Refusal {
        TicketFilter filter = new TicketFilter(
                desk(request),
                Answers.parameter(
                        request, "status", Status::ofWord, "new, open, waiting, snoozed or closed, such as open"),
                Answers.parameter(
                        request, "agent", EmailAddress::parse, "an agent's address, such as agent1@acme.test"),
                Answers.limit(request, 50, MOST));
        return tickets.tickets(filter, Viewer.ADMIN).stream()
                .map(Views.TicketView::of)
                .toList();
    }

    private Views.WholeTicket show(String text) throws Refusal {
        TicketNumber number = TicketNumber.parse(text)
                .orElseThrow(() -> new Refusal(
                        400,
                        "\"" + text + "\" is no ticket number (or its last digit is wrong); expected one such as "
                                + new TicketNumber("ACME", 1042)));
        Ticket ticket = tickets.ticket(number, Viewer.ADMIN)
                .orElseThrow(() -> new Refusal(404, "there is no ticket " + number));
        List<Views.MessageView> messages = tickets.messages(number, Viewer.ADMIN).stream()
                .map(message -> Views.MessageView.of(
                        message, archive.source(message.id()).map(parser::parse)))
                .toList();
        List<Views.EventView> events = tickets.events(number, Viewer.ADMIN).stream()
                .map(Views.EventView::of)
                .toList();
        return new Views.WholeTicket(Views.TicketView.of(ticket), messages, events);
    }

    private List<Views.HitView> search(Request request) throws Refusal, BadQueryException {
        String query = Answers.parameter(request, "query")
                .orElseThrow(
                        () -> new Refusal(400, "nothing to search for; give a query such as \"refund status:open\""));
        return index.search(query, desk(request), Viewer.ADMIN, Answers.limit(request, 20, 1000)).stream()
                .map(Views.HitView::of)
                .toList();
    }

    private Optional<DeskId> desk(Request request) throws Refusal {
        List<String> known =
                helpDesk.desks().stream().map(desk -> desk.id().value()).toList();
        return Answers.parameter(
                request,
                "desk",
                text -> known.contains(text) ? Optional.of(new DeskId(text)) : Optional.empty(),
                "the id of a desk: " + String.join(", ", known));
    }
}
