// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.List;
import java.util.Optional;
import org.postroom.command.Verb;
import org.postroom.desk.Agent;
import org.postroom.desk.Desk;
import org.postroom.ticket.EventType;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.TicketTransaction;

/** Answers to the question what is to become of a held mail. */
final class HeldAnswers {

    private final AgentTools tools;
    private final Holding holding;
    private final MessageIds messageIds = MessageIds.random();

    HeldAnswers(AgentTools tools, Holding holding) {
        this.tools = tools;
        this.holding = holding;
    }

    /**
     * A held mail that is to be sent.
     *
     * @param held what is known of it
     * @param mail the mail
     */
    record Released(HeldMail held, AgentMail mail) {}

    /** The held mail that an answer releases; empty when it releases none: it went as it is, or its author was told why. */
    Optional<Released> released(TicketTransaction tx, Draft draft, long id) {
        AgentMail answer = draft.mail();
        if (id == AgentNotices.NONE) {
            noted(tx, draft, "refused.notice");
            return Optional.empty();
        }
        Optional<HeldMail> held = tx.heldMails().find(id);
        if (held.isEmpty() || !mayAnswer(held.get(), answer)) {
            noted(tx, draft, "refused.held");
            return Optional.empty();
        }
        if (held.get().end().isPresent()) {
            return Optional.empty();
        }
        Optional<byte[]> source = tx.heldMails().source(id);
        Optional<Verb> said = onlyCommand(draft);
        boolean pastDesk = PastDesk.isPastDesk(held.get().recipients(), tools.helpDesk());
        boolean isAuthor = held.get().agent().equals(answer.agent().address());
        if (said.equals(Optional.of(Verb.PRIVATE)) && pastDesk && isAuthor) {
            source.ifPresent(bytes -> letGo(tx, held.get(), bytes, answer));
            return Optional.empty();
        }
        if (!said.equals(Optional.of(Verb.SEND))) {
            noted(tx, draft, draft.has(Verb.PRIVATE) && !pastDesk ? "refused.private" : "refused.send");
            return Optional.empty();
        }
        Agent author =
                tools.helpDesk().agent(held.get().agent()).orElse(answer.agent()); // who has gone, a lead stands in for
        return source.map(bytes ->
                new Released(held.get(), AgentMail.held(held.get(), author, bytes, answer.receivedAt(), tools)));
    }

    /** Its author, and the leads, who may not see what may be private while its author is here. */
    private boolean mayAnswer(HeldMail held, AgentMail answer) {
        Optional<Desk> desk = tools.desk(held);
        boolean isAuthor = held.agent().equals(answer.agent().address());
        boolean isLead = desk.isPresent()
                && !tools.isPrivate(held)
                && tools.isLead(answer.agent().address(), desk.get());
        return desk.isPresent() && (isAuthor || isLead);
    }

    /** The command that an answer consists of; empty when it is more than one, or anything else. */
    private static Optional<Verb> onlyCommand(Draft draft) {
        String text = draft.text().text().strip();
        boolean isOnly = draft.text().commands().size() == 1
                && draft.text().doubts().isEmpty()
                && (text.isEmpty() || PhoneLine.is(text));
        return isOnly ? Optional.of(draft.text().commands().get(0).verb()) : Optional.empty();
    }

    /** It leaves as it was submitted: the same bytes, for the whole envelope, in its author's name. */
    private void letGo(TicketTransaction tx, HeldMail held, byte[] source, AgentMail answer) {
        tx.send(new OutgoingMail(
                OutgoingMail.Purpose.PRIVATE,
                "private-" + held.id(),
                0,
                Optional.of(held.agent()),
                held.recipients(),
                messageIds.next(held.agent().domain()),
                source));
        end(tx, held, HeldMail.End.PRIVATE, answer);
    }

    /** Remembers that a held mail was sent. */
    HeldMail ended(TicketTransaction tx, HeldMail held, AgentMail by) {
        end(tx, held, HeldMail.End.RELEASED, by);
        return held;
    }

    /** Whether a held mail has ended since it was found. */
    boolean isOver(TicketTransaction tx, HeldMail held) {
        return tx.heldMails().find(held.id()).filter(now -> now.end().isEmpty()).isEmpty();
    }

    /** Remembers of a mail that was released, and neither sent nor asked about again, that it came back. */
    Released returned(TicketTransaction tx, Released released) {
        tx.heldMails()
                .find(released.held().id())
                .filter(now ->
                        now.end().isEmpty() && now.asked() == released.held().asked())
                .ifPresent(now -> tx.heldMails()
                        .end(now.id(), HeldMail.End.RETURNED, released.mail().receivedAt()));
        return released;
    }

    private static void end(TicketTransaction tx, HeldMail held, HeldMail.End end, AgentMail by) {
        tx.heldMails().end(held.id(), end, by.receivedAt());
        String how = end == HeldMail.End.RELEASED ? "" : end.word();
        if (held.ticket() > 0) {
            tx.ticket(held.ticket())
                    .ifPresent(ticket -> Holding.record(
                            tx, ticket, by, EventType.RELEASED, held.reason().word(), how));
        }
    }

    private void noted(TicketTransaction tx, Draft draft, String key) {
        Optional<Desk> desk = draft.mail().recipients().stream()
                .flatMap(recipient -> tools.helpDesk().deskAt(recipient).stream())
                .findFirst();
        desk.ifPresent(found -> holding.refuse(
                tx,
                draft,
                new Place(found, Optional.empty()),
                List.of(NoteWords.ofNotices(draft.mail().agent()).with(key))));
    }
}
