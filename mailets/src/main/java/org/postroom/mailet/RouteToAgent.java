// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.assign.RouteMessage;
import org.postroom.assign.RoutingRule;
import org.postroom.assign.Strategy;
import org.postroom.config.Configuration;
import org.postroom.desk.HelpDesk;
import org.postroom.james.PostroomAttributes;
import org.postroom.james.PostroomAttributes.FiledAs;
import org.postroom.message.EmailAddress;

/**
 * Chooses the agent who answers, and has copies made in the right mailboxes. Behind {@code AssignTicket}. The first
 * {@code RouteToAgent} that a mail comes to decides; a mail that is routed passes the others unchanged.
 *
 * <p>An answer goes to the agent who has the ticket. A new ticket goes to an agent of the team who is within their hours, not
 * absent and not full, and who speaks its language and knows its category where the team has such agents. When there is
 * nobody, it lies in {@code Tickets.Take} of every agent of the team; urgent ones, and those that nobody takes in time, lie in
 * the INBOX of those on duty as well.
 *
 * <p>Parameters:
 *
 * <ul>
 *   <li>{@code strategy} (default {@code least-loaded}): {@code least-loaded} (fewest new and open tickets for their
 *       capacity), {@code round-robin}, or {@code fixed}.
 *   <li>{@code team} (default: the desk's own): the id of a team in {@code postroom.xml}.
 *   <li>{@code agent} (compulsory with {@code fixed}, else not allowed): an agent's address.
 * </ul>
 *
 * <pre>{@code
 * <mailet match="CategoryIs=billing" class="RouteToAgent">
 *   <team>support</team>
 *   <strategy>round-robin</strategy>
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class RouteToAgent extends PostroomMailet {

    private final RouteMessage routing;
    private final HelpDesk helpDesk;
    private final Configuration configuration;
    private Optional<RoutingRule> rule = Optional.empty();

    /**
     * Made by Apache James.
     *
     * @param routing chooses
     * @param configuration teams, agents, and when everybody is told of what nobody took
     */
    @Inject
    public RouteToAgent(RouteMessage routing, Configuration configuration) {
        super("strategy", "team", "agent");
        this.routing = routing;
        this.configuration = configuration;
        this.helpDesk = configuration.helpDesk();
    }

    @Override
    void configure() throws MessagingException {
        Strategy strategy = strategy(parameter("strategy").orElse(Strategy.LEAST_LOADED.word()));
        Optional<String> team = parameter("team");
        if (team.isPresent() && helpDesk.team(team.get()).isEmpty()) {
            throw new MessagingException("RouteToAgent: there is no team \"" + team.get() + "\"; postroom.xml has "
                    + helpDesk.teams().stream().map(t -> t.id()).toList());
        }
        Optional<EmailAddress> agent = parameter("agent").flatMap(EmailAddress::parse);
        if (strategy == Strategy.FIXED && agent.flatMap(helpDesk::agent).isEmpty()) {
            throw new MessagingException("RouteToAgent: strategy fixed needs <agent> with the address of an agent in"
                    + " postroom.xml, such as <agent>agent1@acme.test</agent>");
        }
        if (strategy != Strategy.FIXED && parameter("agent").isPresent()) {
            throw new MessagingException(
                    "RouteToAgent: <agent> goes with <strategy>fixed</strategy> only, not with " + strategy.word());
        }
        rule = Optional.of(new RoutingRule(team, strategy, agent, configuration.untakenAfter()));
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        RoutingRule how = rule.orElseThrow(() -> new MessagingException("RouteToAgent was not configured"));
        for (FiledAs filed : PostroomAttributes.filed(mail)) {
            routing.route(filed.message(), how);
        }
    }

    private static Strategy strategy(String word) throws MessagingException {
        return Strategy.ofWord(word)
                .orElseThrow(() -> new MessagingException("RouteToAgent: strategy is \"" + word + "\"; expected one of "
                        + Arrays.stream(Strategy.values()).map(Strategy::word).collect(Collectors.joining(", "))
                        + " (default least-loaded)"));
    }
}
