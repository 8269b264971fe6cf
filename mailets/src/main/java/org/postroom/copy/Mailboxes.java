// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Folder;

/** Agents' mailboxes, as the mail server keeps them. */
public interface Mailboxes {

    /** The name of the header field that identifies a copy. */
    String COPY_HEADER = "X-Postroom-Copy";

    /**
     * Where a copy lies.
     *
     * @param folder the folder
     * @param uidValidity the folder's UIDVALIDITY (RFC 9051 section 2.3.1.1)
     * @param uid the copy's UID in it
     */
    record Place(Folder folder, long uidValidity, long uid) {}

    /**
     * Flags of a copy.
     *
     * @param flagged {@code \Flagged}
     * @param answered {@code \Answered}
     * @param seen {@code \Seen}
     * @param keywords keywords
     */
    record CopyFlags(boolean flagged, boolean answered, boolean seen, Set<String> keywords) {

        /** Takes a copy. */
        public CopyFlags {
            keywords = Set.copyOf(keywords);
        }
    }

    /**
     * Whether somebody has an account here.
     *
     * @param owner who
     * @return false when there is none
     * @throws MailboxUnavailableException when that cannot be told for now
     */
    boolean hasAccount(EmailAddress owner) throws MailboxUnavailableException;

    /**
     * The UID that the next mail in a folder will have at least. Makes the folder (and subscribes the owner to it) when it
     * is missing.
     *
     * @param owner whose mailbox
     * @param folder which folder
     * @return UIDVALIDITY and next UID, as a place
     * @throws MailboxUnavailableException when there is no such account, or the mailbox cannot be used for now
     */
    Place nextPlace(EmailAddress owner, Folder folder) throws MailboxUnavailableException;

    /**
     * Appends a copy.
     *
     * @param owner whose mailbox
     * @param folder which folder; exists
     * @param source the bytes, which carry {@link #COPY_HEADER}
     * @param flags its flags
     * @return where it lies now
     * @throws MailboxUnavailableException when the mailbox is full, missing, or cannot be used for now
     */
    Place append(EmailAddress owner, Folder folder, byte[] source, CopyFlags flags) throws MailboxUnavailableException;

    /**
     * Looks for a copy in a folder.
     *
     * @param owner whose mailbox
     * @param from folder, and the UID from which to look
     * @param copyId the value of {@link #COPY_HEADER}
     * @return where it lies, or empty when it is not there
     * @throws MailboxUnavailableException when the mailbox cannot be used for now
     */
    Optional<Place> find(EmailAddress owner, Place from, String copyId) throws MailboxUnavailableException;

    /**
     * Moves a copy to another folder of the same mailbox; flags stay. The folder exists.
     *
     * @param owner whose mailbox
     * @param from where it lies
     * @param to where to
     * @return where it lies now, or empty when it was no longer at its old place
     * @throws MailboxUnavailableException when the mailbox cannot be used for now
     */
    Optional<Place> move(EmailAddress owner, Place from, Folder to) throws MailboxUnavailableException;

    /**
     * Sets {@code \Flagged}, {@code \Answered} and adds keywords of a copy; {@code \Seen} is left as it is, unless asked for.
     *
     * @param owner whose mailbox
     * @param at where it lies
     * @param flags the flags; {@code seen} only ever sets, never clears
     * @throws MailboxUnavailableException when the mailbox cannot be used for now
     */
    void setFlags(EmailAddress owner, Place at, CopyFlags flags) throws MailboxUnavailableException;

    /**
     * Removes a copy; a copy that is not there is removed already.
     *
     * @param owner whose mailbox
     * @param at where it lies
     * @throws MailboxUnavailableException when the mailbox cannot be used for now
     */
    void remove(EmailAddress owner, Place at) throws MailboxUnavailableException;

    /**
     * The folders of tickets in a mailbox, for comparing them with what should be there.
     *
     * @param owner whose mailbox
     * @param folder which folder
     * @return for each copy in it the value of {@link #COPY_HEADER} and its place
     * @throws MailboxUnavailableException when the mailbox cannot be used for now
     */
    List<Found> list(EmailAddress owner, Folder folder) throws MailboxUnavailableException;

    /**
     * A copy that was found.
     *
     * @param copyId the value of {@link #COPY_HEADER}
     * @param place where it lies
     */
    record Found(String copyId, Place place) {}
}
