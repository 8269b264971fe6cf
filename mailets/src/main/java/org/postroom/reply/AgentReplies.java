// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.postroom.command.Command;
import org.postroom.command.Orders;
import org.postroom.command.Verb;
import org.postroom.desk.Agent;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.Message;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/**
 * Agents' mails: their commands are carried out, answers are filed and put into the outbox, notes are filed; what is doubtful is
 * held and its author asked; what cannot be done comes back. Each of it in one transaction with everything that it changes at
 * the ticket. Safe for many threads; running again with the same mail changes nothing.
 */
public final class AgentReplies {

    /** After how long the leads are told of a mail that is held. */
    static final Duration LEADS_AFTER = Duration.ofHours(2);

    private static final Set<Verb> ASKING = Set.of(Verb.HELP, Verb.STATUS, Verb.BOARD);

    private final AgentTools tools;
    private final AgentTargets targets;
    private final Holding holding;
    private final HeldAnswers answers;
    private final LateHolds late;
    private final TakingOver takingOver;
    private final PastDesk pastDesk;
    private final Asked asked;
    private final OwnOrders ownOrders;
    private final Preparing preparing;
    private final Relaying relaying;
    private final Noting noting;

    /** Says which copies of a ticket shall exist after it changed. */
    @FunctionalInterface
    public interface CopyPlan {

        /**
         * Writes down what is wanted.
         *
         * @param tx the transaction that changed the ticket
         * @param ticket the ticket as it is now
         */
        void plan(TicketTransaction tx, Ticket ticket);
    }

    /**
     * Takes what it works with.
     *
     * @param tools tickets, configuration and the rest
     */
    public AgentReplies(AgentTools tools) {
        this.tools = tools;
        this.targets = new AgentTargets(tools.signedAddresses(), tools.helpDesk());
        AgentNotices notices = new AgentNotices(tools);
        this.holding = new Holding(tools, notices);
        this.answers = new HeldAnswers(tools, holding);
        this.late = new LateHolds(tools, notices);
        this.takingOver = new TakingOver(tools, targets);
        this.pastDesk = new PastDesk(tools);
        this.asked = new Asked(tools, notices);
        this.ownOrders = new OwnOrders(tools, notices);
        Leaks leaks = new Leaks(tools);
        this.preparing = new Preparing(tools, leaks);
        this.relaying = new Relaying(tools, holding, answers, ownOrders, leaks);
        this.noting = new Noting(tools, holding, ownOrders);
    }

    /**
     * The first step: holds what may be meant as commands, refuses what cannot be done, carries out mails that are only
     * commands, and sends what was held when its author says so.
     *
     * @param mail what the agent submitted
     * @return {@code ON} when it is to be relayed, noted, or is no mail of a ticket
     */
    public AgentOutcome orders(AgentMail mail) {
        Draft draft = read(mail);
        Optional<Long> notice = targets.notice(mail);
        if (notice.isPresent()) {
            return answerToNotice(draft, notice.get());
        }
        boolean toSeveral = targets.mayBeSeveral(mail)
                && tools.tickets().inTransaction(tx -> holding.refuseSeveral(tx, draft, targets));
        return toSeveral ? AgentOutcome.ended() : orders(draft, Optional.empty());
    }

    private AgentOutcome orders(Draft draft, Optional<HeldMail> released) {
        if (draft.text().commands().isEmpty() && draft.text().doubts().isEmpty()) {
            return AgentOutcome.on();
        }
        Optional<Place> seen = tools.tickets().inTransaction(tx -> place(tx, draft, released));
        if (seen.isEmpty()
                || seen.get().target().isEmpty()
                        && !targets.isOfTeam(draft.mail(), seen.get().desk())) {
            return AgentOutcome.on(); // staff outside the team are customers
        }
        Optional<String> answer =
                draft.text().commands().stream().map(Command::verb).anyMatch(ASKING::contains)
                        ? asked.answer(draft, seen.get())
                        : Optional.empty();
        return tools.tickets().inTransaction(tx -> orders(tx, draft, answer, released));
    }

