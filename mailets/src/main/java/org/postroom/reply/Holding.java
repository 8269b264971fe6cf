// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postroom.command.Doubt;
import org.postroom.command.Orders;
import org.postroom.command.Verb;
import org.postroom.desk.Agent;
import org.postroom.desk.Desk;
import org.postroom.desk.Role;
import org.postroom.message.ContentDigest;
import org.postroom.message.EmailAddress;
import org.postroom.reply.AgentNotices.Notice;
import org.postroom.reply.AgentReplies.Draft;
import org.postroom.reply.AgentReplies.Place;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Classification;
import org.postroom.ticket.EventType;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.HeldMails;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/** Holds agents' mails until their authors were asked, sends back what cannot be done, and tells leads of what waits. */
final class Holding {

    private static final int BATCH = 50;

    /** The line that programs on phones put below each mail, without the mark of a signature. */
    private static final Pattern PHONE = Pattern.compile(
            "(?:sent (?:from|with|via)|get outlook for|gesendet (?:von|mit)|von meinem|diese nachricht wurde von|отправлено (?:с|из)"
                    + "|发自|来自)\\P{Cntrl}{1,80}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final AgentTools tools;
    private final AgentNotices notices;

    Holding(AgentTools tools, AgentNotices notices) {
        this.tools = tools;
        this.notices = notices;
    }

    /**
     * A held mail that is to be sent.
     *
     * @param held what is known of it
     * @param mail the mail
     */
    record Released(HeldMail held, AgentMail mail) {}

    /** Holds a mail and asks its author; one that was released and must be asked for once more stays held. */
    AgentOutcome hold(
            TicketTransaction tx,
            AgentMail mail,
            Place place,
            HeldMail.Reason reason,
            String why,
            Optional<HeldMail> released) {
        long ticket = place.ticket().map(Ticket::id).orElse(0L);
        int told = place.ticket().map(Ticket::messages).orElse(0);
        var leadAt = mail.receivedAt().plus(AgentReplies.LEADS_AFTER);
        HeldMail held = released.map(before -> tx.heldMails().holdAgain(before.id(), reason, told, leadAt))
                .orElseGet(() -> tx.heldMails()
                        .hold(new HeldMails.NewHeldMail(
                                mail.key(),
                                ticket,
                                mail.agent().address(),
                                reason,
                                told,
                                mail.recipients(),
                                leadAt,
                                mail.source())));
        NoteWords words = NoteWords.ofNotices(mail.agent());
        notices.send(
                tx,
                place.desk(),
                List.of(mail.agent().address()),
                mail,
                new Notice(
                        "held-" + held.id() + "-" + held.asked(),
                        ticket,
                        Optional.of(held.id()),
                        words.with("held.subject", mail.mail().subject()),
                        words.with("held.text", why, mail.mail().text().strip()),
                        Optional.empty()));
        place.ticket().ifPresent(t -> record(tx, t, mail, EventType.HELD, reason.word(), ""));
        return AgentOutcome.ended();
    }

    /** Sends a mail back to its author; nothing else happens. */
    AgentOutcome refuse(TicketTransaction tx, Draft draft, Place place, List<String> problems) {
        AgentMail mail = draft.mail();
        NoteWords words = NoteWords.ofNotices(mail.agent());
        String why = problems.stream().map(problem -> "- " + problem).collect(Collectors.joining("\n"));
        boolean first = notices.send(
                tx,
                place.desk(),
                List.of(mail.agent().address()),
                mail,
                new Notice(
                        mail.onceKey("refused"),
                        place.ticket().map(Ticket::id).orElse(0L),
                        Optional.empty(),
                        words.with("refused.subject", mail.mail().subject()),
                        words.with("refused.text", why, mail.mail().text().strip()),
                        Optional.of(mail.source())));
        if (first) {
            place.ticket()
                    .ifPresent(ticket -> record(tx, ticket, mail, EventType.REFUSED, "", String.join(" ", problems)));
        }
        return AgentOutcome.ended();
    }

    /** Why the commands of a mail cannot be carried out where it belongs; empty when they can. */
    List<String> problems(Draft draft, Place place, Orders orders) {
        NoteWords words = NoteWords.ofNotices(draft.mail().agent());
        List<String> problems = new ArrayList<>(orders.problems());
        boolean starts = orders.has(Verb.REQUESTER) && !orders.has(Verb.NOTE);
        if (place.ticket().isEmpty() && !starts && orders.verbs().stream().anyMatch(Verb::isOfTicket)) {
            problems.add(words.with("refused.no-ticket"));
        } else if (place.ticket().isEmpty() && !starts && orders.isOfAuthor() && !draft.isOnlyCommands()) {
            problems.add(words.with("refused.no-reader"));
        } else if (place.ticket().isEmpty() && starts && draft.isOnlyCommands()) {
            problems.add(words.with("refused.no-text"));
        }
        if (orders.has(Verb.SEND)) {
            problems.add(words.with("refused.send"));
        }
        if (orders.has(Verb.ACK)) {
            problems.add(words.with("refused.ack"));
        }
        if (orders.has(Verb.BOARD) && !isLead(draft.mail().agent().address(), place.desk())) {
            problems.add(words.with("refused.lead"));
        }
        return problems;
    }

    String roleMissing(Draft draft, Place place) {
        return NoteWords.ofNotices(draft.mail().agent())
                .with(
                        "refused.role",
                        place.ticket().map(ticket -> ticket.number().toString()).orElse("-"));
    }

    /** What may have been meant. */
    String doubts(Draft draft) {
        NoteWords words = NoteWords.ofNotices(draft.mail().agent());
        List<String> lines = new ArrayList<>(List.of(words.with("held.doubt")));
        for (Doubt doubt : draft.text().doubts()) {
            String key = switch (doubt.reason()) {
                case MISSPELT -> "held.doubt.misspelt";
                case BELOW_TEXT -> "held.doubt.below";
                case ARGUMENT_MISSING -> "held.doubt.missing";
                case ARGUMENT_UNKNOWN -> "held.doubt.unknown";
            };
            lines.add("    " + words.with(key, doubt.line(), doubt.written(), doubt.meant()));
        }
        return String.join("\n", lines);
    }

    /** The held mail that an answer releases; empty when it releases none, and its author was told why. */
    Optional<Released> released(TicketTransaction tx, Draft draft, long id) {
        AgentMail answer = draft.mail();
        Optional<HeldMail> held = tx.heldMails().find(id);
        Optional<Desk> desk = held.flatMap(this::desk);
        boolean allowed = held.isPresent()
                && desk.isPresent()
                && (held.get().agent().equals(answer.agent().address())
                        || isLead(answer.agent().address(), desk.get()));
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
                        .map(author -> new Released(held.get(), mail(held.get(), author, source, answer))));
    }

