// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.postroom.SampleMail.MORNING;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.postroom.MutableClock;
import org.postroom.SampleDesks;
import org.postroom.SampleMail;
import org.postroom.conversation.Filed;
import org.postroom.conversation.Filing;
import org.postroom.copy.CopyRules;
import org.postroom.desk.Agent;
import org.postroom.desk.Desk;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Language;
import org.postroom.desk.Team;
import org.postroom.james.Mime4jMailParser;
import org.postroom.james.MimeInnerTexts;
import org.postroom.james.MimeTopLines;
import org.postroom.message.ContentDigest;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.message.MailParser;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.SqlArchive;
import org.postroom.store.sql.SqlCopies;
import org.postroom.store.sql.SqlOutbox;
import org.postroom.store.sql.SqlTickets;
import org.postroom.store.sql.TestDatabases;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Classification;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Outbox;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.Priority;
import org.postroom.ticket.SignedAddresses.Meaning;
import org.postroom.ticket.SignedAddresses.Target;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;

/** A help desk on a real database, its customers and its agents, without a mail server. */
final class AgentFixture implements AutoCloseable {

    static final Agent ANN = SampleDesks.ANN;
    static final Agent IVAN = SampleDesks.IVAN;
    static final Agent LEAD = SampleDesks.agent("lead@acme.test", "Lena Lead", "en,de", "");
    static final Agent STRANGER = SampleDesks.agent("bob@acme.test", "Bob Other", "en", "");
    static final Duration HELD_FOR = Duration.ofDays(14);
    static final InstanceId INSTANCE = new InstanceId("acme-instance");
    static final HelpDesk HELP_DESK = SampleDesks.helpDesk(ANN, IVAN, SampleDesks.LI);

    final MutableClock clock = new MutableClock(MORNING);
    final MailParser parser = new Mime4jMailParser();
    final Tickets tickets;
    final AgentReplies replies;
    final HelpDesk helpDesk;
    final AgentTools tools;
    /** What the index finds: nothing, unless a test says otherwise. */
    TicketSearch search = (query, agent) -> new TicketSearch.Found(List.of(), false, Optional.empty());

    private final Database database = TestDatabases.derbyInMemory();
    private final Outbox outbox;
    private final Filing filing;

    AgentFixture() {
        this(HELP_DESK.desks());
    }

    /** With other desks than the usual ones. */
    AgentFixture(List<Desk> desks) {
        tickets = new SqlTickets(database, clock);
        outbox = new SqlOutbox(database, clock);
        List<Agent> agents = new ArrayList<>(HELP_DESK.agents());
        agents.add(LEAD);
        agents.add(STRANGER);
        List<Team> teams = new ArrayList<>(HELP_DESK.teams());
        teams.add(new Team("billing", List.of(ANN.address(), LEAD.address())));
        teams.add(new Team("mixed", List.of(ANN.address(), STRANGER.address())));
        teams.add(new Team("elsewhere", List.of(STRANGER.address())));
        helpDesk = new HelpDesk(desks, teams, agents);
        filing = new Filing(tickets, SampleDesks.SIGNED, () -> helpDesk, SampleDesks.NO_REMARKS, 30);
        tools = new AgentTools(
                tickets,
                new SqlArchive(database),
                new AgentTools.Reading(parser, new MimeTopLines(), new MimeInnerTexts()),
                SampleDesks.SIGNED,
                helpDesk,
                this::plan,
                INSTANCE,
                (query, agent) -> search.find(query, agent),
                HELD_FOR,
                clock);
        replies = new AgentReplies(tools);
    }

    private void plan(TicketTransaction tx, Ticket ticket) {
        CopyRules.apply(tx, ticket, helpDesk, clock.instant());
    }

    /** A customer's mail that opens a ticket, which this agent has. */
    Filed opened(Agent owner, UnaryOperator<SampleMail> mail) {
        Filed filed = filing.file(mail.apply(SampleMail.mail()).arrival(), SampleDesks.SUPPORT);
        tickets.inTransaction(tx -> {
            Ticket ticket = tx.ticket(filed.ticket().id()).orElseThrow();
            plan(
                    tx,
                    tx.update(
                            ticket,
                            ticket.withAgent(Optional.of(owner.address()), clock.instant()),
                            "postroom",
                            Cause.RULE));
            tx.routed(filed.message().id());
            return ticket;
        });
        return filed;
    }

    /** A customer's mail that is not routed yet. */
    Filed filed(SampleMail mail) {
        return filing.file(mail.arrival(), SampleDesks.SUPPORT);
    }

    /** In which folders an agent's copies of a ticket shall lie, one for each. */
    List<String> where(Filed filed, Agent agent) {
        return new SqlCopies(database, clock)
                .of(agent.address()).stream()
                        .filter(work -> work.ticket() == filed.ticket().id())
                        .flatMap(work -> work.wanted().stream())
                        .map(wanted -> wanted.folder().name())
                        .toList();
    }

    /** A further mail of a customer's, of which copies are made. */
    Filed arrived(SampleMail mail) {
        Filed filed = filing.file(mail.arrival(), SampleDesks.SUPPORT);
        tickets.inTransaction(tx -> {
            plan(tx, tx.ticket(filed.ticket().id()).orElseThrow());
            tx.routed(filed.message().id());
            return filed;
        });
        return filed;
    }

