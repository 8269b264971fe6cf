// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroom.command.Command;
import org.postroom.command.CommandText;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.message.NewText;
import org.postroom.reply.SystemNotes.Note;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Remarks;
import org.postroom.ticket.TicketTransaction;

/**
 * Remarks as notes in the ticket. Persons are named by their address only, since anybody may call themselves anything; each
 * is told of once a ticket. An agent in whose name somebody wrote is asked by a mail of their own as well.
 */
public final class NotedRemarks implements Remarks {

    private static final int LONGEST_SUBJECT = 150;

    private final SystemNotes notes;

    /**
     * Takes what it works with.
     *
     * @param notes files notes
     */
    public NotedRemarks(SystemNotes notes) {
        this.notes = notes;
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
