// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.util.Collection;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.postroom.james.PostroomAttributes;

/**
 * Matches mails of a category. Only behind {@code ClassifyMail}.
 *
 * <p>Condition (compulsory): one or more categories with commas between them; upper and lower case are the same.
 *
 * <pre>{@code
 * <mailet match="CategoryIs=billing,sales" class="RouteToAgent">
 *   <strategy>round-robin</strategy>
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class CategoryIs extends PostroomMatcher {

    private Set<String> categories = Set.of();

    @Override
    public void init() throws MessagingException {
        categories = Conditions.words(compulsoryCondition("categories with commas between them", "CategoryIs=billing"));
    }

    @Override
    Collection<MailAddress> matching(Mail mail) {
        return allIf(
                PostroomAttributes.classification(mail)
                        .flatMap(found -> found.category())
                        .filter(category -> categories.contains(Conditions.word(category)))
                        .isPresent(),
                mail);
    }
}
