// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Outbox;
import org.postroom.ticket.OutgoingMail.Purpose;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.Ticket;

/**
 * Says who gets no acknowledgement, and why: whatever is no person's mail to the desk (RFC 3834 section 2), addresses that
 * nobody reads, our own addresses, and everybody once there were too many within an hour. Safe for many threads.
 */
public final class AcknowledgementPolicy {

    private static final Duration PERIOD = Duration.ofHours(1);
    /** While so many more are allowed, the number in all is counted once in a while, and else each time. */
    private static final int FAR_FROM_TOO_MANY = 200;

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final HelpDesk helpDesk;
    private final Rates rates;
    private final SubjectCounts subjects;
    private final Predicate<EmailAddress> noReply;
    private final Outbox outbox;
    private final Clock clock;

    private Instant countedAt = Instant.EPOCH;
    private int counted;

    /**
     * How many acknowledgements there may be within an hour.
     *
     * @param perAddress to one address
     * @param perSubject to one domain, for subjects that differ in numbers only
     * @param inAll to everybody
     */
    public record Rates(int perAddress, int perSubject, int inAll) {}

    /**
     * Takes what it asks.
     *
     * @param helpDesk the desks, which are never written to
     * @param rates how many there may be
     * @param noReply whether an address says by its name that nobody reads it, such as {@code no-reply@}
     * @param outbox counts what was sent
     * @param clock the present
     */
    public AcknowledgementPolicy(
            HelpDesk helpDesk, Rates rates, Predicate<EmailAddress> noReply, Outbox outbox, Clock clock) {
        this.helpDesk = helpDesk;
        this.rates = rates;
        this.subjects = new SubjectCounts(PERIOD, rates.perSubject());
        this.noReply = noReply;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Why a new ticket is not acknowledged. To be asked before the transaction that puts the mail into the outbox, since it
     * counts what others put there.
     *
     * @param ticket the ticket
     * @param opening the message that opened it
     * @param failed whether mail to an address fails for good
     * @return the reason, for event {@code acknowledgement-withheld}; empty when it is to be sent
     */
    public Optional<String> reasonToWithhold(Ticket ticket, Message opening, Predicate<EmailAddress> failed) {
        EmailAddress requester = ticket.requester().address();
        if (opening.kind() != MessageKind.CUSTOMER) {
            return Optional.of("the mail is of kind " + opening.kind().word());
        }
        if (helpDesk.deskAt(requester).isPresent() || SignedAddresses.hasForm(requester)) {
            return Optional.of("the requester's address is a desk's own");
        }
        if (noReply.test(requester)) {
            return Optional.of("the requester's address takes no replies");
        }
        if (failed.test(requester)) {
            return Optional.of("mail to the requester's address fails");
        }
        return tooMany(requester, opening.subject());
    }

    private Optional<String> tooMany(EmailAddress requester, String subject) {
        Instant since = clock.instant().minus(PERIOD);
        int toAddress = outbox.countSince(Purpose.ACKNOWLEDGEMENT, Optional.of(requester), since);
        if (toAddress >= rates.perAddress()) {
            return Optional.of("there were " + toAddress + " acknowledgements to this address within an hour");
        }
        if (subjects.isTooMany(requester.domain(), subject, clock.instant())) {
            return Optional.of("there were " + rates.perSubject() + " acknowledgements to " + requester.domain()
                    + " for such a subject within an hour");
        }
        int inAll = inAll(since);
        if (inAll >= rates.inAll()) {
            return Optional.of("there were " + inAll + " acknowledgements within an hour");
        }
        return Optional.empty();
    }

    /** Each question counts as one more, since an acknowledgement may follow it. */
    private synchronized int inAll(Instant since) {
        Instant now = clock.instant();
        if (now.isAfter(countedAt.plus(REMEMBERED)) || counted + FAR_FROM_TOO_MANY >= rates.inAll()) {
            counted = outbox.countSince(Purpose.ACKNOWLEDGEMENT, Optional.empty(), since);
            countedAt = now;
            return counted;
        }
        return counted++;
    }
}
