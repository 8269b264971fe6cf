// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.WantedCopy;

/**
 * What is known of copies: how each should be, and how it was last seen to be. Wanted copies are written by
 * {@link org.postroom.ticket.TicketTransaction#wantCopies}; the worker writes here what it did.
 */
public interface Copies {

    /**
     * A copy that is not as it should be.
     *
     * @param id its key; also the value of {@link Mailboxes#COPY_HEADER}
     * @param ticket the ticket's serial
     * @param message the message's key
     * @param owner whose mailbox
     * @param wanted how it should be; empty when it should not exist
     * @param revision of what is wanted; grows with each change
     * @param actual where it was last seen; empty when it does not exist yet
     * @param begun a place in the target folder from which on it may lie, when an append or move was begun and its end
     *     was not seen; empty otherwise
     * @param attempts how often it failed so far
     */
    record Work(
            long id,
            long ticket,
            long message,
            EmailAddress owner,
            Optional<WantedCopy> wanted,
            long revision,
            Optional<Mailboxes.Place> actual,
            Optional<Mailboxes.Place> begun,
            int attempts) {}

    /**
     * Owners of mailboxes with work that is due.
     *
     * @param now the present
     * @return the owners, each once
     */
    List<EmailAddress> ownersWithWork(Instant now);

    /**
     * Work that is due in one mailbox, oldest first.
     *
     * @param owner whose
     * @param now the present
     * @param limit how much at the most
     * @return the work
     */
    List<Work> due(EmailAddress owner, Instant now, int limit);

    /**
     * Writes down, in one transaction, that appends or moves into one folder begin, before they do.
     *
     * @param copies the copies' keys
     * @param from folder, UIDVALIDITY and next UID of the target
     */
    void begin(List<Long> copies, Mailboxes.Place from);

    /**
     * Writes down, in one transaction, that copies are as they were wanted.
     *
     * @param done what was done
     */
    void done(List<Done> done);

    /**
     * A copy that is as a revision wanted it.
     *
     * @param copy the copy's key
     * @param revision the revision; where a newer one is wanted by now, the copy stays due
     * @param place where it lies; empty when it was removed
     */
    record Done(long copy, long revision, Optional<Mailboxes.Place> place) {}

    /**
     * Writes down that one copy failed for now.
     *
     * @param copy the copy's key
     * @param reason why
     * @param retryAt when to try again
     */
    void failed(long copy, String reason, Instant retryAt);

    /**
     * Writes down that a mailbox cannot be used for now: all its work that is due and was never tried counts as tried once.
     * When to try again is the caller's; the work stays due.
     *
     * @param owner whose mailbox
     * @param reason why
     * @return the serials of the tickets whose work was so far untried, each once
     */
    List<Long> mailboxFailed(EmailAddress owner, String reason);

    /**
     * All copies of a mailbox, for comparing.
     *
     * @param owner whose
     * @return what is known of each, done or not
     */
    List<Work> of(EmailAddress owner);

    /**
     * Makes a copy due again although it was done, because it is not where it should lie.
     *
     * @param copy the copy's key
     * @param actual where it really lies; empty when it is nowhere
     */
    void redo(long copy, Optional<Mailboxes.Place> actual);
}
