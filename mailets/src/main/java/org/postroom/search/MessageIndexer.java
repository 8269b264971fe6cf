// SPDX-License-Identifier: Apache-2.0
package org.postroom.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroom.message.Attachment;
import org.postroom.message.IncomingMail;
import org.postroom.message.MailParser;
import org.postroom.message.NamedAddress;
import org.postroom.message.NewText;
import org.postroom.ticket.Archive;
import org.postroom.ticket.Message;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Tickets;

/** Puts messages into the index, from a mail at hand or from the archive. Safe for many threads. */
public final class MessageIndexer {

    private final Tickets tickets;
    private final Archive archive;
    private final MailParser parser;
    private final TicketIndex index;

    /**
     * Takes what it works with.
     *
     * @param tickets tickets and messages
     * @param archive sources of messages
     * @param parser reads them
     * @param index the index
     */
    public MessageIndexer(Tickets tickets, Archive archive, MailParser parser, TicketIndex index) {
        this.tickets = tickets;
        this.archive = archive;
        this.parser = parser;
        this.index = index;
    }

    /**
     * Puts a message into the index and brings its ticket's other entries up to date.
     *
     * @param message the message's key; one that does not exist (it was erased) is passed over
     * @param mail what the message says, where it is at hand; empty to read it from the archive
     */
    public void index(long message, Optional<IncomingMail> mail) {
        Optional<Found> found = tickets.inTransaction(tx ->
                tx.message(message).flatMap(m -> tx.read(m.ticket()).map(t -> new Found(t, m))));
        if (found.isEmpty()) {
            return;
        }
        Optional<IncomingMail> content = mail.or(() -> archive.source(message).map(parser::parse));
        content.ifPresent(c -> index.index(entry(found.get(), c)));
        if (found.get().ticket().messages() > 1) {
            index.update(found.get().ticket());
        }
    }

    /**
     * Brings a ticket's entries up to date after it changed without a new message.
     *
     * @param ticket its serial; one that does not exist is passed over
     */
    public void ticketChanged(long ticket) {
        tickets.inTransaction(tx -> tx.read(ticket)).ifPresent(index::update);
    }

    private record Found(Ticket ticket, Message message) {}

    private static IndexedMessage entry(Found found, IncomingMail mail) {
        NewText text = NewText.of(mail);
        List<String> to = new ArrayList<>();
        mail.to().forEach(one -> to.add(named(one)));
        mail.cc().forEach(one -> to.add(named(one)));
        return new IndexedMessage(
                found.ticket(),
                found.message(),
                found.message().from().map(MessageIndexer::named).orElse(""),
                to,
                text.newText(),
                text.quotedText(),
                mail.attachments().stream()
                        .map(Attachment::name)
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    private static String named(NamedAddress address) {
        return address.name().isEmpty()
                ? address.address().asString()
                : address.name() + " " + address.address().asString();
    }
}
