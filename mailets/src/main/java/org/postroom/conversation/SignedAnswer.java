// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import java.util.List;
import java.util.Locale;
import org.postroom.message.BaseSubject;
import org.postroom.message.MessageId;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.SignedAddresses.Meaning;
import org.postroom.ticket.SignedAddresses.Target;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;
import org.postroom.ticket.TicketTransaction;

/**
 * Whether a mail to a signed address answers what the address stands for. Mail programs put addresses that somebody answered
 * to into the address book, and propose them for new mail: a person's mail that refers to nothing of the ticket and has
 * another subject is a new matter. Providers rewrite identifiers, and people change subjects, but seldom both.
 */
final class SignedAnswer {

    private SignedAnswer() {}

    /** The ticket that an address stands for: an answer goes with the message that it answers, also when that was moved. */
    static long ticketOf(TicketTransaction tx, Meaning meaning) {
        return tx.message(meaning.message()).map(Message::ticket).orElse(meaning.ticket());
    }

    static boolean isAnswer(TicketTransaction tx, Joining.Question question, Meaning meaning) {
        boolean person = question.arrival().classification().kind() == MessageKind.CUSTOMER;
        if (!person || meaning.target() == Target.FAILURES || meaning.target() == Target.EXPERT) {
            return true;
        }
        return tx.read(tx.survivor(ticketOf(tx, meaning)))
                .filter(ticket -> hasItsSubject(tx, question, ticket) || refersTo(tx, question, ticket))
                .isPresent();
    }

    private static boolean hasItsSubject(TicketTransaction tx, Joining.Question question, Ticket ticket) {
        String base = base(question.subject());
        return base.isEmpty()
                || base.equals(base(ticket.subject()))
                || TicketNumber.findAll(question.subject()).contains(ticket.number())
                || tx.messages(ticket.id()).stream().anyMatch(message -> base.equals(base(message.subject())));
    }

    private static boolean refersTo(TicketTransaction tx, Joining.Question question, Ticket ticket) {
        List<MessageId> named = References.newestFirst(question.arrival().mail());
        return named.stream()
                .anyMatch(id -> tx.ticketKnowing(ticket.desk(), id)
                        .filter(known -> known.ticket() == ticket.id())
                        .isPresent());
    }

    /** Subjects are stored cut; what stands behind the cut is not compared. */
    private static String base(String subject) {
        String base = BaseSubject.of(TicketSubject.of(subject)).key();
        return base.replaceAll("[\\s\\p{P}…]+", " ").strip().toLowerCase(Locale.ROOT);
    }
}