    /** Remembers that a held mail was sent. */
    HeldMail ended(TicketTransaction tx, HeldMail held, AgentMail by) {
        tx.heldMails().end(held.id(), HeldMail.End.RELEASED, by.receivedAt());
        if (held.ticket() > 0) {
            tx.ticket(held.ticket())
                    .ifPresent(ticket -> record(
                            tx, ticket, by, EventType.RELEASED, held.reason().word(), ""));
        }
        return held;
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
        Optional<Desk> desk = desk(held);
        Optional<Agent> author = tools.helpDesk().agent(held.agent());
        Optional<byte[]> source = tx.heldMails().source(held.id());
        if (desk.isEmpty()
                || author.isEmpty()
                || source.isEmpty()
                || desk.get().leads().isEmpty()) {
            return;
        }
        for (EmailAddress address : desk.get().leads()) {
            Agent lead = tools.helpDesk().agent(address).orElse(author.get());
            NoteWords words = NoteWords.ofNotices(lead);
            AgentMail mail =
                    mail(held, author.get(), source.get(), tools.clock().instant());
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

    private void noted(TicketTransaction tx, Draft draft, String key) {
        Optional<Desk> desk = draft.mail().recipients().stream()
                .flatMap(recipient -> tools.helpDesk().deskAt(recipient).stream())
                .findFirst();
        desk.ifPresent(found -> refuse(
                tx,
                draft,
                new Place(found, Optional.empty()),
                List.of(NoteWords.ofNotices(draft.mail().agent()).with(key))));
    }

    private Optional<Desk> desk(HeldMail held) {
        return tools.tickets()
                .numberOf(held.ticket())
                .flatMap(number -> tools.helpDesk().deskOfPrefix(number.prefix()))
                .or(() -> held.recipients().stream()
                        .flatMap(recipient -> tools.helpDesk().deskAt(recipient).stream())
                        .findFirst());
    }

    private boolean isLead(EmailAddress address, Desk desk) {
        return tools.helpDesk()
                .role(address, desk.id())
                .filter(role -> role == Role.LEAD)
                .isPresent();
    }

    private AgentMail mail(HeldMail held, Agent author, byte[] source, AgentMail answer) {
        return mail(held, author, source, answer.receivedAt());
    }

    private AgentMail mail(HeldMail held, Agent author, byte[] source, java.time.Instant at) {
        var mail = AgentReplies.parsed(tools, source);
        Classification classification = new Classification(
                MessageKind.CUSTOMER,
                "",
                org.postroom.desk.Language.UNKNOWN,
                Optional.empty(),
                Priority.NORMAL,
                Set.of());
        return new AgentMail(
                source,
                mail,
                new MailKey(mail.messageId(), ContentDigest.of(source)),
                author,
                held.recipients(),
                classification,
                at);
    }

    static void record(
            TicketTransaction tx, Ticket ticket, AgentMail mail, EventType type, String field, String value) {
        tx.record(new NewEvent(
                ticket.id(), type, mail.receivedAt(), mail.agent().address().key(), Cause.COMMAND, field, "", value));
    }
}
