// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.postroom.desk.Language;
import org.postroom.james.PostroomAttributes;

/**
 * Matches mails of a language. Only behind {@code ClassifyMail}.
 *
 * <p>Condition (compulsory): one or more codes of two letters (ISO 639-1), or {@code unknown}, with commas between them.
 *
 * <pre>{@code
 * <mailet match="LanguageIs=ru" class="RouteToAgent">
 *   <strategy>fixed</strategy>
 *   <agent>agent2@acme.test</agent>
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class LanguageIs extends PostroomMatcher {

    private Set<Language> languages = Set.of();

    @Override
    public void init() throws MessagingException {
        Set<Language> read = new HashSet<>();
        for (String word :
                Conditions.words(compulsoryCondition("codes of languages with commas between them", "LanguageIs=ru"))) {
            try {
                read.add(new Language(word));
            } catch (IllegalArgumentException e) {
                throw new MessagingException("LanguageIs: " + e.getMessage(), e);
            }
        }
        languages = read;
    }

    @Override
    Collection<MailAddress> matching(Mail mail) {
        return allIf(
                PostroomAttributes.classification(mail)
                        .filter(found -> languages.contains(found.language()))
                        .isPresent(),
                mail);
    }
}
