// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.postroom.desk.Absence;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Absences;

final class SqlAbsences implements Absences {

    private final Transaction transaction;
    private final SqlPersons persons;

    SqlAbsences(Transaction transaction, SqlPersons persons) {
        this.transaction = transaction;
        this.persons = persons;
    }

    private record Row(long id, Absence absence) {}

    private record Said(EmailAddress agent, Absence absence) {}

    /** Asked for every message that is routed: must not wait for an agent's long transaction, and may see what it rolls back. */
    @Override
    public Map<EmailAddress, List<Absence>> current(Instant now) {
        LocalDate earliest = LocalDate.ofInstant(now, ZoneOffset.MIN);
        return transaction
                .query("SELECT a.address, b.first_day, b.last_day FROM --DERBY-PROPERTIES joinOrder=FIXED\n"
                        + " absences b --DERBY-PROPERTIES index=absences_by_last_day\n"
                        + " INNER JOIN addresses a --DERBY-PROPERTIES constraint=addresses_key\n ON a.id = b.agent"
                        + " WHERE b.last_day >= :earliest AND b.withdrawn_at IS NULL ORDER BY b.first_day, b.id"
                        + transaction.dialect().dirtyRead())
                .bind("earliest", Date.valueOf(earliest))
                .map((row, context) -> new Said(
                        EmailAddress.of(row.getString("address")),
                        absence(row.getDate("first_day"), row.getDate("last_day"))))
                .stream()
                .collect(Collectors.groupingBy(Said::agent, Collectors.mapping(Said::absence, Collectors.toList())));
    }

    @Override
    public List<Absence> say(EmailAddress agent, Absence absence, Instant at) {
        long id = persons.addressId(agent);
        List<Absence> replaced = withdraw(id, absence::overlaps, at);
        transaction
                .update("INSERT INTO absences (agent, first_day, last_day, said_at)"
                        + " VALUES (:agent, :first, :last, :at)")
                .bind("agent", id)
                .bind("first", Date.valueOf(absence.from()))
                .bind("last", Date.valueOf(absence.to()))
                .bind("at", at)
                .execute();
        return replaced;
    }

    @Override
    public List<Absence> takeBack(EmailAddress agent, LocalDate today, Instant at) {
        long id = persons.addressId(agent);
        List<Absence> ended = withdraw(id, absence -> absence.covers(today), at);
        return ended.isEmpty() ? withdraw(id, absence -> absence.from().isAfter(today), at) : ended;
    }

    private List<Absence> withdraw(long agent, Predicate<Absence> which, Instant at) {
        List<Row> rows = transaction
                .query("SELECT id, first_day, last_day FROM absences --DERBY-PROPERTIES index=absences_by_agent\n"
                        + " WHERE agent = :agent AND withdrawn_at IS NULL ORDER BY first_day, id")
                .bind("agent", agent)
                .map((row, context) ->
                        new Row(row.getLong("id"), absence(row.getDate("first_day"), row.getDate("last_day"))))
                .stream()
                .filter(row -> which.test(row.absence()))
                .toList();
        rows.forEach(row -> transaction
                .update("UPDATE absences SET withdrawn_at = :at WHERE id = :id")
                .bind("at", at)
                .bind("id", row.id())
                .execute());
        return rows.stream().map(Row::absence).toList();
    }

    private static Absence absence(Date first, Date last) {
        return new Absence(first.toLocalDate(), last.toLocalDate());
    }
}
