// SPDX-License-Identifier: Apache-2.0
package org.postroom.ticket;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroom.message.EmailAddress;

/** Agents' mails that wait for an answer of their authors, within one transaction. */
public interface HeldMails {

    /**
     * A mail to be held.
     *
     * @param key what makes it this mail
     * @param ticket the serial of its ticket; 0 for none
     * @param agent who wrote it
     * @param reason why
     * @param told how many messages the ticket has now
     * @param recipients its whole envelope
     * @param classification what it was found to be: a customer's mail, whatever else
     * @param leadAt when the leads are to be told
     * @param source its bytes
     */
    record NewHeldMail(
            MailKey key,
            long ticket,
            EmailAddress agent,
            HeldMail.Reason reason,
            int told,
            List<EmailAddress> recipients,
            Classification classification,
            Instant leadAt,
            byte[] source) {}

    /**
     * Holds a mail. One that is held or was held before stays as it is.
     *
     * @param mail the mail
     * @return it, locked until the transaction ends
     */
    HeldMail hold(NewHeldMail mail);

    /**
     * Asks its author once more, since something else is new.
     *
     * @param held its key
     * @param reason why it is held now
     * @param told how many messages the ticket has now
     * @param leadAt when the leads are to be told
     * @return the mail, as it is now
     */
    HeldMail holdAgain(long held, HeldMail.Reason reason, int told, Instant leadAt);

    /**
     * A held mail, locked until the transaction ends.
     *
     * @param held its key
     * @return the mail, also when it has ended; empty when there is none
     */
    Optional<HeldMail> find(long held);

    /**
     * A held mail by what makes it this mail, locked until the transaction ends.
     *
     * @param key the key
     * @return the mail, also when it has ended; empty when it never was held
     */
    Optional<HeldMail> find(MailKey key);

    /**
     * The bytes of a held mail.
     *
     * @param held its key
     * @return the source; empty when it has ended
     */
    Optional<byte[]> source(long held);

    /**
     * Ends it: its bytes are deleted, and of what was private the envelope as well.
     *
     * @param held its key
     * @param end what becomes of it
     * @param at when
     */
    void end(long held, HeldMail.End end, Instant at);

    /**
     * Removes all that is known of it.
     *
     * @param held its key
     */
    void remove(long held);

    /**
     * Remembers that its leads were told.
     *
     * @param held its key
     */
    void leadsTold(long held);

    /**
     * Remembers that the commands of a mail, which becomes no message, are carried out in this transaction.
     *
     * @param key what makes it this mail
     * @return false when they were carried out before; then nothing is to be done
     */
    boolean carryOut(MailKey key);
}
