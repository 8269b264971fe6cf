// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postroom.command.Command;
import org.postroom.command.CommandText;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.message.NamedAddress;
import org.postroom.message.NewText;
import org.postroom.message.SenderCheck;
import org.postroom.reply.SystemNotes.Note;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Remarks;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/**
 * Remarks as notes in the ticket. Persons are named by their address only, since anybody may call themselves anything; each
 * is told of once a ticket. An agent in whose name somebody wrote is asked by a mail of their own as well.
 */
public final class NotedRemarks implements Remarks {

    private static final int LONGEST_SUBJECT = 150;

    /** Mail of lists is changed on its way, and its failures say nothing; our own that comes back is known. */
    private static final Set<MessageKind> NOT_TOLD = Set.of(MessageKind.BULK, MessageKind.SYSTEM);

    private final SystemNotes notes;
    private final Set<String> trustedServers;

    /**
     * Takes what it works with.
     *
     * @param notes files notes
     * @param trustedServers authserv-ids of the servers whose results of SPF, DKIM and DMARC count, lower case
     */
    public NotedRemarks(SystemNotes notes, Set<String> trustedServers) {
        this.notes = notes;
        this.trustedServers = Set.copyOf(trustedServers);
    }

    @Override
    public Optional<Long> tell(TicketTransaction tx, Remark remark) {
        EmailAddress who = remark.who().address();
        Map<String, String> values = new HashMap<>(remark.values());
        values.put("who", who.asString());
        values.put("number", remark.ticket().number().toString());
        values.computeIfPresent("subject", (key, subject) -> UntrustedText.subject(subject, LONGEST_SUBJECT));
        return switch (remark.topic()) {
            case STRANGER -> file(tx, remark, "stranger", "stranger " + who.key(), values);
            case NEW_PERSON -> file(tx, remark, "person", "person " + who.key(), values);
            case FLOOD -> file(tx, remark, "flood", "flood " + who.key() + " " + values.get("hour"), values);
            case CLAIMED -> {
                String once = "claimed " + who.key();
                notes.send(tx, remark.ticket(), who, note("unverified", "unverified " + who.key(), values));
                yield file(tx, remark, "claimed", once, values);
            }
        };
    }

    @Override
    public Optional<Long> sender(TicketTransaction tx, Message message, IncomingMail mail) {
        Optional<EmailAddress> from = mail.from().map(NamedAddress::address);
        Optional<SenderCheck> check = SenderCheck.failures(mail.headers(), trustedServers, from);
        if (check.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        EmailAddress who = from.get();
        String failed = String.join(" ", check.get().failed());
        tx.record(new NewEvent(
                message.ticket(),
                EventType.SENDER_NOT_CONFIRMED,
                message.receivedAt(),
                NewEvent.POSTROOM,
                Cause.MESSAGE,
                failed,
                "",
                who.asString()));
        Optional<Ticket> ticket = tx.ticket(message.ticket());
        if (NOT_TOLD.contains(message.kind()) || ticket.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> values =
                Map.of("who", who.asString(), "server", check.get().server(), "failed", failed);
        return notes.file(tx, ticket.get(), note("sender", "sender " + who.key(), values))
                .map(Message::id);
    }

    @Override
    public void commands(TicketTransaction tx, Message message, IncomingMail mail) {
        String text = mail.text().stripLeading();
        if (!text.startsWith("#") && !text.startsWith("＃")) {
            return;
        }
        List<Command> commands = CommandText.read(NewText.of(mail).newText()).commands();
        if (!commands.isEmpty()) {
            String verbs = commands.stream()
                    .map(command -> command.verb().toString())
                    .distinct()
                    .collect(Collectors.joining(" "));
            tx.record(new NewEvent(
                    message.ticket(),
                    EventType.COMMANDS_IGNORED,
                    message.receivedAt(),
                    message.from().map(from -> from.address().key()).orElse(NewEvent.POSTROOM),
                    Cause.MESSAGE,
                    "",
                    "",
                    verbs));
        }
    }

    private Optional<Long> file(
            TicketTransaction tx, Remark remark, String topic, String once, Map<String, String> values) {
        return notes.file(tx, remark.ticket(), note(topic, once, values)).map(Message::id);
    }

    private static Note note(String topic, String once, Map<String, String> values) {
        return new Note(MessageKind.SYSTEM, once, topic, values, "");
    }
}
