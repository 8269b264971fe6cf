// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroom.command.Orders;
import org.postroom.message.EmailAddress;
import org.postroom.message.HeaderSplice;
import org.postroom.message.HeaderText;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.message.SubjectStamp;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/** Files agents' notes: seen by everybody at the desk, by nobody outside. */
final class Noting {

    private final AgentTools tools;
    private final Holding holding;
    private final OwnOrders ownOrders;
    private final MessageIds messageIds = MessageIds.random();

    Noting(AgentTools tools, Holding holding, OwnOrders ownOrders) {
        this.tools = tools;
        this.holding = holding;
        this.ownOrders = ownOrders;
    }

    AgentOutcome note(TicketTransaction tx, Draft draft, Place place, Orders orders) {
        AgentMail mail = draft.mail();
        List<EmailAddress> others = mail.recipients().stream()
                .filter(address -> tools.helpDesk().deskAt(address).isEmpty())
                .filter(address -> !address.equals(mail.agent().address()))
                .toList();
        List<EmailAddress> outside = others.stream()
                .filter(address ->
                        tools.helpDesk().role(address, place.desk().id()).isEmpty())
                .toList();
        if (!outside.isEmpty()) {
            String them = outside.stream().map(EmailAddress::asString).collect(Collectors.joining(", "));
            String why = NoteWords.ofNotices(mail.agent()).with("refused.note-outside", them);
            return holding.refuse(tx, draft, place, List.of(why));
        }
        if (!orders.problems().isEmpty()) {
            return holding.refuse(tx, draft, place, orders.problems());
        }
        Orders.Applied applied =
                orders.apply(tx, place.ticket().orElseThrow(), mail.agent().address(), mail.receivedAt());
        Ticket ticket = applied.ticket();
        Message message = tx.add(mail.asMessage(ticket, MessageKind.NOTE, Audience.INTERNAL, List.of()));
        tx.record(new NewEvent(
                ticket.id(),
                EventType.NOTED,
                mail.receivedAt(),
                mail.agent().address().key(),
                Cause.MESSAGE,
                "message",
                "",
                "" + message.ordinal()));
        tools.planAll(tx, applied);
        tx.routed(message.id());
        others.stream()
                .filter(colleague -> ticket.agent().filter(colleague::equals).isEmpty())
                .forEach(colleague -> tell(tx, place, ticket, message, new Told(mail, colleague)));
        return AgentOutcome.filed(message, applied.and(ownOrders.carryOut(tx, draft, place, orders)));
    }

    /** A colleague whom a note is addressed to. */
    private record Told(AgentMail mail, EmailAddress colleague) {}

    /**
     * Colleagues to whom a note is addressed get it as a mail, unless they have the ticket: then they get its copy. The mail
     * keeps the note's Message-ID and shows no address of the ticket but the note's, so that whatever answers it is a note.
     */
    private void tell(TicketTransaction tx, Place place, Ticket ticket, Message message, Told told) {
        MessageId messageId = told.mail()
                .mail()
                .messageId()
                .orElseGet(() -> messageIds.next(ticket.deskAddress().domain()));
        EmailAddress replyTo = tools.signedAddresses()
                .sign(new SignedAddresses.Meaning(
                        ticket.deskAddress(), ticket.id(), message.id(), SignedAddresses.Target.AGENTS));
        String subject = SubjectStamp.stamp(
                told.mail().mail().subject(), ticket.number().stamp(), RelayedReply.place(place.desk()));
        byte[] source = HeaderSplice.of(told.mail().source())
                .drop("Received", "Return-Path", "Cc", "Bcc", "Disposition-Notification-To", "Sender")
                .replace("To", HeaderText.address(new NamedAddress("", told.colleague())))
                .replace("Subject", HeaderText.encode(subject))
                .replace("Message-ID", messageId.bracketed())
                .replace(LoopField.NAME, LoopField.first(tools.instance()))
                .replace("Reply-To", HeaderText.address(new NamedAddress("Note on " + ticket.number(), replyTo)))
                .toBytes();
        tx.send(new OutgoingMail(
                OutgoingMail.Purpose.NOTICE,
                "note-" + message.id() + "-" + told.colleague().key(),
                ticket.id(),
                Optional.empty(),
                List.of(told.colleague()),
                messageId,
                source));
        tx.rememberOwnMessageId(ticket.id(), ticket.desk(), messageId);
    }
}
