// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroom.conversation.Filing.Case;
import org.postroom.desk.HelpDesk;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Remarks;
import org.postroom.ticket.Remarks.Remark;
import org.postroom.ticket.Remarks.Topic;
import org.postroom.ticket.Ticket;

/**
 * What agents should know of a mail that is filed: a stranger named their ticket, a new person writes in it, somebody writes
 * in an agent's name, a robot writes without end. Each is an event and a note of its own; nothing is refused.
 */
final class Observations {

    private static final Duration PERIOD = Duration.ofHours(1);

    private final Supplier<HelpDesk> helpDesk;
    private final Remarks remarks;
    private final int mostMails;

    Observations(Supplier<HelpDesk> helpDesk, Remarks remarks, int mostMails) {
        this.helpDesk = helpDesk;
        this.remarks = remarks;
        this.mostMails = mostMails;
    }

    /** Whether somebody wrote so many mails into a ticket that no person does; mails of agents who logged in never are. */
    boolean isFlood(Case mail, Ticket ticket) {
        return ticket.messages() >= mostMails
                && mail.arrival().login().isEmpty()
                && mail.author()
                        .filter(author -> mail.tx()
                                        .messagesFrom(
                                                ticket.id(),
                                                author.address(),
                                                mail.at().minus(PERIOD))
                                >= mostMails)
                        .isPresent();
    }

    /** Says once an hour that somebody writes too many. */
    Optional<Long> flood(Case mail, Ticket ticket) {
        NamedAddress author = mail.author().orElse(Author.UNKNOWN);
        Optional<Long> note = remarks.tell(
                mail.tx(),
                new Remark(
                        Topic.FLOOD,
                        ticket,
                        author,
                        Map.of(
                                "most",
                                Integer.toString(mostMails),
                                "hour",
                                mail.at().truncatedTo(ChronoUnit.HOURS).toString())));
        note.ifPresent(told -> record(mail, ticket, EventType.LOOP_STOPPED, author));
        return note;
    }

    /** Who writes in a ticket takes part in it from now on, unless they only claim to be one of ours. */
    Optional<Long> writer(Case mail, Ticket ticket) {
        Optional<Long> claim = claim(mail, ticket);
        Optional<NamedAddress> person = mail.author()
                .filter(author -> !isOurs(mail, author))
                .filter(author -> !mail.tx().isParticipant(ticket.id(), author.address()));
        person.ifPresent(author -> mail.tx().addParticipant(ticket.id(), author, mail.at()));
        return claim.or(() -> person.flatMap(
                author -> remarks.tell(mail.tx(), new Remark(Topic.NEW_PERSON, ticket, author, Map.of()))));
    }

    /** What servers in front found against the sender; who logged in here was checked by us. */
    Optional<Long> sender(Case mail, Message message) {
        return mail.arrival().login().isPresent()
                ? Optional.empty()
                : remarks.sender(mail.tx(), message, mail.arrival().mail());
    }

    /** What of the mail was not read, so that nobody wonders later. */
    void bounds(Case mail, Message message) {
        List<String> leftOut = mail.arrival().mail().leftOut();
        if (!leftOut.isEmpty()) {
            mail.tx()
                    .record(new NewEvent(
                            message.ticket(),
                            EventType.PARTLY_READ,
                            mail.at(),
                            NewEvent.POSTROOM,
                            Cause.MESSAGE,
                            "",
                            "",
                            String.join("; ", leftOut)));
        }
    }

    /** What looks like commands of a person who may give none. */
    void commands(Case mail, Message message) {
        remarks.commands(mail.tx(), message, mail.arrival().mail());
    }

    /** Asks an agent whose name stands above a mail that nobody logged in for. */
    Optional<Long> claim(Case mail, Ticket ticket) {
        Optional<NamedAddress> agent = mail.arrival()
                .mail()
                .from()
                .filter(from -> helpDesk.get().agent(from.address()).isPresent())
                .filter(from -> mail.arrival().login().isEmpty());
        agent.ifPresent(claimed -> record(mail, ticket, EventType.UNVERIFIED, claimed));
        return agent.flatMap(claimed -> remarks.tell(
                mail.tx(),
                new Remark(
                        Topic.CLAIMED,
                        ticket,
                        claimed,
                        Map.of("subject", mail.arrival().mail().subject()))));
    }

    /** Tells the agents of a ticket whose number stands in the subject of somebody who takes no part in it. */
    Optional<Long> stranger(Case mail, Ticket opened, long named) {
        Optional<Ticket> ticket = mail.tx().surviving(named).filter(found -> found.id() != opened.id());
        Optional<NamedAddress> stranger = mail.author()
                .filter(author -> !mail.kind().isRobot())
                .filter(author -> helpDesk.get().agent(author.address()).isEmpty())
                .filter(author -> !mail.tx().isParticipant(named, author.address()));
        if (ticket.isEmpty() || stranger.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> note = remarks.tell(
                mail.tx(),
                new Remark(
                        Topic.STRANGER,
                        ticket.get(),
                        stranger.get(),
                        Map.of("other", opened.number().toString())));
        record(mail, ticket.get(), EventType.NAMED_BY_STRANGER, stranger.get());
        return note;
    }

    private boolean isOurs(Case mail, NamedAddress author) {
        HelpDesk now = helpDesk.get();
        return now.deskAt(author.address()).isPresent()
                || now.role(author.address(), mail.desk().id()).isPresent();
    }

    private static void record(Case mail, Ticket ticket, EventType type, NamedAddress who) {
        mail.tx()
                .record(new NewEvent(
                        ticket.id(),
                        type,
                        mail.at(),
                        NewEvent.POSTROOM,
                        Cause.MESSAGE,
                        "",
                        "",
                        who.address().asString()));
    }
}
