// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroom.copy.Copies.Work;
import org.postroom.copy.CopyHeaders.Original;
import org.postroom.desk.HelpDesk;
import org.postroom.message.MessageId;
import org.postroom.ticket.Archive;
import org.postroom.ticket.Message;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Tickets;

/** Makes the bytes of copies from the archive. Safe for many threads. */
public final class CopySources {

    private final Tickets tickets;
    private final Archive archive;
    private final CopyHeaders headers;
    private final Supplier<HelpDesk> helpDesk;

    /**
     * Takes what it needs.
     *
     * @param tickets the tickets
     * @param archive the sources
     * @param headers makes the header of a copy
     * @param helpDesk the configuration, asked each time
     */
    public CopySources(Tickets tickets, Archive archive, CopyHeaders headers, Supplier<HelpDesk> helpDesk) {
        this.tickets = tickets;
        this.archive = archive;
        this.headers = headers;
        this.helpDesk = helpDesk;
    }

    /**
     * Looks up what some copies are of, with few queries for all of them.
     *
     * @param works the copies
     * @return what they are of; a copy whose message is gone is not in it
     */
    Prepared prepare(List<Work> works) {
        Map<Long, Original> originals = tickets.inTransaction(tx -> {
            Map<Long, Optional<Ticket>> known = new HashMap<>();
            Map<Long, Original> found = new HashMap<>();
            for (Work work : works) {
                Optional<Message> message = tx.message(work.message());
                List<MessageId> alsoKnownAs = tx.alsoKnownAs(work.message());
                known.computeIfAbsent(work.ticket(), tx::read)
                        .ifPresent(ticket ->
                                message.ifPresent(m -> found.put(work.id(), original(ticket, m, alsoKnownAs))));
            }
            return found;
        });
        return new Prepared(originals);
    }

    /** What copies are of. */
    final class Prepared {

        private final Map<Long, Original> originals;

        private Prepared(Map<Long, Original> originals) {
            this.originals = originals;
        }

        /**
         * Makes one.
         *
         * @param work the copy
         * @return its bytes; empty when the message was erased
         */
        Optional<byte[]> bytes(Work work) {
            return Optional.ofNullable(originals.get(work.id()))
                    .flatMap(original -> archive.source(work.message())
                            .map(source -> headers.copy(source, original, Long.toString(work.id()))));
        }
    }

    private Original original(Ticket ticket, Message message, List<MessageId> alsoKnownAs) {
        return new Original(ticket, message, helpDesk.get().desk(ticket.desk()), alsoKnownAs);
    }
}
