// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.conversation.Arrival;
import org.postroom.conversation.Filed;
import org.postroom.conversation.Filing;
import org.postroom.conversation.MailsUnderWay;
import org.postroom.desk.Desk;
import org.postroom.james.Arrivals;
import org.postroom.james.PostroomAttributes;
import org.postroom.james.PostroomAttributes.FiledAs;
import org.postroom.james.ReceivedMail;
import org.postroom.search.MessageIndexer;

/**
 * Joins the ticket that a mail continues, or opens one, and archives the mail's source: one transaction for each desk among
 * the recipients. Only behind {@code ClassifyMail}.
 *
 * <p>A mail joins by the signed address that it was sent to, by Message-IDs that it refers to, or by the number in its subject
 * when its sender takes part in that ticket. A mail that was filed before is recognised, and nothing is done twice.
 *
 * <p>Takes no parameters. When the database cannot be used for now, the mail goes where {@code onMailetException} says and
 * can be run again.
 *
 * <pre>{@code
 * <mailet match="All" class="AssignTicket">
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class AssignTicket extends PostroomMailet {

    private final Filing filing;
    private final Arrivals arrivals;
    private final MailsUnderWay underWay;
    private final MessageIndexer indexer;

    /**
     * Made by Apache James.
     *
     * @param filing joins or opens
     * @param arrivals translates
     * @param underWay says which mails come first
     * @param indexer puts notes into the index that were filed with a mail
     */
    @Inject
    public AssignTicket(Filing filing, Arrivals arrivals, MailsUnderWay underWay, MessageIndexer indexer) {
        this.indexer = indexer;
        this.filing = filing;
        this.arrivals = arrivals;
        this.underWay = underWay;
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        ReceivedMail received = ReceivedMail.of(mail);
        try {
            Arrival arrival = arrivals.of(mail);
            underWay.awaitEarlier(received);
            PostroomAttributes.filed(mail, file(arrival));
        } finally {
            underWay.end(received);
        }
    }

    private List<FiledAs> file(Arrival arrival) {
        List<FiledAs> filed = new ArrayList<>();
        for (Desk desk : arrivals.desks(arrival)) {
            Filed as = filing.file(arrival, desk);
            as.notes().forEach(note -> indexer.index(note, Optional.empty()));
            filed.add(new FiledAs(
                    as.ticket().id(), as.message().id(), as.message().opensTicket()));
        }
        return filed;
    }
}
