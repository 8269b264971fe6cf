// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.conversation.Arrival;
import org.postroom.desk.Desk;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.message.MailParser;
import org.postroom.ticket.Classification;

/** Makes arrivals of mails in the pipeline. Safe for many threads. */
public final class Arrivals {

    private final HelpDesk helpDesk;
    private final MailParser parser;
    private final Clock clock;

    /**
     * Takes what it works with.
     *
     * @param helpDesk the desks
     * @param parser reads mails
     * @param clock tells when a mail arrived
     */
    @Inject
    public Arrivals(HelpDesk helpDesk, MailParser parser, Clock clock) {
        this.helpDesk = helpDesk;
        this.parser = parser;
        this.clock = clock;
    }

    /**
     * The arrival that a mail is.
     *
     * @param mail the mail, classified
     * @return the arrival, for all desks among the recipients
     * @throws MessagingException when it was not classified, or cannot be read from the queue
     */
    public Arrival of(Mail mail) throws MessagingException {
        Classification classification = PostroomAttributes.classification(mail)
                .orElseThrow(() -> new MessagingException("this step belongs behind ClassifyMail"));
        List<EmailAddress> recipients = Addresses.ours(mail.getRecipients()).stream()
                .filter(address -> helpDesk.deskAt(address).isPresent())
                .toList();
        ReceivedMail received = ReceivedMail.of(mail);
        return new Arrival(
                received.source(),
                received.read(parser),
                received.key(parser),
                Addresses.ours(mail.getMaybeSender()),
                recipients,
                AuthenticatedAgent.login(mail),
                classification,
                clock.instant());
    }

    /**
     * The desks that an arrival is for.
     *
     * @param arrival the arrival
     * @return each once, in the order of the recipients
     */
    public Set<Desk> desks(Arrival arrival) {
        Set<Desk> desks = new LinkedHashSet<>();
        arrival.deskRecipients().forEach(address -> helpDesk.deskAt(address).ifPresent(desks::add));
        return desks;
    }
}
