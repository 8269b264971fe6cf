// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.transport.mailets.remote.delivery.Bouncer;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.postroom.classify.DeliveryFailure;
import org.postroom.classify.EnvelopeSender;
import org.postroom.conversation.Arrival;
import org.postroom.conversation.Filed;
import org.postroom.conversation.Filing;
import org.postroom.desk.Desk;
import org.postroom.james.Addresses;
import org.postroom.james.Arrivals;
import org.postroom.james.PostroomAttributes;
import org.postroom.message.EmailAddress;
import org.postroom.reply.DeliveryProblems;
import org.postroom.reply.DeliveryProblems.Unreached;
import org.postroom.search.MessageIndexer;
import org.postroom.ticket.Followers;
import org.postroom.ticket.SignedAddresses;

/**
 * Notes that a mail of ours did not arrive: at its ticket, which opens again when the failure is permanent, and at the address,
 * which is not acknowledged any more.
 *
 * <p>In processor {@code desk} it reads reports that come by mail (behind {@code IsDeliveryFailure}, in front of
 * {@code AssignTicket}, which finds the report filed). In the {@code bounceProcessor} of {@code RemoteDelivery} it takes the
 * failure from James itself; the way of such a mail ends here. Mail that is not Postroom's own passes unchanged.
 *
 * <p>Takes no parameters.
 *
 * <pre>{@code
 * <mailet match="IsDeliveryFailure" class="RecordDeliveryFailure">
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class RecordDeliveryFailure extends PostroomMailet {

    private final Filing filing;
    private final Arrivals arrivals;
    private final DeliveryProblems problems;
    private final SignedAddresses signedAddresses;
    private final MessageIndexer indexer;
    private final Followers followers;

    /**
     * Made by Apache James.
     *
     * @param filing files reports
     * @param arrivals translates
     * @param problems notes failures
     * @param signedAddresses reads the envelope sender of our own mails
     * @param indexer puts what is filed into the index
     * @param followers copy what was decided
     */
    @Inject
    public RecordDeliveryFailure(
            Filing filing,
            Arrivals arrivals,
            DeliveryProblems problems,
            SignedAddresses signedAddresses,
            MessageIndexer indexer,
            Followers followers) {
        this.filing = filing;
        this.arrivals = arrivals;
        this.problems = problems;
        this.signedAddresses = signedAddresses;
        this.indexer = indexer;
        this.followers = followers;
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        if (PostroomAttributes.isFromOutbox(mail)) {
            ownFailure(mail);
        } else if (PostroomAttributes.classification(mail).isPresent()) {
            report(mail);
        }
    }

    private void report(Mail mail) throws MessagingException {
        Arrival arrival = arrivals.of(mail);
        Optional<DeliveryFailure> failure =
                DeliveryFailure.read(arrival.source(), EnvelopeSender.of(arrival.envelopeSender()));
        List<Unreached> unreached = failure.map(DeliveryFailure::recipients).orElse(List.of()).stream()
                .map(one -> new Unreached(one.address(), one.permanent(), one.status(), one.diagnostic()))
                .toList();
        List<EmailAddress> addresses =
                unreached.stream().map(Unreached::address).toList();
        for (Desk desk : arrivals.desks(arrival)) {
            Filed filed = filing.file(arrival, desk, addresses);
            problems.reported(filed.message().id(), unreached, !filed.guessed())
                    .forEach(note -> indexer.index(note, Optional.empty()));
        }
    }

    private void ownFailure(Mail mail) throws MessagingException {
        Optional<Long> ticket = Addresses.ours(mail.getMaybeSender())
                .flatMap(signedAddresses::read)
                .map(SignedAddresses.Meaning::ticket);
        boolean permanent = AttributeUtils.getValueAndCastFromMail(
                        mail, Bouncer.IS_DELIVERY_PERMANENT_ERROR, Boolean.class)
                .orElse(true);
        String said = AttributeUtils.getValueAndCastFromMail(mail, Bouncer.DELIVERY_ERROR, String.class)
                .or(() -> Optional.ofNullable(mail.getErrorMessage()))
                .orElse("(nothing)");
        for (EmailAddress address : Addresses.ours(mail.getRecipients())) {
            ticket.flatMap(id -> problems.failedToSend(
                            id, mail.getName(), new Unreached(address, permanent, Optional.empty(), said)))
                    .ifPresent(message -> indexer.index(message, Optional.empty()));
        }
        followers.wake();
        mail.setState(Mail.GHOST);
    }
}
