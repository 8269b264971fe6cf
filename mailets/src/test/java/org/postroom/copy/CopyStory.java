// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroom.MutableClock;
import org.postroom.SampleDesks;
import org.postroom.SampleMail;
import org.postroom.assign.RouteMessage;
import org.postroom.assign.RoutingRule;
import org.postroom.conversation.Filed;
import org.postroom.conversation.Filing;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.SqlArchive;
import org.postroom.store.sql.SqlCopies;
import org.postroom.store.sql.SqlOutbox;
import org.postroom.store.sql.SqlTickets;
import org.postroom.store.sql.TestDatabases;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Folder;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;

/** A help desk on a real database with mailboxes in memory, whose process can be ended anywhere. */
final class CopyStory implements AutoCloseable {

    final MutableClock clock = new MutableClock(SampleMail.MORNING);
    final Database database = TestDatabases.derbyInMemory();
    final Tickets tickets = new SqlTickets(database, clock);
    final SqlOutbox outbox = new SqlOutbox(database, clock);
    final Crash crash = Crash.never();
    final InMemoryMailboxes mailboxes;
    final Copies copies = new CrashingCopies(new SqlCopies(database, clock), crash);
    private final Filing filing;
    private HelpDesk helpDesk = SampleDesks.HELP_DESK;

    CopyStory(EmailAddress... accounts) {
        mailboxes = new InMemoryMailboxes(crash, accounts);
        filing = new Filing(tickets, SampleDesks.SIGNED, () -> helpDesk, SampleDesks.NO_REMARKS, 30);
    }

    void use(HelpDesk other) {
        helpDesk = other;
    }

    Filed file(SampleMail mail) {
        Filed filed = filing.file(mail.arrival(), SampleDesks.SUPPORT);
        new RouteMessage(tickets, () -> helpDesk, clock, () -> {})
                .route(filed.message().id(), RoutingRule.usual());
        return new Filed(ticket(filed.ticket()), filed.message(), filed.outcome());
    }

    Ticket ticket(Ticket ticket) {
        return tickets.ticket(ticket.number(), Viewer.ADMIN).orElseThrow();
    }

    Ticket change(Ticket ticket, Status status, Optional<EmailAddress> agent) {
        return tickets.inTransaction(tx -> {
            Ticket before = tx.ticket(ticket.id()).orElseThrow();
            Ticket after = tx.update(
                    before,
                    before.withStatus(status, clock.instant()).withAgent(agent, clock.instant()),
                    "lead@acme.test",
                    Cause.COMMAND);
            CopyRules.apply(tx, after, helpDesk, clock.instant());
            return after;
        });
    }

    MailboxWork process() {
        return new MailboxWork(copies, mailboxes, sources(), troubles(), clock);
    }

    CopyWorker worker(CopyWorker.Settings settings) {
        return new CopyWorker(copies, mailboxes, sources(), troubles(), settings);
    }

    static CopyWorker.Settings quick() {
        return new CopyWorker.Settings(2, java.time.Duration.ofMillis(100), Clock.systemUTC());
    }

    CopySources sources() {
        return new CopySources(tickets, new SqlArchive(database), new CopyHeaders(SampleDesks.SIGNED), () -> helpDesk);
    }

    private CopyTroubles troubles() {
        return new CopyTroubles(tickets, mailboxes, () -> helpDesk, clock, () -> {});
    }

    /** All that is due, by one process, until it is done or dies. */
    boolean work(EmailAddress... owners) {
        MailboxWork process = process();
        try {
            for (EmailAddress owner : owners) {
                while (process.batch(owner) == MailboxWork.Outcome.MORE) {
                    continue;
                }
            }
            return true;
        } catch (Crash.Killed e) {
            return false;
        }
    }

    /** The copies of a ticket in a folder. */
    List<InMemoryMailboxes.Mail> copies(Ticket ticket, EmailAddress owner, Folder... folders) {
        return Arrays.stream(folders)
                .flatMap(folder -> mailboxes.mails(owner, folder).stream())
                .filter(mail -> mail.source.contains(CopyHeaders.TICKET_HEADER + ": " + ticket.number() + "\r\n"))
                .toList();
    }

    List<InMemoryMailboxes.Mail> copiesAnywhere(Ticket ticket, EmailAddress owner) {
        return copies(ticket, owner, Folder.INBOX, Folder.TAKE, Folder.WAITING, Folder.SNOOZED, Folder.CLOSED);
    }

    Stream<EventType> events(Ticket ticket) {
        return tickets.events(ticket.number(), Viewer.ADMIN).stream()
                .map(Event::event)
                .map(event -> event.type());
    }

    @Override
    public void close() {
        database.close();
    }
}
