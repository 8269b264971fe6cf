// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.util.Optional;
import org.postroom.ticket.Archive;

/** The archive in the database. */
public final class SqlArchive implements Archive {

    private final Database database;

    /**
     * On a database.
     *
     * @param database the database, open
     */
    public SqlArchive(Database database) {
        this.database = database;
    }

    @Override
    public Optional<byte[]> source(long message) {
        return database.<Optional<Source>>inTransaction(handle -> handle.createQuery("SELECT size_bytes, packed FROM"
                                + " sources --DERBY-PROPERTIES constraint=sources_key\n WHERE message = :message")
                        .bind("message", message)
                        .map((row, context) -> new Source(row.getInt("size_bytes"), row.getBytes("packed")))
                        .findOne())
                .map(source -> Packed.unpack(source.packed(), source.size()));
    }

    private record Source(int size, byte[] packed) {}
}
