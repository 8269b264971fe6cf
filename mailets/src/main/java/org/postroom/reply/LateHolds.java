// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroom.desk.Agent;
import org.postroom.desk.Desk;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;
import org.postroom.message.OneLine;
import org.postroom.reply.AgentNotices.Notice;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.TicketTransaction;

/** What becomes of held mails whose authors do not answer. */
final class LateHolds {

    private static final int BATCH = 50;
    private static final int LONGEST_NAME = 100;

    private final AgentTools tools;
    private final AgentNotices notices;

    LateHolds(AgentTools tools, AgentNotices notices) {
        this.tools = tools;
        this.notices = notices;
    }

    /** Tells the leads of mails that were held for too long. */
    int tellLeads() {
        List<Long> late = tools.tickets().heldTooLong(tools.clock().instant(), BATCH);
        late.forEach(id -> tools.tickets().inTransaction(tx -> {
            tx.heldMails().find(id).ifPresent(held -> tellLeads(tx, held));
            tx.heldMails().leadsTold(id);
            return id;
        }));
        return late.size();
    }

    private void tellLeads(TicketTransaction tx, HeldMail held) {
        Optional<Desk> desk = tools.desk(held);
        Optional<byte[]> source = tx.heldMails().source(held.id());
        if (tools.isPrivate(held) || desk.isEmpty() || source.isEmpty()) {
            return;
        }
        for (Agent lead : agents(desk.get().leads())) {
            NoteWords words = NoteWords.ofNotices(lead);
            AgentMail mail = mail(held, source.get(), lead);
            notices.send(
                    tx,
                    desk.get(),
                    List.of(lead.address()),
                    mail,
                    new Notice(
                            "held-" + held.id() + "-" + held.asked() + "-"
                                    + lead.address().key(),
                            held.ticket(),
                            Optional.of(held.id()),
                            words.with("held.lead.subject", mail.mail().subject()),
                            words.with(
                                    "held.lead.text",
                                    author(held, mail),
                                    "(" + held.reason().word() + ")",
                                    mail.mail().text().strip()),
                            Optional.empty()));
        }
    }

    /** Gives mails back that nobody sent in time, and forgets what is known of those that ended as long ago. */
    int giveBack() {
        Instant now = tools.clock().instant();
        List<Long> over = tools.tickets().heldSince(now.minus(tools.heldFor()), BATCH);
        over.forEach(id -> tools.tickets().inTransaction(tx -> {
            tx.heldMails()
                    .find(id)
                    .filter(held -> giveBack(tx, held))
                    .ifPresent(held -> tx.heldMails().remove(id));
            return id;
        }));
        return over.size();
    }

    /** To its author; who is no agent any more has leads, or at least colleagues. */
    private boolean giveBack(TicketTransaction tx, HeldMail held) {
        Optional<byte[]> source = tx.heldMails().source(held.id());
        if (source.isEmpty()) {
            return true;
        }
        Optional<Desk> desk =
                tools.desk(held).or(() -> tools.helpDesk().desks().stream().findFirst());
        List<Agent> to = tools.helpDesk()
                .agent(held.agent())
                .map(List::of)
                .orElseGet(() -> agents(desk.filter(at -> !at.leads().isEmpty())
                        .map(Desk::leads)
                        .orElseGet(() -> tools.helpDesk().leadsAt(held.agent().domain()))));
        if (desk.isEmpty() || to.isEmpty()) {
            return false; // nobody is here who could get it
        }
        for (Agent one : to) {
            NoteWords words = NoteWords.ofNotices(one);
            AgentMail mail = mail(held, source.get(), one);
            notices.send(
                    tx,
                    desk.get(),
                    List.of(one.address()),
                    mail,
                    new Notice(
                            "over-" + held.id() + "-" + one.address().key(),
                            held.ticket(),
                            Optional.empty(),
                            words.with("refused.subject", mail.mail().subject()),
                            words.with(
                                    "over.text",
                                    author(held, mail),
                                    LocalMoment.of(held.heldAt(), one.hours().zone()),
                                    mail.mail().text().strip()),
                            source));
        }
        tx.ticket(held.ticket())
                .ifPresent(ticket -> tx.record(new NewEvent(
                        ticket.id(),
                        EventType.REFUSED,
                        tools.clock().instant(),
                        NewEvent.POSTROOM,
                        Cause.TIMER,
                        held.reason().word(),
                        "",
                        "nobody sent it in time")));
        return true;
    }

    private AgentMail mail(HeldMail held, byte[] source, Agent reader) {
        Agent author = tools.helpDesk().agent(held.agent()).orElse(reader);
        return AgentMail.held(held, author, source, tools.clock().instant(), tools);
    }

    private String author(HeldMail held, AgentMail mail) {
        String name = tools.helpDesk()
                .agent(held.agent())
                .map(Agent::name)
                .or(() -> mail.mail().from().map(NamedAddress::nameOrLocalPart))
                .orElse("");
        return OneLine.of(name, LONGEST_NAME) + " <" + held.agent() + ">";
    }

    private List<Agent> agents(List<EmailAddress> addresses) {
        return addresses.stream()
                .flatMap(address -> tools.helpDesk().agent(address).stream())
                .toList();
    }
}
