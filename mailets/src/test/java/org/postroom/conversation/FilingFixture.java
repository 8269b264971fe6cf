// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import static org.postroom.SampleMail.MORNING;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.postroom.SampleDesks;
import org.postroom.SampleMail;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.SqlTickets;
import org.postroom.store.sql.TestDatabases;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.SignedAddresses.Meaning;
import org.postroom.ticket.SignedAddresses.Target;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;

/** Mails that are filed at the sample desks, in a database of their own. */
abstract class FilingFixture {

    static Database database;
    static Tickets tickets;
    static Filing filing;

    private final String host = UUID.randomUUID() + ".test";

    @BeforeAll
    static void open() {
        database = TestDatabases.derbyInMemory();
        tickets = new SqlTickets(database, Clock.fixed(MORNING, ZoneOffset.UTC));
        filing = new Filing(tickets, SampleDesks.SIGNED, () -> SampleDesks.HELP_DESK, SampleDesks.NO_REMARKS, 30);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** An identifier that no other test has. */
    String id(String name) {
        return name + "@" + host;
    }

    Filed file(SampleMail mail) {
        return filing.file(mail.arrival(), SampleDesks.SUPPORT);
    }

    static EmailAddress signed(Filed filed, Target target) {
        return SampleDesks.SIGNED.sign(new Meaning(
                SampleDesks.SUPPORT_ADDRESS,
                filed.ticket().id(),
                filed.message().id(),
                target));
    }

    void ours(Ticket ticket, String messageId) {
        in(tx -> {
            tx.rememberOwnMessageId(ticket.id(), ticket.desk(), new MessageId(messageId));
            return messageId;
        });
    }

    Ticket setStatus(Ticket ticket, Status status, Instant at) {
        return in(tx -> {
            Ticket now = tx.ticket(ticket.id()).orElseThrow();
            return tx.update(now, now.withStatus(status, at), "ann@acme.test", Cause.COMMAND);
        });
    }

    static Ticket now(Ticket ticket) {
        return tickets.ticket(ticket.number(), Viewer.ADMIN).orElseThrow();
    }

    static List<NewEvent> events(Ticket ticket) {
        return tickets.events(ticket.number(), Viewer.ADMIN).stream()
                .map(Event::event)
                .toList();
    }

    static List<EventType> types(Ticket ticket) {
        return events(ticket).stream().map(NewEvent::type).toList();
    }

    static <T> T in(Function<TicketTransaction, T> work) {
        return tickets.inTransaction(work);
    }
}
