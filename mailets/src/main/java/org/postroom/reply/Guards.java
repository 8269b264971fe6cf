// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.message.NewText;
import org.postroom.message.OneLine;
import org.postroom.reply.AgentTargets.Target;
import org.postroom.reply.Relaying.Decision;
import org.postroom.reply.Relaying.Prepared;
import org.postroom.ticket.Audience;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.HeldMail.Reason;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;

/** Reasons not to send an agent's answer at once. */
final class Guards {

    private static final int LONGEST_NEWS = 2000;

    private final AgentTools tools;
    private final Leaks leaks;

    Guards(AgentTools tools, Leaks leaks) {
        this.tools = tools;
        this.leaks = leaks;
    }

    /**
     * Why a mail is not sent at once.
     *
     * @param reason the reason
     * @param why the same for its author
     */
    record Objection(Reason reason, String why) {}

    /**
     * Looks for a reason. What the author has released is none any more; but what came after the author was asked is.
     *
     * @param tx the transaction, which has locked the ticket
     * @param prepared the mail
     * @param decision where it belongs
     * @return the first reason, in the order of {@link Reason}; empty when it can be sent
     */
    Optional<Objection> objection(TicketTransaction tx, Prepared prepared, Decision decision) {
        if (decision.place().target().isEmpty()) {
            return Optional.empty();
        }
        Target target = decision.place().target().get();
        NoteWords words = NoteWords.ofNotices(prepared.draft().mail().agent());
        Optional<Reason> released = decision.released().map(HeldMail::reason);
        Supplier<Optional<Objection>> otherMatter =
                () -> released.filter(reason -> reason.compareTo(Reason.OTHER_MATTER) >= 0)
                                .isPresent()
                        ? Optional.empty()
                        : otherMatter(tx, prepared, decision, words);
        Supplier<Optional<Objection>> leak =
                () -> released.filter(reason -> reason == Reason.LEAK).isPresent()
                        ? Optional.empty()
                        : leak(tx, prepared, target.ticket(), words);
        return otherMatter
                .get()
                .or(() -> collision(tx, prepared, target, decision.released(), words))
                .or(leak);
    }

    private static Optional<Objection> otherMatter(
            TicketTransaction tx, Prepared prepared, Decision decision, NoteWords words) {
        Target target = decision.place().target().orElseThrow();
        Ticket ticket = target.ticket();
        return decision.targets().isOtherMatter(tx, prepared.draft().mail(), target)
                ? Optional.of(new Objection(
                        Reason.OTHER_MATTER, words.with("held.other-matter", ticket.number(), ticket.subject())))
                : Optional.empty();
    }

    /** Whether people wrote into the ticket whose mails the author cannot have known. */
    private Optional<Objection> collision(
            TicketTransaction tx, Prepared prepared, Target target, Optional<HeldMail> released, NoteWords words) {
        AgentMail mail = prepared.draft().mail();
        Optional<Integer> told = released.filter(
                        held -> held.ticket() == target.ticket().id() && isAskedOf(held.reason()))
                .map(HeldMail::told)
                .or(() -> target.answered()
                        .map(answered ->
                                tx.told(answered.id(), mail.agent().address()).orElse(answered.ordinal())));
        if (told.isEmpty() || prepared.expert().isPresent()) {
            return Optional.empty();
        }
        Set<MessageId> named = new HashSet<>(mail.mail().references());
        named.addAll(mail.mail().inReplyTo());
        List<Message> news = tx.messages(target.ticket().id()).stream()
                .filter(message -> message.ordinal() > told.get())
                .filter(message -> message.audience() == Audience.PUBLIC)
                .filter(message -> message.kind() == MessageKind.CUSTOMER || message.kind() == MessageKind.REPLY)
                .filter(message -> !isBy(message, mail))
                .filter(message -> message.messageId().filter(named::contains).isEmpty())
                .toList();
        return news.isEmpty()
                ? Optional.empty()
                : Optional.of(new Objection(Reason.COLLISION, news(mail, news, words)));
    }

    /** Whether who was asked for a reason had been told of all that was new: that is looked for before leaks are. */
    private static boolean isAskedOf(Reason reason) {
        return reason == Reason.COLLISION || reason == Reason.LEAK;
    }

    static boolean isBy(Message message, AgentMail mail) {
        return message.from()
                .filter(from -> from.address().equals(mail.agent().address()))
                .isPresent();
    }

    private String news(AgentMail mail, List<Message> news, NoteWords words) {
        StringBuilder text = new StringBuilder(words.with("held.collision"));
        for (Message message : news) {
            String from = message.from().map(NamedAddress::nameOrLocalPart).orElse("?");
            String what = tools.archive()
                    .source(message.id())
                    .map(source -> NewText.of(tools.parsed(source)).newText().strip())
                    .orElse("");
            String cut = what.length() > LONGEST_NEWS ? what.substring(0, LONGEST_NEWS) + " [...]" : what;
            text.append("\n\n    ")
                    .append(OneLine.of(from, 100))
                    .append(", ")
                    .append(LocalMoment.of(
                            message.receivedAt(), mail.agent().hours().zone()))
                    .append(":\n\n        ")
                    .append(cut.replace("\n", "\n        "));
        }
        return text.toString();
    }

    /** What only agents may see, and for an expert what only agents and no expert may see. */
    private Optional<Objection> leak(TicketTransaction tx, Prepared prepared, Ticket ticket, NoteWords words) {
        List<Message> messages = tx.messages(ticket.id());
        Optional<Leaks.Leak> leak = prepared.look().isPresent()
                ? leaks.leak(messages, prepared.look().get())
                : leaks.look(messages, prepared.leaving().orElseThrow()).leak();
        return leak.map(found -> new Objection(
                Reason.LEAK,
                found.place()
                        .map(place -> words.with("held.leak", OneLine.of(place, LONGEST_NEWS)))
                        .orElseGet(() -> words.with("held.leak.unseen"))));
    }
}