    /** What works here once an agent is no longer configured. */
    AgentReplies without(Agent gone) {
        HelpDesk now = new HelpDesk(
                helpDesk.desks(),
                helpDesk.teams(),
                helpDesk.agents().stream().filter(agent -> !agent.equals(gone)).toList());
        return new AgentReplies(new AgentTools(
                tickets,
                tools.archive(),
                tools.reading(),
                tools.signedAddresses(),
                now,
                tools.copies(),
                tools.instance(),
                tools.search(),
                tools.heldFor(),
                clock));
    }

    Letter letter(Agent agent) {
        return new Letter(agent);
    }

    Ticket ticket(Filed filed) {
        return tickets.ticket(filed.ticket().number(), Viewer.ADMIN).orElseThrow();
    }

    List<Message> messages(Filed filed) {
        return tickets.messages(filed.ticket().number(), Viewer.ADMIN);
    }

    List<EventType> events(Filed filed) {
        return tickets.events(filed.ticket().number(), Viewer.ADMIN).stream()
                .map(event -> event.event().type())
                .toList();
    }

    Optional<Event> event(Filed filed, EventType type) {
        return tickets.events(filed.ticket().number(), Viewer.ADMIN).stream()
                .filter(event -> event.event().type() == type)
                .findFirst();
    }

    /** What leaves, in its order, and no longer lies in the outbox then. */
    List<Sent> sent() {
        clock.advance(Duration.ofSeconds(1));
        List<Sent> sent = new ArrayList<>();
        for (Outbox.Pending pending : outbox.due(clock.instant(), 1000)) {
            outbox.handedOver(pending.id(), clock.instant());
            sent.add(new Sent(pending.mail(), parser.parse(pending.mail().source())));
        }
        return sent;
    }

    /** A mail that left. */
    record Sent(OutgoingMail mail, IncomingMail read) {

        List<EmailAddress> recipients() {
            return mail.recipients();
        }

        String text() {
            return read.text().strip();
        }

        EmailAddress replyTo() {
            return read.replyTo().get(0).address();
        }
    }

    @Override
    public void close() {
        database.close();
    }

    /** A mail that an agent writes. */
    final class Letter {

        private final Agent agent;
        private final List<EmailAddress> recipients = new ArrayList<>();
        private String subject = "Re: Printer on fire";
        private String headers = "";
        private String body = "Hello";
        private String type = "text/plain; charset=utf-8";
        private Classification classification = new Classification(
                MessageKind.CUSTOMER, "", new Language("en"), Optional.empty(), Priority.NORMAL, Set.of());
        private final String id = UUID.randomUUID() + "@acme.test";

        private Letter(Agent agent) {
            this.agent = agent;
        }

        /** A plain Reply to a message's copy. */
        Letter to(Message message) {
            return to(message, Target.ofReplyTo(message));
        }

        Letter to(Message message, Target target) {
            message.messageId().ifPresent(mid -> headers += "In-Reply-To: " + mid.bracketed() + "\r\n");
            return to(SampleDesks.SIGNED.sign(
                    new Meaning(SampleDesks.SUPPORT_ADDRESS, message.ticket(), message.id(), target)));
        }

        /** It refers to a mail. */
        Letter answering(org.postroom.message.MessageId id) {
            headers += "In-Reply-To: " + id.bracketed() + "\r\n";
            return this;
        }

        Letter to(String address) {
            return to(EmailAddress.of(address));
        }

        Letter to(EmailAddress address) {
            recipients.add(address);
            return this;
        }

        Letter subject(String value) {
            subject = value;
            return this;
        }

        Letter classified(Classification value) {
            classification = value;
            return this;
        }

        Letter text(String value) {
            body = value.replace("\n", "\r\n");
            return this;
        }

        Letter content(String contentType, String value) {
            type = contentType;
            return text(value);
        }

        AgentMail mail() {
            StringBuilder to = new StringBuilder();
            recipients.forEach(one -> to.append(to.isEmpty() ? "" : ", ").append(one));
            byte[] source = ("From: " + agent.address() + "\r\nTo: " + to + "\r\nSubject: "
                            + org.postroom.message.HeaderText.encode(subject) + "\r\nMessage-ID: <" + id + ">\r\n"
                            + headers + "MIME-Version: 1.0\r\nContent-Type: " + type
                            + "\r\nContent-Transfer-Encoding: 8bit\r\nX-Mailer: secret\r\n\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8);
            IncomingMail read = parser.parse(source);
            return new AgentMail(
                    source,
                    read,
                    new MailKey(read.messageId(), ContentDigest.of(source)),
                    agent,
                    recipients,
                    classification,
                    clock.instant());
        }

        /** Goes the way of an agent's mail; the same again when it is called again. */
        AgentOutcome send() {
            AgentMail mail = mail();
            if (PastDesk.isPastDesk(recipients, helpDesk)) {
                return replies.isPastDesk(agent, recipients, AgentTargets.newestFirst(mail))
                        ? replies.pastDesk(mail)
                        : AgentOutcome.on();
            }
            AgentOutcome outcome = replies.orders(mail);
            if (outcome.way() == AgentOutcome.Way.ON) {
                outcome = replies.relay(mail);
            }
            return outcome.way() == AgentOutcome.Way.ON ? replies.note(mail) : outcome;
        }
    }
}
