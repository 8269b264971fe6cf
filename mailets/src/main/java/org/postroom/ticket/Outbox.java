// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroom.message.EmailAddress;

/** Mails that are decided and committed, and wait to be handed to the mail server. Written by {@link TicketTransaction}. */
public interface Outbox {

    /**
     * A mail that waits.
     *
     * @param id its key; the same mail always has the same
     * @param mail the mail
     * @param attempts how often handing over has failed so far
     */
    record Pending(long id, OutgoingMail mail, int attempts) {}

    /**
     * Mails whose time has come, oldest first.
     *
     * @param now the present
     * @param limit how many at the most
     * @return the mails; they stay in the outbox until {@link #handedOver}
     */
    List<Pending> due(Instant now, int limit);

    /**
     * Says that the mail server has taken a mail durably.
     *
     * @param id the key
     * @param at when
     */
    void handedOver(long id, Instant at);

    /**
     * Forgets to whom a mail went that the mail server has taken.
     *
     * @param id the key
     */
    void forget(long id);

    /**
     * Says that handing over failed.
     *
     * @param id the key
     * @param reason why, for the admin
     * @param retryAt when to try again
     */
    void failed(long id, String reason, Instant retryAt);

    /**
     * How many mails of a purpose were decided since a moment.
     *
     * @param purpose the purpose
     * @param recipient to whom; empty for everybody
     * @param since the moment
     * @return the number
     */
    int countSince(OutgoingMail.Purpose purpose, Optional<EmailAddress> recipient, Instant since);
}
