// SPDX-License-Identifier: Apache-2.0
package org.postroom.web;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.user.api.model.User;
import org.apache.james.webadmin.Routes;
import org.postroom.assign.Handover;
import org.postroom.copy.CopyWorker;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.TicketFilter;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;
import org.postroom.web.Answers.Refusal;
import spark.Request;
import spark.Response;
import spark.Service;

/** Accounts: {@code /postroom/users} and {@code /postroom/users/ADDRESS}. A password stands in the request's body. */
public final class UserRoutes implements Routes {

    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 200;

    private final UsersRepository users;
    private final DomainList domains;
    private final Tickets tickets;
    private final Handover handover;
    private final HelpDesk helpDesk;
    private final CopyWorker copies;

    /**
     * Takes what it asks.
     *
     * @param users James' accounts
     * @param domains James' domains
     * @param tickets who has what
     * @param handover gives tickets to another agent
     * @param helpDesk the agents
     * @param copies makes the copies that a new account's mailbox lacks
     */
    @Inject
    public UserRoutes(
            UsersRepository users,
            DomainList domains,
            Tickets tickets,
            Handover handover,
            HelpDesk helpDesk,
            CopyWorker copies) {
        this.users = users;
        this.domains = domains;
        this.tickets = tickets;
        this.handover = handover;
        this.helpDesk = helpDesk;
        this.copies = copies;
    }

    @Override
    public String getBasePath() {
        return "/postroom/users";
    }

    @Override
    public void define(Service service) {
        service.get("/postroom/users", Answers.json((request, response) -> list()));
        service.post("/postroom/users/:address", Answers.json(this::add));
        service.put("/postroom/users/:address", Answers.json((request, response) -> password(request)));
        service.delete("/postroom/users/:address", Answers.json((request, response) -> remove(request)));
    }

    private List<Map<String, Object>> list() throws Refusal {
        List<Map<String, Object>> result = new ArrayList<>();
        try {
            Iterator<Username> all = users.list();
            while (all.hasNext()) {
                String address = all.next().asString();
                String role = EmailAddress.parse(address).map(this::roles).orElse("");
                result.add(Map.of("address", address, "roles", role));
            }
        } catch (UsersRepositoryException e) {
            throw unavailable(e);
        }
        return result;
    }

    private Map<String, Object> add(Request request, Response response) throws Refusal {
        EmailAddress address = address(request);
        String password = passwordOf(request);
        try {
            if (!domains.containsDomain(Domain.of(address.domain()))) {
                throw new Refusal(
                        400,
                        "the domain " + address.domain() + " is not one of this server's: " + domains.getDomains()
                                + "; those of desks and agents in postroom.xml are added when the server starts");
            }
            if (users.contains(Username.of(address.key()))) {
                throw new Refusal(409, address + " exists already; \"user password\" changes its password");
            }
            users.addUser(Username.of(address.key()), password);
        } catch (UsersRepositoryException | DomainListException e) {
            throw unavailable(e);
        }
        copies.retry(address);
        response.status(201);
        return Map.of("address", address.key(), "roles", roles(address));
    }

    private Map<String, Object> password(Request request) throws Refusal {
        EmailAddress address = existing(request);
        String password = passwordOf(request);
        try {
            User user = Optional.ofNullable(users.getUserByName(Username.of(address.key())))
                    .orElseThrow(() -> new Refusal(404, "there is no account " + address));
            user.setPassword(password);
            users.updateUser(user);
        } catch (UsersRepositoryException e) {
            throw unavailable(e);
        }
        return Map.of("address", address.key());
    }

    private Map<String, Object> remove(Request request) throws Refusal {
        EmailAddress address = existing(request);
        Optional<EmailAddress> heir = Answers.parameter(
                request,
                "reassign",
                text -> EmailAddress.parse(text)
                        .filter(a -> !a.equals(address) && helpDesk.agent(a).isPresent()),
                "the address of another agent in postroom.xml");
        List<String> theirs = tickets
                .tickets(
                        new TicketFilter(Optional.empty(), Optional.empty(), Optional.of(address), 100_000),
                        Viewer.ADMIN)
                .stream()
                .map(ticket -> ticket.number() + " (" + ticket.status().word() + ")")
                .toList();
        if (!theirs.isEmpty() && heir.isEmpty()) {
            throw new Refusal(
                    409,
                    address + " has " + theirs.size() + " tickets: "
                            + String.join(", ", theirs.stream().limit(20).toList())
                            + (theirs.size() > 20 ? ", ..." : "")
                            + "; give them to another agent with --reassign, such as --reassign agent2@acme.test");
        }
        heir.ifPresent(to -> handover.all(address, to));
        try {
            users.removeUser(Username.of(address.key()));
        } catch (UsersRepositoryException e) {
            throw unavailable(e);
        }
        copies.retry(address);
        return Map.of("address", address.key(), "reassigned", theirs.size());
    }

    private String roles(EmailAddress address) {
        List<String> roles = new ArrayList<>();
        helpDesk.desks()
                .forEach(desk -> helpDesk.role(address, desk.id())
                        .ifPresent(role -> roles.add(role.name().toLowerCase(Locale.ROOT) + " at " + desk.id())));
        return String.join(", ", roles);
    }

    private EmailAddress existing(Request request) throws Refusal {
        EmailAddress address = address(request);
        try {
            if (!users.contains(Username.of(address.key()))) {
                throw new Refusal(404, "there is no account " + address);
            }
        } catch (UsersRepositoryException e) {
            throw unavailable(e);
        }
        return address;
    }

    private static EmailAddress address(Request request) throws Refusal {
        String text = request.params("address");
        return EmailAddress.parse(text)
                .orElseThrow(() -> new Refusal(
                        400, "\"" + text + "\" is no e-mail address; expected one such as agent1@acme.test"));
    }

    private static String passwordOf(Request request) throws Refusal {
        String password = request.body().strip();
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw new Refusal(
                    400,
                    "the password has " + password.length() + " characters; expected " + SHORTEST_PASSWORD + " to "
                            + LONGEST_PASSWORD + " on standard input");
        }
        return password;
    }

    private static Refusal unavailable(Exception e) {
        return new Refusal(409, "the accounts cannot be used for now: " + e.getMessage());
    }
}
