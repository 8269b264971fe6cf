// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.store.sql.Samples.ANN;
import static org.postroom.store.sql.Samples.SUPPORT;
import static org.postroom.store.sql.Samples.acknowledgement;
import static org.postroom.store.sql.Samples.copy;
import static org.postroom.store.sql.Samples.mail;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.postroom.copy.Copies;
import org.postroom.copy.Mailboxes.Place;
import org.postroom.desk.Absence;
import org.postroom.desk.Language;
import org.postroom.message.MessageId;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Classification;
import org.postroom.ticket.Folder;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.HeldMails;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.OutgoingMail.Purpose;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketFilter;
import org.postroom.ticket.Timer;
import org.postroom.ticket.Viewer;

/**
 * A scan of a table waits for every open transaction that wrote into it, and Derby prefers scans while tables are small.
 * So plans are made here on tables that are nearly empty, which is the worst case.
 */
class DerbyPlansTest extends StoreContract {

    private final TreeSet<String> statements = new TreeSet<>();

    @Override
    Database open() {
        return Database.open(new DatabaseSettings("jdbc:derby:memory:plans;create=true", "", "", 1));
    }

    @Test
    void filingRoutingAndWorkersShouldScanNoTable() {
        database.jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                statements.add(context.getParsedSql().getSql());
            }
        });
        everyStatement();
        database.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);

        assertThat(statements).hasSizeGreaterThan(60);
        assertThat(scanned("'I', 'C'")).hasSizeGreaterThan(40);
        assertThat(scanned("'T'")).isEmpty();
        assertThat(fromEndToEnd()).allMatch(statement -> statement.contains("tickets_by_update"));
    }

    private void everyStatement() {
        database.jdbi().useHandle(handle -> handle.execute("CALL SYSCS_UTIL.SYSCS_SET_RUNTIMESTATISTICS(1)"));
        database.jdbi().useHandle(handle -> handle.execute("CALL SYSCS_UTIL.SYSCS_SET_XPLAIN_SCHEMA('PLANS')"));
        Ticket ticket = opened();
        String id = unique("plan");
        Message message =
                filed(mail(ticket.id(), id).references(unique("parent")).alsoKnownAs(unique("alias")));
        Message second = filed(mail(ticket.id(), unique("second")).references(id));
        use(tx -> {
            tx.messageOf(SUPPORT.id(), Samples.key(id, new byte[0]));
            tx.known(Samples.key(id, new byte[0]), Optional.of(ANN.address()));
            tx.ticketKnowing(SUPPORT.id(), new MessageId(id));
            tx.rememberOwnMessageId(ticket.id(), SUPPORT.id(), new MessageId(id));
            tx.alsoKnownAs(message.id());
            tx.addVariant(message, mail(ticket.id(), id).source(new byte[7]).build());
            Ticket before = tx.ticket(ticket.id()).orElseThrow();
            tx.update(
                    before,
                    before.withStatus(Status.CLOSED, Instant.now())
                            .withAgent(Optional.of(Samples.AGENT_1), Instant.now()),
                    NewEvent.POSTROOM,
                    Cause.RULE);
            tx.closedSince(ticket.id());
            tx.addParticipant(ticket.id(), Samples.WANG, Instant.now());
            tx.participants(ticket.id());
            tx.isParticipant(ticket.id(), Samples.WANG.address());
            tx.messages(ticket.id());
            tx.message(message.id());
            tx.send(acknowledgement(ticket.id(), id, ANN.address()));
            tx.wantCopies(ticket.id(), List.of(copy(message.id(), Samples.AGENT_1, Folder.INBOX)));
            tx.wantCopies(ticket.id(), List.of(copy(second.id(), Samples.AGENT_1, Folder.INBOX)));
            tx.routed(message.id());
            tx.answered(message.id());
            tx.set(new Timer(ticket.id(), Timer.Kind.WAKE, clock.instant()));
            tx.clearTimer(ticket.id(), Timer.Kind.WAKE);
            tx.load(Samples.AGENT_1);
            tx.nextTurn("team");
            tx.nextTurn("team");
            tx.addressFailed(Samples.WANG.address(), Instant.now(), "gone");
            tx.isFailedAddress(Samples.WANG.address());
            tx.link(ticket.id(), ticket.id() + 1, Instant.now());
            tx.told(message.id(), Samples.AGENT_1);
            held(tx.heldMails(), Samples.key(id, new byte[0]));
            Absence today = AbsencesContract.absence("2026-11-21", "2026-11-21");
            tx.absences().say(Samples.AGENT_1, today, clock.instant());
            tx.absences().current(clock.instant());
            tx.absences().takeBack(Samples.AGENT_1, today.to(), clock.instant());
        });
        tickets.heldTooLong(clock.instant(), 10);
        tickets.heldSince(clock.instant(), 10);
        workers(message);
        queue();
        database.jdbi().useHandle(handle -> handle.execute("CALL SYSCS_UTIL.SYSCS_SET_XPLAIN_SCHEMA('')"));
        database.jdbi().useHandle(handle -> handle.execute("CALL SYSCS_UTIL.SYSCS_SET_RUNTIMESTATISTICS(0)"));
    }

    private void held(HeldMails heldMails, MailKey key) {
        HeldMail held = heldMails.hold(new HeldMails.NewHeldMail(
                key,
                0,
                Samples.AGENT_1,
                HeldMail.Reason.LEAK,
                1,
                List.of(ANN.address()),
                new Classification(
                        MessageKind.CUSTOMER,
                        "",
                        Language.UNKNOWN,
                        Optional.of("billing"),
                        Priority.NORMAL,
                        Set.of("vip")),
                clock.instant(),
                new byte[9]));
        heldMails.find(key);
        heldMails.source(held.id());
        heldMails.holdAgain(held.id(), HeldMail.Reason.LEAK, 2, clock.instant());
        heldMails.leadsTold(held.id());
        heldMails.end(held.id(), HeldMail.End.RELEASED, clock.instant());
        heldMails.remove(held.id());
    }

    private void workers(Message message) {
        SqlOutbox outbox = new SqlOutbox(database, clock);
        outbox.countSince(Purpose.ACKNOWLEDGEMENT, Optional.of(ANN.address()), clock.instant());
        outbox.countSince(Purpose.ACKNOWLEDGEMENT, Optional.empty(), clock.instant());
        outbox.due(clock.instant(), 10).forEach(mail -> {
            outbox.failed(mail.id(), "why", clock.instant());
            outbox.handedOver(mail.id(), clock.instant());
        });
        SqlCopies copies = new SqlCopies(database, clock);
        copies.ownersWithWork(clock.instant());
        copies.mailboxFailed(Samples.AGENT_1, "full");
        copies.due(Samples.AGENT_1, clock.instant(), 10).forEach(work -> {
            copies.begin(List.of(work.id()), new Place(Folder.INBOX, 1, 1));
            copies.failed(work.id(), "why", clock.instant());
            copies.done(
                    List.of(new Copies.Done(work.id(), work.revision(), Optional.of(new Place(Folder.INBOX, 1, 1)))));
            copies.redo(work.id(), Optional.empty());
        });
        copies.of(Samples.AGENT_1);
        new SqlArchive(database).source(message.id());
        tickets.load();
        tickets.notIndexed(0, 10);
        tickets.indexed(List.of(message.id()));
        tickets.forgetIndexed();
        tickets.dueTimers(clock.instant(), 10);
        tickets.numberOf(message.ticket()).ifPresent(number -> {
            tickets.messages(number, Viewer.ADMIN);
            tickets.events(number, Viewer.ADMIN);
        });
        tickets.tickets(filter(Optional.empty()), Viewer.ADMIN);
        tickets.tickets(filter(Optional.of(Status.OPEN)), Viewer.ADMIN);
    }

    /** What every mail that is put into a queue and taken out of it needs. */
    private void queue() {
        SqlQueueRows rows = new SqlQueueRows(database);
        rows.add(queued(Optional.empty(), 9));
        rows.add(queued(Optional.of("once"), 9));
        rows.add(queued(Optional.of("apart"), 40_000));
        List<QueuedMail> claimed = rows.claim("spool", 7, clock.instant(), 10).mails();
        assertThat(claimed).hasSize(3);
        claimed.forEach(mail -> rows.source(mail.id(), InputStream::readAllBytes));
        rows.claimed("spool", 7);
        rows.release(7, List.of(claimed.get(0).id()));
        rows.postpone(7, claimed.get(1), clock.instant());
        rows.finish(7, claimed);
    }

    private NewQueuedMail queued(Optional<String> onceKey, int size) {
        return new NewQueuedMail("spool", onceKey, clock.instant(), "{}", MailBytes.of(new byte[size]));
    }

    private static TicketFilter filter(Optional<Status> status) {
        return new TicketFilter(Optional.empty(), status, Optional.empty(), 10);
    }

    /** Statements that reached rows by an index ({@code I}), a constraint ({@code C}), or a whole table ({@code T}). */
    private List<String> scanned(String types) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT DISTINCT p.scan_object_name, s.stmt_text"
                                + " FROM plans.sysxplain_scan_props p"
                                + " JOIN plans.sysxplain_resultsets r ON r.scan_rs_id = p.scan_rs_id"
                                + " JOIN plans.sysxplain_statements s ON s.stmt_id = r.stmt_id"
                                + " WHERE p.scan_object_type IN (" + types + ") AND s.stmt_text NOT LIKE 'CALL SYSCS%'")
                        .map((row, context) -> row.getString(1) + ": " + row.getString(2))
                        .list());
    }

    /** Statements that walked an index without a beginning and an end. */
    private List<String> fromEndToEnd() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT DISTINCT s.stmt_text FROM plans.sysxplain_scan_props p"
                                + " JOIN plans.sysxplain_resultsets r ON r.scan_rs_id = p.scan_rs_id"
                                + " JOIN plans.sysxplain_statements s ON s.stmt_id = r.stmt_id"
                                + " WHERE p.start_position LIKE '%None%' AND p.stop_position LIKE '%None%'"
                                + " AND s.stmt_text NOT LIKE 'CALL SYSCS%'")
                        .mapTo(String.class)
                        .list());
    }
}