    /**
     * Whether an agent of the desk's team brings a mail that came to a person.
     *
     * @param mail what the agent submitted
     * @return what is taken over
     */
    public Optional<TakeOver> takeOver(AgentMail mail) {
        return takingOver.of(mail);
    }

    private AgentOutcome orders(
            TicketTransaction tx, Draft draft, Optional<String> answer, Optional<HeldMail> released) {
        AgentMail mail = draft.mail();
        Place place = place(tx, draft, released).orElseThrow();
        if (tx.messageOf(place.desk().id(), mail.key()).isPresent()) {
            return AgentOutcome.on();
        }
        if (released.isEmpty() && tx.heldMails().find(mail.key()).isPresent()
                || released.filter(held -> answers.isOver(tx, held)).isPresent()) {
            return AgentOutcome.ended();
        }
        if (!targets.isOfTeam(mail, place.desk())) {
            return holding.refuse(tx, draft, place, List.of(holding.roleMissing(draft, place)));
        }
        if (!draft.text().doubts().isEmpty()) {
            return holding.hold(tx, mail, place, HeldMail.Reason.DOUBT, holding.doubts(draft), released);
        }
        if (draft.isOnlyCommands() && !tx.heldMails().carryOut(mail.key())) {
            return AgentOutcome.ended(); // asked first: once carried out, they may be impossible
        }
        Orders orders = draft.orders(tx, place, tools);
        List<String> problems = holding.problems(draft, place, orders);
        if (!problems.isEmpty()) {
            return holding.refuse(tx, draft, place, problems);
        }
        answer.ifPresent(text -> asked.send(tx, draft, place, text));
        if (!draft.isOnlyCommands()) {
            return AgentOutcome.on();
        }
        if (place.ticket().isEmpty()) {
            return AgentOutcome.ended(ownOrders.carryOut(tx, draft, place, orders));
        }
        Orders.Applied applied =
                orders.apply(tx, place.ticket().get(), mail.agent().address(), mail.receivedAt());
        released.ifPresent(held -> answers.ended(tx, held, mail));
        tools.planAll(tx, applied);
        return AgentOutcome.ended(applied.and(ownOrders.carryOut(tx, draft, place, orders)));
    }

    /**
     * Files an answer and decides to send it.
     *
     * @param mail what the agent submitted
     * @return {@code ON} when it is no answer to anybody outside
     */
    public AgentOutcome relay(AgentMail mail) {
        return relay(read(mail), Optional.empty());
    }

    private AgentOutcome relay(Draft draft, Optional<HeldMail> released) {
        Optional<Place> seen = tools.tickets().inTransaction(tx -> place(tx, draft, released));
        boolean starts = draft.has(Verb.REQUESTER)
                && seen.filter(place -> targets.isOfTeam(draft.mail(), place.desk()))
                        .isPresent();
        if (seen.isEmpty()
                || seen.get().target().isEmpty() && !starts
                || seen.get().isNote(draft)) {
            return AgentOutcome.on();
        }
        Relaying.Prepared prepared = preparing.prepare(draft, seen.get(), released);
        return once(draft, released, (tx, place) -> {
            if (released.isEmpty() && tx.heldMails().find(draft.mail().key()).isPresent()) {
                return AgentOutcome.ended();
            }
            Orders orders = draft.orders(tx, place, tools);
            if (!orders.problems().isEmpty()) {
                return holding.refuse(tx, draft, place, orders.problems());
            }
            return relaying.relay(tx, prepared, new Relaying.Decision(place, orders, targets, released));
        });
    }

    /**
     * Files a note.
     *
     * @param mail what the agent submitted
     * @return {@code ON} when it is none
     */
    public AgentOutcome note(AgentMail mail) {
        return note(read(mail), Optional.empty());
    }

    private AgentOutcome note(Draft draft, Optional<HeldMail> released) {
        Optional<Place> seen = tools.tickets().inTransaction(tx -> place(tx, draft, released));
        if (seen.isEmpty() || seen.get().target().isEmpty() || !seen.get().isNote(draft)) {
            return AgentOutcome.on();
        }
        return once(draft, released, (tx, place) -> noting.note(tx, draft, place, draft.orders(tx, place, tools)));
    }

