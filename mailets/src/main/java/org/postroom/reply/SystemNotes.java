// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroom.desk.HelpDesk;
import org.postroom.message.ContentDigest;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Audience;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewMessage;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/**
 * Notes of Postroom's own, for agents only: messages of a ticket that customers never see, of which copies are made as of all
 * others, and mails to one agent. Nothing is ever written into the body of somebody's mail instead. Safe for many threads.
 */
public final class SystemNotes {

    /** More notes than this in one ticket say nothing new, and somebody may be the cause of all of them. */
    private static final int MOST_NOTES = 50;

    private final AgentReplies.CopyPlan copies;
    private final Supplier<HelpDesk> helpDesk;
    private final InstanceId instance;
    private final Clock clock;

    /**
     * Takes what it works with.
     *
     * @param copies plans copies
     * @param helpDesk agents and their languages
     * @param instance the id of this installation
     * @param clock the present
     */
    public SystemNotes(AgentReplies.CopyPlan copies, Supplier<HelpDesk> helpDesk, InstanceId instance, Clock clock) {
        this.copies = copies;
        this.helpDesk = helpDesk;
        this.instance = instance;
        this.clock = clock;
    }

    /**
     * What a note says.
     *
     * @param kind what the message is: {@link MessageKind#SYSTEM} or {@link MessageKind#DELIVERY_FAILURE}
     * @param once a ticket gets one note of this key at the most
     * @param topic the texts' key, such as {@code stranger}
     * @param values what stands in the texts' places
     * @param below text to stand below, such as a far server's words; empty for none
     */
    public record Note(MessageKind kind, String once, String topic, Map<String, String> values, String below) {

        /** Takes a copy. */
        public Note {
            values = Map.copyOf(values);
        }
    }

    /**
     * The words that notes at a ticket are written in.
     *
     * @param ticket the ticket
     * @return the texts in the language of its agent
     */
    NoteWords words(Ticket ticket) {
        HelpDesk now = helpDesk.get();
        return NoteWords.of(ticket, now.desk(ticket.desk()), ticket.agent().flatMap(now::agent));
    }

    /**
     * Files a note at a ticket and plans its copies.
     *
     * @param tx the transaction
     * @param ticket the ticket, locked
     * @param note what it says
     * @return the message; empty when the ticket has this note, or has too many
     */
    public Optional<Message> file(TicketTransaction tx, Ticket ticket, Note note) {
        if (has(tx, ticket, note.once()) || note.kind() == MessageKind.SYSTEM && hasTooMany(tx, ticket)) {
            return Optional.empty();
        }
        NamedAddress author = new NamedAddress("Postroom", ticket.deskAddress());
        MessageId id = messageId(ticket, note.once());
        byte[] source = source(ticket, author, id, note);
        MailKey key = new MailKey(Optional.of(id), ContentDigest.of(source));
        Message message = tx.add(new NewMessage(
                ticket.id(),
                ticket.desk(),
                key,
                note.kind(),
                Audience.INTERNAL,
                Optional.of(author),
                subject(words(ticket), note),
                ticket.language(),
                clock.instant(),
                List.of(),
                List.of(),
                source));
        copies.plan(tx, tx.ticket(ticket.id()).orElse(ticket));
        tx.routed(message.id());
        return Optional.of(message);
    }

    /**
     * Sends a note to one agent.
     *
     * @param tx the transaction
     * @param ticket the ticket that it is about
     * @param agent whom it is sent to
     * @param note what it says; sent once for its key
     */
    public void send(TicketTransaction tx, Ticket ticket, EmailAddress agent, Note note) {
        HelpDesk now = helpDesk.get();
        NoteWords words = NoteWords.of(ticket, now.desk(ticket.desk()), now.agent(agent));
        MessageId id = messageId(ticket, note.once());
        byte[] source = header(new NamedAddress("Postroom", ticket.deskAddress()), id)
                .field("To", agent.asString())
                .text("Subject", subject(words, note))
                .write(text(words, note));
        tx.send(new OutgoingMail(
                OutgoingMail.Purpose.NOTICE,
                "note-" + id.value(),
                ticket.id(),
                Optional.empty(),
                List.of(agent),
                id,
                source));
    }

    /**
     * Whether a ticket has a note.
     *
     * @param tx the transaction
     * @param ticket the ticket
     * @param once the note's key
     * @return true when it was filed before
     */
    boolean has(TicketTransaction tx, Ticket ticket, String once) {
        MailKey key = new MailKey(Optional.of(messageId(ticket, once)), "");
        return tx.known(key, Optional.of(ticket.deskAddress())).stream()
                .anyMatch(known -> known.desk().equals(ticket.desk()));
    }

    private static boolean hasTooMany(TicketTransaction tx, Ticket ticket) {
        return ticket.messages() >= MOST_NOTES
                && tx.messages(ticket.id()).stream()
                                .filter(message ->
                                        message.kind() == MessageKind.SYSTEM && message.audience() == Audience.INTERNAL)
                                .count()
                        >= MOST_NOTES;
    }

    private byte[] source(Ticket ticket, NamedAddress author, MessageId id, Note note) {
        NoteWords words = words(ticket);
        return header(author, id)
                .field("To", ticket.deskAddress().asString())
                .text("Subject", subject(words, note))
                .write(text(words, note));
    }

    private MailWriter header(NamedAddress from, MessageId id) {
        Instant now = clock.instant();
        return new MailWriter()
                .date(now, ZoneOffset.UTC)
                .addresses("From", List.of(from))
                .field("Message-ID", id.bracketed())
                .field("Auto-Submitted", "auto-generated")
                .field("X-Auto-Response-Suppress", "All")
                .field(LoopField.NAME, LoopField.first(instance));
    }

    private static String subject(NoteWords words, Note note) {
        return words.text(note.topic() + ".subject", note.values());
    }

    private static String text(NoteWords words, Note note) {
        StringBuilder text = new StringBuilder(words.text(note.topic() + ".text", note.values())).append('\n');
        if (!note.below().isEmpty()) {
            text.append('\n').append(words.text("said.text", Map.of())).append("\n\n");
            note.below()
                    .lines()
                    .forEach(line -> text.append("    ").append(line).append('\n'));
        }
        return text.toString();
    }

    /** The same note has the same identifier, so that it is filed and sent once. */
    private static MessageId messageId(Ticket ticket, String once) {
        String digest = ContentDigest.of(("\r\n" + ticket.id() + " " + once).getBytes(StandardCharsets.UTF_8));
        return new MessageId(
                "note-" + digest.substring(0, 32) + "@" + ticket.deskAddress().domain());
    }
}
