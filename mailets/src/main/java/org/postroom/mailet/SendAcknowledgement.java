// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.james.PostroomAttributes;
import org.postroom.james.PostroomAttributes.FiledAs;
import org.postroom.james.ReceivedMail;
import org.postroom.message.MailParser;
import org.postroom.reply.Acknowledging;
import org.postroom.ticket.Followers;

/**
 * Tells the requester of a new ticket its number, in the customer's language. Behind {@code IsNewTicket}, in front of
 * {@code RouteToAgent}.
 *
 * <p>Only people get one, once: no robots, no addresses that take no replies or that are known to fail, at most so many an hour
 * to one address and in all (limits in {@code postroom.xml}). The wording is in {@code conf/templates}. The mail lies in the
 * outbox when this step ends, and is sent even if the process dies.
 *
 * <p>Takes no parameters.
 *
 * <pre>{@code
 * <mailet match="IsNewTicket" class="SendAcknowledgement">
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class SendAcknowledgement extends PostroomMailet {

    private final Acknowledging acknowledging;
    private final MailParser parser;
    private final Followers followers;

    /**
     * Made by Apache James.
     *
     * @param acknowledging decides and writes
     * @param parser reads mails
     * @param followers send what was decided
     */
    @Inject
    public SendAcknowledgement(Acknowledging acknowledging, MailParser parser, Followers followers) {
        this.acknowledging = acknowledging;
        this.parser = parser;
        this.followers = followers;
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        Optional<String> takenOverBy = PostroomAttributes.takenOverBy(mail);
        for (FiledAs filed : PostroomAttributes.filed(mail)) {
            if (filed.opened() && takenOverBy.isPresent()) {
                acknowledging.withhold(filed.message(), "taken over by " + takenOverBy.get());
            } else if (filed.opened()
                    && acknowledging.acknowledge(
                            filed.message(), ReceivedMail.of(mail).read(parser))) {
                followers.wake();
            }
        }
    }
}
