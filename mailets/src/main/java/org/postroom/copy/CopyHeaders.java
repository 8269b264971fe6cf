// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.Desk;
import org.postroom.message.HeaderScanner;
import org.postroom.message.HeaderSplice;
import org.postroom.message.HeaderText;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.message.SubjectStamp;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.SignedAddresses.Meaning;
import org.postroom.ticket.SignedAddresses.Target;
import org.postroom.ticket.Ticket;

/**
 * Makes the bytes of a copy: header fields of the archived source are added, replaced or dropped; everything else, the
 * body above all, stays as it was received, byte for byte.
 *
 * <table>
 * <caption>What becomes of header fields</caption>
 * <tr><th>field</th><th>what</th><th>why</th></tr>
 * <tr><td>X-Postroom-Ticket, X-Postroom-Copy</td><td>added on top</td><td>say which ticket, and which copy</td></tr>
 * <tr><td>X-Postroom-*</td><td>those received are dropped</td><td>somebody outside wrote them</td></tr>
 * <tr><td>Subject</td><td>stamped, unless it has the number</td><td>the agent sees it, and the answer carries it</td></tr>
 * <tr><td>Reply-To</td><td>replaced by a signed address, named by whom it reaches</td><td>Reply goes to the author
 *     through the desk; Reply to what is internal is a note</td></tr>
 * <tr><td>Mail-Reply-To, Mail-Followup-To</td><td>dropped</td><td>would win over Reply-To in some programs</td></tr>
 * <tr><td>From, Sender</td><td>of agents' answers: the desk; else kept</td><td>what the customer sees, the agents
 *     see</td></tr>
 * <tr><td>References</td><td>of agents' answers: with the Message-ID that went out</td><td>the agent's own sent mail and
 *     the customer's answer to it are one thread</td></tr>
 * <tr><td>Bcc</td><td>dropped</td><td>is nobody else's business</td></tr>
 * <tr><td>Disposition-Notification-To, Disposition-Notification-Options, Return-Receipt-To, Return-Receipt-Requested,
 *     Read-Receipt-To, X-Confirm-Reading-To, X-Pmrqc, Generate-Delivery-Report</td><td>dropped</td><td>the agent's
 *     program would send a receipt from the agent's own address</td></tr>
 * <tr><td>Return-Path</td><td>dropped</td><td>belongs to the delivery to the desk (RFC 5321 section 4.4)</td></tr>
 * <tr><td>Message-ID, Date, To, Cc, Received, List-* and all others</td><td>kept</td><td></td></tr>
 * </table>
 */
public final class CopyHeaders {

    /** The name of the field that carries the ticket number. */
    public static final String TICKET_HEADER = "X-Postroom-Ticket";

    private static final String OURS = "x-postroom-";
    private static final int MOST_REFERENCES = 30;
    private static final String[] DROPPED = {
        "Mail-Reply-To",
        "Mail-Followup-To",
        "Bcc",
        "Resent-Bcc",
        "Disposition-Notification-To",
        "Disposition-Notification-Options",
        "Return-Receipt-To",
        "Return-Receipt-Requested",
        "Read-Receipt-To",
        "X-Confirm-Reading-To",
        "X-Pmrqc",
        "Generate-Delivery-Report",
        "Return-Path"
    };

    private final SignedAddresses signedAddresses;

    /**
     * Takes the keys.
     *
     * @param signedAddresses makes Reply-To
     */
    public CopyHeaders(SignedAddresses signedAddresses) {
        this.signedAddresses = signedAddresses;
    }

    /**
     * What a copy is of.
     *
     * @param ticket the ticket
     * @param message the message
     * @param desk the ticket's desk; empty when configuration no longer has it
     * @param alsoKnownAs further Message-IDs of the message
     */
    public record Original(Ticket ticket, Message message, Optional<Desk> desk, List<MessageId> alsoKnownAs) {}

    /**
     * Makes a copy.
     *
     * @param source the archived bytes; not changed
     * @param original what they are
     * @param copyId the value of {@link Mailboxes#COPY_HEADER}
     * @return the bytes of the copy
     */
    public byte[] copy(byte[] source, Original original, String copyId) {
        HeaderSplice splice = HeaderSplice.of(source);
        Set<MessageId> named = new LinkedHashSet<>();
        HeaderScanner fields = new HeaderScanner(source);
        while (fields.next()) {
            String key = fields.key();
            if (key.startsWith(OURS)) {
                splice.drop(fields.name());
            } else if (key.equals("references") || key.equals("in-reply-to")) {
                int start = fields.valueStart();
                String value = new String(source, start, fields.end() - start, StandardCharsets.ISO_8859_1);
                named.addAll(MessageId.parseAll(value));
            }
        }
        Ticket ticket = original.ticket();
        splice.drop(DROPPED)
                .prepend(TICKET_HEADER, ticket.number().toString())
                .prepend(Mailboxes.COPY_HEADER, copyId)
                .replace("Reply-To", HeaderText.address(replyTo(original)));
        stamp(splice, original);
        if (original.message().kind() == MessageKind.REPLY) {
            String fromName = original.desk().map(Desk::fromName).orElse("");
            splice.drop("Sender").replace("From", HeaderText.address(new NamedAddress(fromName, ticket.deskAddress())));
            if (!original.alsoKnownAs().isEmpty()) {
                splice.replace("References", references(named, original.alsoKnownAs()));
            }
        }
        return splice.toBytes();
    }

    private static void stamp(HeaderSplice splice, Original original) {
        String subject = original.message().subject();
        SubjectStamp.Position position = original.desk()
                .filter(desk -> desk.stampPlace() == Desk.StampPlace.AFTER)
                .map(desk -> SubjectStamp.Position.AFTER)
                .orElse(SubjectStamp.Position.BEFORE);
        String stamped = SubjectStamp.stamp(subject, original.ticket().number().stamp(), position);
        if (!stamped.equals(subject)) {
            splice.replace("Subject", HeaderText.encode(stamped));
        }
    }

    private NamedAddress replyTo(Original original) {
        Ticket ticket = original.ticket();
        Message message = original.message();
        Target target = Target.ofReplyTo(message);
        NamedAddress author = message.kind() == MessageKind.REPLY
                ? ticket.requester()
                : message.from().orElse(ticket.requester());
        String name = switch (target) {
            case AGENTS -> "Note on " + ticket.number();
            case EXPERT -> author.nameOrLocalPart() + " (expert, " + ticket.number() + ")";
            case AUTHOR, HELD, FAILURES -> author.nameOrLocalPart() + " (customer, " + ticket.number() + ")";
        };
        return new NamedAddress(
                name, signedAddresses.sign(new Meaning(ticket.deskAddress(), ticket.id(), message.id(), target)));
    }

    private static String references(Set<MessageId> named, List<MessageId> alsoKnownAs) {
        Set<MessageId> all = new LinkedHashSet<>(named);
        all.addAll(alsoKnownAs);
        StringBuilder value = new StringBuilder();
        all.stream()
                .skip(Math.max(0, all.size() - MOST_REFERENCES))
                .filter(CopyHeaders::isAscii)
                .forEach(id -> value.append(value.isEmpty() ? "" : " ").append(id.bracketed()));
        return value.toString();
    }

    private static boolean isAscii(MessageId id) {
        return id.value().chars().allMatch(c -> c < 0x7f);
    }
}
