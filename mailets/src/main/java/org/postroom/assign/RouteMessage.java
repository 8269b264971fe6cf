// SPDX-License-Identifier: Apache-2.0
package org.postroom.assign;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.postroom.copy.CopyRules;
import org.postroom.desk.Agent;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Timer;

/**
 * Gives a filed message's ticket to an agent, unless somebody has it, and says which copies shall exist. Safe for many
 * threads; a message that was routed before is left as it is.
 */
public final class RouteMessage {

    private final Tickets tickets;
    private final Supplier<HelpDesk> helpDesk;
    private final Clock clock;
    private final Runnable afterCommit;
    private final Loads loads = new Loads();
    private final ConcurrentMap<String, AtomicLong> turns = new ConcurrentHashMap<>();

    /**
     * Takes what it needs.
     *
     * @param tickets the tickets
     * @param helpDesk the configuration, asked for each message
     * @param clock the present
     * @param afterCommit called when copies are wanted and committed, so that they are made at once
     */
    public RouteMessage(Tickets tickets, Supplier<HelpDesk> helpDesk, Clock clock, Runnable afterCommit) {
        this.tickets = tickets;
        this.helpDesk = helpDesk;
        this.clock = clock;
        this.afterCommit = afterCommit;
    }

    /**
     * Routes a message.
     *
     * @param message its key
     * @param rule how
     * @return where it went, committed
     * @throws org.postroom.ticket.StorageException when the database cannot do it for now; nothing was changed then
     */
    public Routed route(long message, RoutingRule rule) {
        Instant now = clock.instant();
        Routed routed = tickets.inTransaction(tx -> route(tx, message, rule, now));
        if (!routed.repeated()) {
            afterCommit.run();
        }
        return routed;
    }

    private Routed route(TicketTransaction tx, long id, RoutingRule rule, Instant now) {
        long serial = tx.message(id)
                .orElseThrow(() -> new IllegalArgumentException("there is no message " + id))
                .ticket();
        Ticket ticket = tx.ticket(serial).orElseThrow();
        List<Message> messages = tx.messages(serial);
        Optional<Message> found =
                messages.stream().filter(one -> one.id() == id).findFirst();
        if (found.isEmpty()) {
            // moved to another ticket, or erased, while this one was not locked yet
            return route(tx, id, rule, now);
        }
        Message message = found.get();
        if (message.routed()) {
            return new Routed(ticket, true);
        }
        boolean opener = message.opensTicket();
        boolean mayAssign = opener || !message.kind().isRobot();
        Ticket assigned = mayAssign && !isHeld(ticket) && ticket.status().isWork()
                ? assign(tx, ticket, opener, rule, now)
                : ticket;
        Ticket told = message.kind().isRobot() ? assigned : tell(tx, assigned, messages, rule, now);
        CopyRules.apply(tx, told, messages, helpDesk.get(), now);
        tx.routed(id);
        return new Routed(told, false);
    }

    private boolean isHeld(Ticket ticket) {
        return ticket.agent().flatMap(agent -> helpDesk.get().agent(agent)).isPresent();
    }

    private Ticket assign(TicketTransaction tx, Ticket ticket, boolean isNew, RoutingRule rule, Instant now) {
        HelpDesk current = tx.absences().over(helpDesk.get(), now);
        String team = rule.team()
                .or(ticket::team)
                .or(() -> current.desk(ticket.desk()).map(d -> d.team()))
                .orElse("");
        Optional<EmailAddress> agent = Routing.choose(
                        rule,
                        new Routing.Candidates(team, candidates(current, team, rule)),
                        new Routing.Needs(ticket.language(), ticket.category()),
                        now,
                        workload(tx, now))
                .map(Agent::address);
        agent.ifPresent(loads::assigned);
        Ticket after = ticket.withTeam(team, now).withAgent(agent, now);
        if (agent.isPresent() && !isNew) {
            tx.clearTimer(ticket.id(), Timer.Kind.UNTAKEN);
        }
        return tx.update(ticket, after, NewEvent.POSTROOM, Cause.RULE);
    }

    private static List<Agent> candidates(HelpDesk helpDesk, String team, RoutingRule rule) {
        return rule.fixed().isPresent()
                ? rule.fixed().flatMap(helpDesk::agent).stream().toList()
                : helpDesk.agentsOf(team);
    }

    /** Tells everybody on duty of an urgent ticket that nobody has; of others, when nobody takes them in time. */
    private Ticket tell(TicketTransaction tx, Ticket ticket, List<Message> messages, RoutingRule rule, Instant now) {
        if (ticket.agent().isPresent() || ticket.escalated() || !ticket.status().isWork()) {
            return ticket;
        }
        if (ticket.priority() == Priority.URGENT) {
            return Escalation.escalate(tx, ticket, Cause.RULE, now);
        }
        Instant since = unansweredSince(messages).orElse(now);
        tx.set(new Timer(ticket.id(), Timer.Kind.UNTAKEN, since.plus(rule.untakenAfter())));
        return ticket;
    }

    private static Optional<Instant> unansweredSince(List<Message> messages) {
        Optional<Instant> since = Optional.empty();
        for (Message message : messages) {
            if (message.kind() == MessageKind.REPLY) {
                since = Optional.empty();
            } else if (!message.kind().isRobot() && since.isEmpty()) {
                since = Optional.of(message.receivedAt());
            }
        }
        return since;
    }

    /**
     * Turns go on in memory from where the database was when this process first asked, since a row that every routing
     * writes makes all of them wait for each other. A restart goes on one turn later than the last start.
     */
    private Workload workload(TicketTransaction tx, Instant now) {
        return new Workload() {
            @Override
            public int load(EmailAddress agent) {
                return loads.of(agent, now, tx::load);
            }

            @Override
            public long nextTurn(String team) {
                AtomicLong turn = turns.get(team);
                if (turn == null) {
                    AtomicLong first = new AtomicLong(tx.nextTurn(team));
                    turn = Optional.ofNullable(turns.putIfAbsent(team, first)).orElse(first);
                }
                return turn.getAndIncrement();
            }
        };
    }
}
