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
     * Writes down that an append or move begins, before it does.
     *
     * @param copy the copy's key
     * @param from folder, UIDVALIDITY and next UID of the target
     */
    void begin(long copy, Mailboxes.Place from);

    /**
     * Writes down that a copy is as a revision wanted it.
     *
     * @param copy the copy's key
     * @param revision the revision; a newer one stays due
     * @param place where it lies
     */
    void done(long copy, long revision, Mailboxes.Place place);

    /**
     * Writes down that a copy is removed.
     *
     * @param copy the copy's key
     * @param revision the revision; a newer one that wants it again stays due
     */
    void removed(long copy, long revision);

    /**
     * Writes down that it failed for now.
     *
     * @param copy the copy's key
     * @param reason why
     * @param retryAt when to try again
     */
    void failed(long copy, String reason, Instant retryAt);

    /**
     * All copies of a mailbox, for comparing.
     *
     * @param owner whose
     * @return what is known of each, done or not
     */
    List<Work> of(EmailAddress owner);

    /**
     * Makes a copy due again although it was done (it was not found where it should lie).
     *
     * @param copy the copy's key
     */
    void redo(long copy);
}
