// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.util.Collection;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.postroom.desk.Language;
import org.postroom.james.PostroomAttributes;
import org.postroom.james.ReceivedMail;
import org.postroom.message.MailParser;
import org.postroom.search.BadQueryException;
import org.postroom.search.TextQueries;
import org.postroom.search.TextQuery;

/**
 * Matches mails that say something: a query on subject and new text, with the word forms of the mail's language.
 *
 * <p>Condition (compulsory): words and {@code "phrases"} with OR, AND, NOT and brackets. It is parsed when the server starts.
 * What a mail quotes does not count.
 *
 * <pre>{@code
 * <mailet match='Says="double charge" OR refund OR возврат OR 退款' class="Classify">
 *   <category>billing</category>
 *   <priority>high</priority>
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class Says extends PostroomMatcher {

    private final TextQueries queries;
    private final MailParser parser;
    private Optional<TextQuery> query = Optional.empty();

    /**
     * Made by Apache James.
     *
     * @param queries parses the condition
     * @param parser reads mails
     */
    @Inject
    public Says(TextQueries queries, MailParser parser) {
        this.queries = queries;
        this.parser = parser;
    }

    @Override
    public void init() throws MessagingException {
        String condition =
                compulsoryCondition("words and \"phrases\" with OR, AND and NOT", "Says=\"double charge\" OR refund");
        try {
            query = Optional.of(queries.parse(condition));
        } catch (BadQueryException e) {
            throw new MessagingException(
                    "Says=" + condition + ": at character " + (e.position() + 1) + ": " + e.getMessage(), e);
        }
    }

    @Override
    Collection<MailAddress> matching(Mail mail) throws MessagingException {
        ReceivedMail received = ReceivedMail.of(mail);
        String subject = received.read(parser).subject();
        Language language = PostroomAttributes.classification(mail)
                .map(found -> found.language())
                .orElse(Language.UNKNOWN);
        String text = received.newText(parser).newText();
        return allIf(query.filter(q -> q.matches(subject, text, language)).isPresent(), mail);
    }
}
