// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.List;
import java.util.Optional;
import org.postroom.command.CommandText;
import org.postroom.command.Verb;
import org.postroom.message.AddressList;
import org.postroom.message.IncomingMail;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.message.NewText;
import org.postroom.reply.AgentTargets.Target;
import org.postroom.reply.Relaying.Prepared;
import org.postroom.ticket.Audience;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Viewer;

/** Makes ready what an answer needs before the transaction that locks its ticket: reads, cuts and compares mails. */
final class Preparing {

    private static final int FURTHEST_BACK = 20;

    private final AgentTools tools;
    private final Leaks leaks;

    Preparing(AgentTools tools, Leaks leaks) {
        this.tools = tools;
        this.leaks = leaks;
    }

    Prepared prepare(Draft draft, Place seen, Optional<HeldMail> released) {
        AgentMail mail = draft.mail();
        Optional<byte[]> body = draft.text().commands().isEmpty()
                ? Optional.of(mail.source())
                : tools.reading()
                        .topLines()
                        .without(mail.source(), draft.commandLines())
                        .filter(cut -> isCut(draft, cut));
        Optional<NamedAddress> asked = draft.text().commands().stream()
                .filter(command -> command.verb() == Verb.FORWARD)
                .flatMap(command -> AddressList.parse(command.argument()).stream())
                .findFirst();
        boolean toExpert = seen.target()
                .filter(target -> target.to() == SignedAddresses.Target.EXPERT)
                .isPresent();
        Optional<Message> answered = seen.target().flatMap(Target::answered);
        Optional<NamedAddress> expert = asked.or(
                () -> toExpert ? answered.flatMap(message -> expert(message, FURTHEST_BACK)) : Optional.empty());
        List<byte[]> shown = asked.isPresent()
                ? seen.ticket()
                        .map(ticket -> new ShownTicket(tools).mails(ticket))
                        .orElse(List.of())
                : List.of();
        Optional<Leaks.Look> look =
                released.filter(held -> held.reason() == HeldMail.Reason.LEAK).isPresent()
                        ? Optional.empty()
                        : Prepared.leaving(draft, body, expert)
                                .flatMap(leaving -> seen.ticket().map(ticket -> leaks.look(messages(ticket), leaving)));
        return new Prepared(draft, body, thread(answered, expert.isPresent()), expert, shown, look);
    }

    private List<Message> messages(Ticket ticket) {
        return tools.tickets().messages(ticket.number(), Viewer.ADMIN);
    }

    /** Nothing but the commands may be gone, in either of its texts. */
    private boolean isCut(Draft draft, byte[] cut) {
        IncomingMail mail = tools.parsed(cut);
        CommandText text = CommandText.read(NewText.of(mail).newText());
        boolean same = text.text().strip().equals(draft.text().text().strip())
                || draft.text().text().isBlank();
        return text.commands().isEmpty()
                && same
                && mail.attachments().equals(draft.mail().mail().attachments());
    }

    /** Who wrote an expert's message; of what was sent to an expert, to whom, or to whom went what it answers. */
    private Optional<NamedAddress> expert(Message message, int back) {
        Optional<NamedAddress> outside = message.from()
                .filter(from -> tools.helpDesk().agent(from.address()).isEmpty());
        if (outside.isPresent() || back == 0) {
            return outside;
        }
        Optional<IncomingMail> sent = tools.archive().source(message.id()).map(source -> tools.parsed(source));
        Optional<NamedAddress> named = sent.stream()
                .flatMap(mail -> CommandText.read(NewText.of(mail).newText()).commands().stream())
                .filter(command -> command.verb() == Verb.FORWARD)
                .flatMap(command -> AddressList.parse(command.argument()).stream())
                .findFirst();
        return named.or(() -> sent.stream()
                .flatMap(mail -> mail.to().stream())
                .flatMap(to -> tools.signedAddresses().read(to.address()).stream())
                .filter(meaning -> meaning.target() == SignedAddresses.Target.EXPERT)
                .findFirst()
                .flatMap(meaning -> tools.tickets().inTransaction(tx -> tx.message(meaning.message())))
                .flatMap(before -> expert(before, back - 1)));
    }

    private RelayedReply.Thread thread(Optional<Message> answered, boolean toExpert) {
        Optional<Message> theirs = answered.filter(message -> toExpert
                ? message.kind() == MessageKind.EXPERT
                : message.audience() == Audience.PUBLIC && message.kind() == MessageKind.CUSTOMER);
        Optional<IncomingMail> mail =
                theirs.flatMap(message -> tools.archive().source(message.id())).map(source -> tools.parsed(source));
        List<MessageId> before = mail.map(m -> m.references().isEmpty() ? m.inReplyTo() : m.references())
                .orElse(List.of());
        return new RelayedReply.Thread(
                theirs.flatMap(Message::messageId).map(List::of).orElse(List.of()), before);
    }
}
