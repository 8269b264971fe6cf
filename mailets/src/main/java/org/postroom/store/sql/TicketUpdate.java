// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;

/** The UPDATE of a ticket that writes only columns whose values differ: others may have changed meanwhile. */
final class TicketUpdate {

    private final long ticket;
    private final Map<String, @Nullable String> words = new LinkedHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final NamedAddress requester;
    private final boolean isSomebodyElses;
    private final boolean reopened;
    private final boolean retagged;

    TicketUpdate(Ticket before, Ticket after) {
        this.ticket = after.id();
        word("status", before.status().word(), after.status().word());
        word("category", before.category(), SqlTicketRows.fitting(after.category()));
        word("priority", before.priority().word(), after.priority().word());
        word("lang", before.language().tag(), after.language().tag());
        word("team", before.team(), after.team().map(StoredTicket::fittingTeam));
        if (!before.agent().equals(after.agent())) {
            words.put("agent", after.agent().map(EmailAddress::asString).orElse(null));
            words.put("agent_key", after.agent().map(EmailAddress::key).orElse(null));
        }
        word("subject", before.subject(), Texts.fit(after.subject(), Texts.SUBJECT));
        this.requester = after.requester();
        this.isSomebodyElses = !before.requester().equals(requester);
        Set<String> tags = SqlTicketRows.fitting(after.tags());
        this.retagged = !before.tags().equals(tags);
        if (retagged) {
            values.put("tags", tags.size());
        }
        if (before.escalated() != after.escalated()) {
            values.put("escalated", after.escalated());
        }
        if (!before.updatedAt().equals(after.updatedAt())) {
            values.put("updated_at", after.updatedAt());
        }
        boolean closed = before.status() != Status.CLOSED && after.status() == Status.CLOSED;
        this.reopened = before.status() == Status.CLOSED && after.status() != Status.CLOSED;
        if (closed) {
            values.put("closed_at", after.updatedAt());
        }
    }

    boolean isEmpty() {
        return words.isEmpty() && values.isEmpty() && !isSomebodyElses;
    }

    boolean isRetagged() {
        return retagged;
    }

    void execute(Transaction transaction, SqlPersons persons) {
        if (isSomebodyElses) {
            values.put("requester", persons.addressId(requester.address()));
            words.put("requester_name", Texts.fit(requester.name(), Texts.NAME));
        }
        String assignments = Stream.concat(words.keySet().stream(), values.keySet().stream())
                .map(column -> ", " + column + " = :" + column)
                .collect(Collectors.joining());
        Update update = transaction
                .update("UPDATE tickets SET version = version + 1" + assignments
                        + (reopened ? ", closed_at = NULL" : "") + " WHERE id = :id")
                .bind("id", ticket);
        words.forEach((column, word) -> update.bind(column, word));
        values.forEach((column, value) -> update.bind(column, value));
        update.execute();
    }

    private void word(String column, String before, String after) {
        word(column, Optional.of(before), Optional.of(after));
    }

    private void word(String column, Optional<String> before, Optional<String> after) {
        if (!Objects.equals(before, after)) {
            words.put(column, after.orElse(null));
        }
    }
}
