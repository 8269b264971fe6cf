// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.NewTicket;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;

/** Tickets as they stand in their rows after a change, so that what was just written need not be read. */
final class StoredTicket {

    private static final int LONGEST_TEAM = 200;

    private StoredTicket() {}

    /** A ticket that was just opened, without a message yet. */
    static Ticket opened(long serial, NewTicket ticket) {
        NamedAddress requester = ticket.requester();
        Instant openedAt = UtcInstants.stored(ticket.openedAt());
        return new Ticket(
                new TicketNumber(ticket.desk().prefix(), serial),
                ticket.desk().id(),
                ticket.deskAddress(),
                Status.NEW,
                SqlTicketRows.fitting(ticket.classification().category()),
                ticket.classification().priority(),
                ticket.classification().language(),
                SqlTicketRows.fitting(ticket.classification().tags()),
                Optional.empty(),
                Optional.empty(),
                false,
                fitting(requester),
                Texts.fit(ticket.subject(), Texts.SUBJECT),
                0,
                openedAt,
                openedAt,
                1);
    }

    /** A ticket with one message more. */
    static Ticket counted(Ticket ticket, Instant receivedAt) {
        Instant at = UtcInstants.stored(receivedAt);
        Instant updatedAt = ticket.updatedAt().isBefore(at) ? at : ticket.updatedAt();
        return with(ticket, ticket.tags(), ticket.messages() + 1, updatedAt, ticket.version() + 1);
    }

    /** A ticket with the tags that lie in rows of their own. */
    static Ticket tagged(Ticket ticket, Set<String> tags) {
        return with(ticket, tags, ticket.messages(), ticket.updatedAt(), ticket.version());
    }

    private static Ticket with(Ticket ticket, Set<String> tags, int messages, Instant updatedAt, long version) {
        return new Ticket(
                ticket.number(),
                ticket.desk(),
                ticket.deskAddress(),
                ticket.status(),
                ticket.category(),
                ticket.priority(),
                ticket.language(),
                tags,
                ticket.agent(),
                ticket.team(),
                ticket.escalated(),
                ticket.requester(),
                ticket.subject(),
                messages,
                ticket.openedAt(),
                updatedAt,
                version);
    }

    /** A ticket after what differs between two states of it was written; the rest is as it was at present. */
    static Ticket updated(Ticket present, Ticket before, Ticket after) {
        return new Ticket(
                present.number(),
                present.desk(),
                present.deskAddress(),
                written(Ticket::status, present, before, after),
                SqlTicketRows.fitting(written(Ticket::category, present, before, after)),
                written(Ticket::priority, present, before, after),
                written(Ticket::language, present, before, after),
                SqlTicketRows.fitting(written(Ticket::tags, present, before, after)),
                written(Ticket::agent, present, before, after),
                written(Ticket::team, present, before, after).map(StoredTicket::fittingTeam),
                written(Ticket::escalated, present, before, after),
                fitting(written(Ticket::requester, present, before, after)),
                Texts.fit(written(Ticket::subject, present, before, after), Texts.SUBJECT),
                present.messages(),
                present.openedAt(),
                UtcInstants.stored(written(Ticket::updatedAt, present, before, after)),
                present.version() + 1);
    }

    private static <T> T written(Function<Ticket, T> value, Ticket present, Ticket before, Ticket after) {
        T wanted = value.apply(after);
        return value.apply(before).equals(wanted) ? value.apply(present) : wanted;
    }

    static NamedAddress fitting(NamedAddress person) {
        return new NamedAddress(Texts.fit(person.name(), Texts.NAME), person.address());
    }

    static String fittingTeam(String team) {
        return Texts.fit(team, LONGEST_TEAM);
    }
}
