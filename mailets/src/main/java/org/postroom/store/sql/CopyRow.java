// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.postroom.copy.Copies.Work;
import org.postroom.copy.Mailboxes.Place;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Folder;
import org.postroom.ticket.WantedCopy;

/** Maps rows of copies. */
final class CopyRow {

    /** What {@link #work} needs. */
    static final String COLUMNS =
            "id, ticket, message, owner, slot, wanted, folder, flagged, answered, seen, keywords, revision,"
                    + " actual_folder, actual_validity, actual_uid, begun_folder, begun_validity, begun_uid, attempts";

    private CopyRow() {}

    static Work work(ResultSet row, StatementContext context) throws SQLException {
        EmailAddress owner = EmailAddress.of(row.getString("owner"));
        return new Work(
                row.getLong("id"),
                row.getLong("ticket"),
                row.getLong("message"),
                owner,
                row.getBoolean("wanted") ? Optional.of(wanted(row, owner)) : Optional.empty(),
                row.getLong("revision"),
                place(row, "actual"),
                place(row, "begun"),
                row.getInt("attempts"));
    }

    /** Keywords as they are stored; they are atoms, so a space divides them. */
    static String keywords(WantedCopy copy) {
        return Texts.fit(String.join(" ", new TreeSet<>(copy.keywords())), 2000);
    }

    static Set<String> keywords(String column) {
        return Arrays.stream(column.split(" "))
                .filter(keyword -> !keyword.isEmpty())
                .collect(Collectors.toSet());
    }

    private static WantedCopy wanted(ResultSet row, EmailAddress owner) throws SQLException {
        return new WantedCopy(
                row.getLong("message"),
                owner,
                Words.slot(row.getString("slot")),
                new Folder(row.getString("folder")),
                row.getBoolean("flagged"),
                row.getBoolean("answered"),
                row.getBoolean("seen"),
                keywords(row.getString("keywords")));
    }

    private static Optional<Place> place(ResultSet row, String prefix) throws SQLException {
        String folder = row.getString(prefix + "_folder");
        return folder == null
                ? Optional.empty()
                : Optional.of(
                        new Place(new Folder(folder), row.getLong(prefix + "_validity"), row.getLong(prefix + "_uid")));
    }
}
