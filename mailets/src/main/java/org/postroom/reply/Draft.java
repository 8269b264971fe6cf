// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.List;
import java.util.Optional;
import org.postroom.command.Command;
import org.postroom.command.CommandText;
import org.postroom.command.OrderReader;
import org.postroom.command.Orders;
import org.postroom.command.Selection;
import org.postroom.command.Verb;
import org.postroom.desk.Agent;
import org.postroom.message.NewText;
import org.postroom.reply.AgentTargets.Target;
import org.postroom.ticket.TicketTransaction;

/**
 * What all steps know of a mail.
 *
 * @param mail the mail
 * @param text its commands and its text
 * @param selection the tickets that one of its commands means, looked up before any transaction
 */
record Draft(AgentMail mail, CommandText text, Optional<Selection> selection) {

    static Draft of(AgentMail mail) {
        return new Draft(mail, CommandText.read(NewText.of(mail.mail()).newText()), Optional.empty());
    }

    boolean has(Verb verb) {
        return text.commands().stream().anyMatch(command -> command.verb() == verb);
    }

    /** Whether it is only commands: no text, and nothing attached. */
    boolean isOnlyCommands() {
        return !text.commands().isEmpty()
                && (text.text().isBlank() || PhoneLine.is(text.text()))
                && mail.mail().attachments().isEmpty()
                && !has(Verb.FORWARD);
    }

    List<String> commandLines() {
        return text.commands().stream().map(Command::written).toList();
    }

    /** What its commands order, where it belongs. */
    Orders orders(TicketTransaction tx, Place place, AgentTools tools) {
        if (text.commands().isEmpty()) {
            return Orders.NONE;
        }
        Agent actor = mail.agent();
        return OrderReader.read(
                text.commands(),
                new OrderReader.Scene(
                        actor,
                        place.desk(),
                        tools.helpDesk(),
                        place.target().flatMap(Target::answered),
                        mail.receivedAt(),
                        number -> tx.read(number.serial())
                                .filter(ticket -> ticket.number().equals(number))
                                .filter(ticket -> tools.helpDesk()
                                        .role(actor.address(), ticket.desk())
                                        .isPresent()),
                        selection));
    }
}
