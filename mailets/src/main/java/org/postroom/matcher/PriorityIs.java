// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.postroom.james.PostroomAttributes;
import org.postroom.ticket.Priority;

/**
 * Matches mails of a priority. Only behind {@code ClassifyMail}.
 *
 * <p>Condition (compulsory): one or more of {@code low}, {@code normal}, {@code high}, {@code urgent}, with commas between
 * them.
 *
 * <pre>{@code
 * <mailet match="PriorityIs=urgent" class="RouteToAgent">
 *   <strategy>least-loaded</strategy>
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class PriorityIs extends PostroomMatcher {

    private Set<Priority> priorities = EnumSet.noneOf(Priority.class);

    @Override
    public void init() throws MessagingException {
        Set<Priority> read = EnumSet.noneOf(Priority.class);
        for (String word : Conditions.words(
                compulsoryCondition("low, normal, high or urgent, with commas between them", "PriorityIs=urgent"))) {
            read.add(Priority.ofWord(word)
                    .orElseThrow(() -> new MessagingException("PriorityIs: \"" + word
                            + "\" is no priority; expected low, normal, high or urgent, such as PriorityIs=urgent")));
        }
        priorities = read;
    }

    @Override
    Collection<MailAddress> matching(Mail mail) {
        return allIf(
                PostroomAttributes.classification(mail)
                        .filter(found -> priorities.contains(found.priority()))
                        .isPresent(),
                mail);
    }
}
