// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.classify.Classifier;
import org.postroom.classify.EnvelopeSender;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Language;
import org.postroom.james.Addresses;
import org.postroom.james.PostroomAttributes;
import org.postroom.james.ReceivedMail;
import org.postroom.message.MailParser;
import org.postroom.reply.InstanceId;

/**
 * Says what a mail is: kind (a person's, an automatic answer, a list's, a delivery failure), language among those of the desks
 * that it was sent to, and priority from urgency words and headers. First step of the processors {@code desk} and
 * {@code agent}.
 *
 * <p>Takes no parameters. Rules of your own stand behind it ({@code Classify}).
 *
 * <pre>{@code
 * <mailet match="All" class="ClassifyMail">
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class ClassifyMail extends PostroomMailet {

    private final Classifier classifier;
    private final MailParser parser;
    private final HelpDesk helpDesk;
    private final InstanceId instance;

    /**
     * Made by Apache James.
     *
     * @param classifier says what it is
     * @param parser reads mails
     * @param helpDesk the desks and their languages
     * @param instance what Postroom's own mails carry
     */
    @Inject
    public ClassifyMail(Classifier classifier, MailParser parser, HelpDesk helpDesk, InstanceId instance) {
        this.classifier = classifier;
        this.parser = parser;
        this.helpDesk = helpDesk;
        this.instance = instance;
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        ReceivedMail received = ReceivedMail.of(mail);
        PostroomAttributes.classify(
                mail,
                classifier.classify(new Classifier.Input(
                        received.read(parser),
                        received.source(),
                        EnvelopeSender.of(Addresses.ours(mail.getMaybeSender())),
                        languages(mail),
                        ownInstances(mail))));
    }

    /** What comes straight out of the outbox, from one desk here to another, has not come back: a person's answer is one. */
    private Set<String> ownInstances(Mail mail) {
        return PostroomAttributes.isFromOutbox(mail) ? Set.of() : Set.of(instance.value());
    }

    private List<Language> languages(Mail mail) {
        Set<Language> languages = new LinkedHashSet<>();
        Addresses.ours(mail.getRecipients())
                .forEach(address -> helpDesk.deskAt(address).ifPresent(desk -> languages.addAll(desk.languages())));
        return List.copyOf(languages);
    }
}
