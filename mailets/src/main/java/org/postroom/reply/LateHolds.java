// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.List;
import java.util.Optional;
import org.postroom.desk.Agent;
import org.postroom.desk.Desk;
import org.postroom.message.EmailAddress;
import org.postroom.reply.AgentNotices.Notice;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.TicketTransaction;

/** What becomes of held mails whose authors do not answer. */
final class LateHolds {

    private static final int BATCH = 50;

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
        Optional<Agent> author = tools.helpDesk().agent(held.agent());
        Optional<byte[]> source = tx.heldMails().source(held.id());
        if (PastDesk.isPastDesk(held.recipients(), tools.helpDesk()) // it may be private
                || desk.isEmpty()
                || author.isEmpty()
                || source.isEmpty()
                || desk.get().leads().isEmpty()) {
            return;
        }
        AgentMail mail =
                AgentMail.held(held, author.get(), source.get(), tools.clock().instant(), tools);
        for (EmailAddress address : desk.get().leads()) {
            Agent lead = tools.helpDesk().agent(address).orElse(author.get());
            NoteWords words = NoteWords.ofNotices(lead);
            notices.send(
                    tx,
                    desk.get(),
                    List.of(address),
                    mail,
                    new Notice(
                            "held-" + held.id() + "-" + held.asked() + "-" + address.key(),
                            held.ticket(),
                            Optional.of(held.id()),
                            words.with("held.lead.subject", mail.mail().subject()),
                            words.with(
                                    "held.lead.text",
                                    author.get().name() + " <" + held.agent() + ">",
                                    "(" + held.reason().word() + ")",
                                    mail.mail().text().strip()),
                            Optional.empty()));
        }
    }
}
