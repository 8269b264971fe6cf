// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.Language;
import org.postroom.message.IncomingMail;
import org.postroom.message.NewText;
import org.postroom.ticket.Classification;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;

/**
 * Says what a mail from outside is: kind first, then language and priority. Category and tags are left to an admin's rules.
 *
 * <p>Thread-safe; one for the whole server.
 */
public final class Classifier {

    private final Languages languages;
    private final Urgency urgency;

    /**
     * What is classified.
     *
     * @param mail the mail
     * @param source its bytes, for what reports say in parts that the mail's text leaves out
     * @param envelope who the envelope says sent it
     * @param languages the desk's languages
     * @param ownInstances ids that our own installations write into {@code X-Postroom-Loop}
     */
    public record Input(
            IncomingMail mail,
            byte[] source,
            EnvelopeSender envelope,
            List<Language> languages,
            Set<String> ownInstances) {}

    /**
     * Takes its parts.
     *
     * @param languages tells languages
     * @param urgency tells what hurries
     */
    public Classifier(Languages languages, Urgency urgency) {
        this.languages = languages;
        this.urgency = urgency;
    }

    /**
     * Classifies a mail.
     *
     * @param input the mail and where it came to
     * @return what it is; never fails, whatever the mail is
     */
    public Classification classify(Input input) {
        IncomingMail mail = input.mail();
        Optional<DeliveryFailure> failure = DeliveryFailure.read(input.source(), input.envelope());
        KindOfMail kind = KindOfMail.of(mail, failure, input.envelope(), input.ownInstances());
        String text = NewText.of(mail).newText();
        Language language = languages.of(mail.subject(), text, input.languages());
        Priority priority = kind.kind() == MessageKind.CUSTOMER
                ? urgency.of(mail.headers(), mail.subject(), text, language).priority()
                : Priority.NORMAL;
        return new Classification(kind.kind(), kind.reason(), language, Optional.empty(), priority, Set.of());
    }
}