    /** Works on a mail in one transaction, unless it was filed before, or its author does not work where it belongs. */
    private AgentOutcome once(
            Draft draft, Optional<HeldMail> released, BiFunction<TicketTransaction, Place, AgentOutcome> work) {
        return tools.tickets().inTransaction(tx -> {
            Place place = place(tx, draft, released).orElseThrow();
            if (released.filter(held -> answers.isOver(tx, held)).isPresent()) {
                return AgentOutcome.ended();
            }
            Optional<Message> known =
                    tx.messageOf(place.desk().id(), draft.mail().key());
            if (known.isPresent()) {
                return AgentOutcome.filed(known.get());
            }
            return targets.isOfTeam(draft.mail(), place.desk())
                    ? work.apply(tx, place)
                    : holding.refuse(tx, draft, place, List.of(holding.roleMissing(draft, place)));
        });
    }

    /**
     * Tells the leads of mails that are held for long, and gives back those that nobody sent. To be called every few seconds.
     *
     * @return how many there were
     */
    public int lateHolds() {
        return late.tellLeads() + late.giveBack();
    }

    /**
     * Whether an agent's mail goes past the desk: to somebody who takes part in a ticket of whose messages it names one, and to
     * no desk; where the desk wants to be asked about that.
     *
     * @param agent who submitted it
     * @param recipients its whole envelope
     * @param named the Message-IDs that it names, newest first
     * @return true when {@link #pastDesk} is for it
     */
    public boolean isPastDesk(Agent agent, List<EmailAddress> recipients, Collection<MessageId> named) {
        return pastDesk.asks(new PastDesk.Question(agent.address(), recipients, named));
    }

    /**
     * Holds a mail that goes past the desk, and asks its author whether that was meant.
     *
     * @param mail what the agent submitted; no robot's
     * @return {@code ON} when it does not
     */
    public AgentOutcome pastDesk(AgentMail mail) {
        return tools.tickets().inTransaction(tx -> pastDesk.hold(tx, mail, holding));
    }

    /** Only {@code #send}, from its author or a lead, sends a held mail. */
    private AgentOutcome answerToNotice(Draft draft, long id) {
        Optional<HeldAnswers.Released> released = tools.tickets().inTransaction(tx -> answers.released(tx, draft, id));
        if (released.isEmpty()) {
            return AgentOutcome.ended();
        }
        AgentOutcome outcome =
                released(read(released.get().mail()), draft, released.get().held());
        if (outcome.way() != AgentOutcome.Way.FILED) {
            tools.tickets().inTransaction(tx -> answers.returned(tx, released.get()));
        }
        return outcome;
    }

    private AgentOutcome released(Draft held, Draft answer, HeldMail known) {
        if (known.reason() == HeldMail.Reason.PAST_DESK) {
            AgentOutcome ordered = orders(held, Optional.of(known));
            if (ordered.way() != AgentOutcome.Way.ON) {
                return ordered;
            }
        }
        AgentOutcome noted = note(held, Optional.of(known));
        if (noted.way() == AgentOutcome.Way.FILED) {
            tools.tickets().inTransaction(tx -> answers.ended(tx, known, answer.mail()));
        }
        if (noted.way() != AgentOutcome.Way.ON) {
            return noted;
        }
        AgentOutcome relayed = relay(held, Optional.of(known));
        return relayed.way() == AgentOutcome.Way.ON ? AgentOutcome.ended() : relayed;
    }

    private Draft read(AgentMail mail) {
        Draft draft = Draft.of(mail);
        return new Draft(mail, draft.text(), ownOrders.select(draft));
    }

    private Optional<Place> place(TicketTransaction tx, Draft draft, Optional<HeldMail> released) {
        return targets.place(tx, draft.mail())
                .or(() -> released.flatMap(held -> pastDesk.place(tx, draft.mail(), held)));
    }
}
