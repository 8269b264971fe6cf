// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postroom.command.Verb;
import org.postroom.desk.Desk;
import org.postroom.reply.AgentReplies.Draft;
import org.postroom.reply.AgentReplies.Place;
import org.postroom.ticket.EventType;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.TicketTransaction;

/** Answers to the question what is to become of a held mail. */
final class HeldAnswers {

    /** The line that programs on phones put below each mail, without the mark of a signature. */
    private static final Pattern PHONE = Pattern.compile(
            "(?:sent (?:from|with|via)|get outlook for|gesendet (?:von|mit)|von meinem|diese nachricht wurde von|отправлено (?:с|из)"
                    + "|发自|来自)\\P{Cntrl}{1,80}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final AgentTools tools;
    private final Holding holding;

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

    /** The held mail that an answer releases; empty when it releases none, and its author was told why. */
    Optional<Released> released(TicketTransaction tx, Draft draft, long id) {
        AgentMail answer = draft.mail();
        Optional<HeldMail> held = tx.heldMails().find(id);
        Optional<Desk> desk = held.flatMap(tools::desk);
        boolean allowed = held.isPresent()
                && desk.isPresent()
                && (held.get().agent().equals(answer.agent().address())
                        || tools.isLead(answer.agent().address(), desk.get()));
        if (!allowed) {
            noted(tx, draft, "refused.held");
            return Optional.empty();
        }
        if (held.get().end().isPresent()) {
            return Optional.empty();
        }
        boolean onlySend = draft.text().commands().size() == 1
                && draft.has(Verb.SEND)
                && draft.text().doubts().isEmpty()
                && (draft.text().text().isBlank()
                        || PHONE.matcher(draft.text().text().strip()).matches());
        if (!onlySend) {
            noted(tx, draft, "refused.send");
            return Optional.empty();
        }
        return tx.heldMails()
                .source(id)
                .flatMap(source -> tools.helpDesk()
                        .agent(held.get().agent())
                        .map(author -> new Released(
                                held.get(), AgentMail.held(held.get(), author, source, answer.receivedAt(), tools))));
    }

    /** Remembers that a held mail was sent. */
    HeldMail ended(TicketTransaction tx, HeldMail held, AgentMail by) {
        tx.heldMails().end(held.id(), HeldMail.End.RELEASED, by.receivedAt());
        if (held.ticket() > 0) {
            tx.ticket(held.ticket())
                    .ifPresent(ticket -> Holding.record(
                            tx, ticket, by, EventType.RELEASED, held.reason().word(), ""));
        }
        return held;
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
