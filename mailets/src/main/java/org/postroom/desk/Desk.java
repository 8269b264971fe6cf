// SPDX-License-Identifier: Apache-2.0
package org.postroom.desk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.message.EmailAddress;

/**
 * A desk: where customers write to, and who answers there. A desk is not its address.
 *
 * @param id the id
 * @param addresses public addresses, the first is the one that new mail is sent from
 * @param prefix the ticket prefix, 2 to 8 capital letters and digits beginning with a letter, such as {@code ACME}
 * @param fromName what customers see as sender, such as {@code Acme Support}
 * @param languages the languages that customers write in, the first is taken where a text's cannot be told
 * @param hours when somebody answers
 * @param team the id of the team that answers
 * @param leads addresses of leads
 * @param firstReplyWithin how much working time a first answer may take
 * @param reopenWithin for how long after its end a ticket is opened again by an answer; later a new one is opened
 * @param stampPlace where the ticket number stands in a subject
 * @param trustedForms addresses of web forms that write in a customer's name (the customer is in Reply-To)
 * @param otherWays other ways to reach the desk, shown in acknowledgements; empty for none
 * @param retention how long closed tickets are kept; empty for ever
 * @param askPastDesk whether agents are asked who write to a ticket's participants past the desk
 */
public record Desk(
        DeskId id,
        List<EmailAddress> addresses,
        String prefix,
        String fromName,
        List<Language> languages,
        WorkingHours hours,
        String team,
        List<EmailAddress> leads,
        Duration firstReplyWithin,
        Duration reopenWithin,
        StampPlace stampPlace,
        Set<EmailAddress> trustedForms,
        String otherWays,
        Optional<Duration> retention,
        boolean askPastDesk) {

    /** Where the ticket number stands in a stamped subject. */
    public enum StampPlace {
        /** {@code Re: [ACME-10429] Printer}: before the base subject, behind what was put before it. */
        BEFORE,
        /** {@code Re: Printer [ACME-10429]}. */
        AFTER
    }

    /** Takes copies. */
    public Desk {
        addresses = List.copyOf(addresses);
        languages = List.copyOf(languages);
        leads = List.copyOf(leads);
        trustedForms = Set.copyOf(trustedForms);
        if (addresses.isEmpty() || languages.isEmpty()) {
            throw new IllegalArgumentException("a desk has at least one address and one language");
        }
    }

    /**
     * The address that new mail of the desk is sent from.
     *
     * @return the first address
     */
    public EmailAddress mainAddress() {
        return addresses.get(0);
    }
}
