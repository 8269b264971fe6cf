// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.postroom.desk.Desk;
import org.postroom.desk.Language;
import org.postroom.desk.Template;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.message.SubjectStamp;
import org.postroom.ticket.Message;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.SignedAddresses.Meaning;
import org.postroom.ticket.SignedAddresses.Target;
import org.postroom.ticket.Ticket;

/**
 * Composes the mail that says: we have got yours, this is its number, this is when to expect an answer.
 *
 * <p>It is an automatic response in the sense of RFC 3834: to the requester alone, in the customer's thread, with
 * {@code Auto-Submitted: auto-replied}. Other than that RFC's section 3.3 advises, its envelope sender is not null but a
 * signed address that only ever receives failures and is never answered, so that dead addresses are learnt; loops cannot
 * come of it. Safe for many threads.
 */
public final class Acknowledgements {

    private static final int LONGEST_SUBJECT = 150;
    private static final int LONGEST_NAME = 60;
    private static final int MOST_REFERENCES = 20;

    private final Templates templates;
    private final SignedAddresses signedAddresses;
    private final InstanceId instance;
    private final MessageIds messageIds;
    private final Clock clock;
    private final Map<Template, Wording> prepared = new ConcurrentHashMap<>();

    /**
     * Takes what it works with.
     *
     * @param templates the wording
     * @param signedAddresses makes Reply-To and the envelope sender
     * @param instance the id of this installation
     * @param messageIds makes Message-IDs
     * @param clock the present
     */
    public Acknowledgements(
            Templates templates,
            SignedAddresses signedAddresses,
            InstanceId instance,
            MessageIds messageIds,
            Clock clock) {
        this.templates = templates;
        this.signedAddresses = signedAddresses;
        this.instance = instance;
        this.messageIds = messageIds;
        this.clock = clock;
    }

    /**
     * Composes the acknowledgement of a new ticket.
     *
     * @param desk the ticket's desk
     * @param ticket the ticket
     * @param opening the message that opened it
     * @param mail that message as it was received, for its identifiers
     * @return the mail, for the outbox; its once-key is {@code ack-} and the ticket's serial
     */
    public OutgoingMail compose(Desk desk, Ticket ticket, Message opening, IncomingMail mail) {
        Language language = language(desk, ticket.language());
        Template content = prepared.computeIfAbsent(templates.of(desk, language), Wording::new)
                .fill(values(desk, ticket, opening, language));
        NamedAddress requester = new NamedAddress(
                UntrustedText.name(ticket.requester().name(), LONGEST_NAME),
                ticket.requester().address());
        MessageId messageId = messageIds.next(ticket.deskAddress().domain());
        byte[] source = new MailWriter()
                .date(clock.instant(), desk.hours().zone())
                .addresses("From", List.of(new NamedAddress(desk.fromName(), ticket.deskAddress())))
                .addresses("To", List.of(requester))
                .addresses(
                        "Reply-To",
                        List.of(new NamedAddress(
                                desk.fromName() + " (" + ticket.number() + ")",
                                signed(ticket, opening, Target.AUTHOR))))
                .text(
                        "Subject",
                        SubjectStamp.stamp(content.subject(), ticket.number().stamp(), position(desk)))
                .field("Message-ID", messageId.bracketed())
                .identifiers("In-Reply-To", opening.messageId().stream().toList())
                .identifiers("References", references(opening, mail))
                .field("Auto-Submitted", "auto-replied")
                .field("X-Auto-Response-Suppress", "All")
                .field(LoopField.NAME, LoopField.answering(mail.headers(), instance))
                .field("Content-Language", language.tag())
                .write(content.text(), content.html());
        return new OutgoingMail(
                OutgoingMail.Purpose.ACKNOWLEDGEMENT,
                "ack-" + ticket.id(),
                ticket.id(),
                Optional.of(signed(ticket, opening, Target.FAILURES)),
                List.of(requester.address()),
                messageId,
                source);
    }

    private Map<String, Object> values(Desk desk, Ticket ticket, Message opening, Language language) {
        Instant now = clock.instant();
        Instant expectedBy = desk.hours().after(opening.receivedAt(), desk.firstReplyWithin());
        Map<String, Object> values = new HashMap<>();
        values.put("number", ticket.number().toString());
        values.put("subject", UntrustedText.subject(ticket.subject(), LONGEST_SUBJECT));
        values.put("desk", desk.fromName());
        values.put("deskAddress", ticket.deskAddress().asString());
        values.put("requesterName", UntrustedText.name(ticket.requester().name(), LONGEST_NAME));
        values.put("expectedBy", LocalMoment.write(expectedBy, desk.hours().zone(), language));
        values.put("otherWays", desk.otherWays());
        values.put("outOfHours", !desk.hours().cover(now));
        return values;
    }

    private EmailAddress signed(Ticket ticket, Message opening, Target target) {
        return signedAddresses.sign(new Meaning(ticket.deskAddress(), ticket.id(), opening.id(), target));
    }

    private static Language language(Desk desk, Language customers) {
        return desk.languages().contains(customers)
                ? customers
                : desk.languages().get(0);
    }

    private static SubjectStamp.Position position(Desk desk) {
        return desk.stampPlace() == Desk.StampPlace.BEFORE ? SubjectStamp.Position.BEFORE : SubjectStamp.Position.AFTER;
    }

    /** What the customer's mail referred to, and that mail itself (RFC 5322 section 3.6.4); the oldest one is kept. */
    private static List<MessageId> references(Message opening, IncomingMail mail) {
        List<MessageId> all = new ArrayList<>(mail.references());
        opening.messageId().ifPresent(all::remove);
        opening.messageId().ifPresent(all::add);
        if (opening.messageId().isEmpty()) {
            return List.of();
        }
        while (all.size() > MOST_REFERENCES) {
            all.remove(1);
        }
        return all;
    }
}
