// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.postroom.desk.DeskId;
import org.postroom.desk.HelpDesk;
import org.postroom.james.Addresses;
import org.postroom.james.ReceivedMail;

/**
 * Matches the recipients that belong to a desk; a mail to two desks goes on as two mails from here.
 *
 * <p>Condition (compulsory): one or more ids of desks with commas between them; each must be one of {@code postroom.xml}.
 *
 * <pre>{@code
 * <mailet match="DeskIs=sales" class="Classify">
 *   <category>sales</category>
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class DeskIs extends PostroomMatcher {

    private final HelpDesk helpDesk;
    private Set<DeskId> desks = Set.of();

    /**
     * Made by Apache James.
     *
     * @param helpDesk the desks
     */
    @Inject
    public DeskIs(HelpDesk helpDesk) {
        this.helpDesk = helpDesk;
    }

    @Override
    public void init() throws MessagingException {
        Set<DeskId> read = new HashSet<>();
        Set<String> known = new HashSet<>();
        helpDesk.desks().forEach(desk -> known.add(desk.id().value()));
        for (String word :
                Conditions.words(compulsoryCondition("ids of desks with commas between them", "DeskIs=support"))) {
            if (!known.contains(word)) {
                throw new MessagingException("DeskIs: there is no desk \"" + word + "\"; postroom.xml has " + known);
            }
            read.add(new DeskId(word));
        }
        desks = read;
    }

    @Override
    Collection<MailAddress> matching(Mail mail) throws MessagingException {
        ReceivedMail.of(mail);
        return Addresses.matching(
                mail.getRecipients(),
                address -> helpDesk.deskAt(address)
                        .filter(desk -> desks.contains(desk.id()))
                        .isPresent());
    }
}
