// SPDX-License-Identifier: Apache-2.0
package org.postroom.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.message.NamedAddress;
import org.postroom.search.Hit;
import org.postroom.ticket.Event;
import org.postroom.ticket.Message;
import org.postroom.ticket.Ticket;

/**
 * The shapes of JSON. Values of kind, audience, status, priority and event type are the design's words in lower case; times
 * are ISO 8601 in UTC; what is absent is null.
 */
public final class Views {

    private Views() {}

    /** A ticket; {@code messages} is their number, {@code subject} has no stamp. */
    public record TicketView(
            String number,
            String desk,
            String status,
            @Nullable String category,
            String priority,
            String language,
            @Nullable String agent,
            String requester,
            String subject,
            int messages,
            String openedAt,
            String updatedAt) {

        /**
         * The view of a ticket.
         *
         * @param ticket the ticket
         * @return its view
         */
        public static TicketView of(Ticket ticket) {
            return new TicketView(
                    ticket.number().toString(),
                    ticket.desk().value(),
                    ticket.status().word(),
                    ticket.category().orElse(null),
                    ticket.priority().word(),
                    ticket.language().tag(),
                    ticket.agent().map(EmailAddress::asString).orElse(null),
                    ticket.requester().address().asString(),
                    ticket.subject(),
                    ticket.messages(),
                    time(ticket.openedAt()),
                    time(ticket.updatedAt()));
        }
    }

    /** An attached file; the size is in bytes, decoded. */
    public record AttachmentView(String name, String type, long size) {}

    /** A message of a ticket; {@code text} is the whole text, HTML as text with its links. */
    public record MessageView(
            String kind,
            String audience,
            @Nullable String from,
            List<String> to,
            List<String> cc,
            String subject,
            @Nullable String messageId,
            String date,
            String text,
            List<AttachmentView> attachments) {

        /**
         * The view of a message.
         *
         * @param message the message
         * @param mail what its source says; empty when the source was erased
         * @return its view
         */
        public static MessageView of(Message message, Optional<IncomingMail> mail) {
            return new MessageView(
                    message.kind().word(),
                    message.audience().word(),
                    message.from().map(from -> from.address().asString()).orElse(null),
                    mail.map(m -> addresses(m.to())).orElse(List.of()),
                    mail.map(m -> addresses(m.cc())).orElse(List.of()),
                    message.subject(),
                    message.messageId().map(id -> id.bracketed()).orElse(null),
                    time(mail.flatMap(IncomingMail::date).orElse(message.receivedAt())),
                    mail.map(IncomingMail::text).orElse(""),
                    mail.map(m -> m.attachments().stream()
                                    .map(a -> new AttachmentView(a.name(), a.type(), a.size()))
                                    .toList())
                            .orElse(List.of()));
        }

        private static List<String> addresses(List<NamedAddress> addresses) {
            return addresses.stream().map(a -> a.address().asString()).toList();
        }
    }

    /** An event of a ticket. */
    public record EventView(
            long sequence,
            String occurredAt,
            String type,
            String actor,
            String cause,
            @Nullable String field,
            @Nullable @JsonProperty("old") String oldValue,
            @Nullable @JsonProperty("new") String newValue) {

        /**
         * The view of an event.
         *
         * @param event the event
         * @return its view
         */
        public static EventView of(Event event) {
            return new EventView(
                    event.sequence(),
                    time(event.event().occurredAt()),
                    event.event().type().word(),
                    event.event().actor(),
                    event.event().cause().word(),
                    orNull(event.event().field()),
                    orNull(event.event().oldValue()),
                    orNull(event.event().newValue()));
        }

        private static @Nullable String orNull(String value) {
            return value.isEmpty() ? null : value;
        }
    }

    /** A ticket with all its messages and events. */
    public record WholeTicket(TicketView ticket, List<MessageView> messages, List<EventView> events) {}

    /** A ticket that was found. */
    public record HitView(String number, String subject, String snippet, float score) {

        /**
         * The view of a hit.
         *
         * @param hit the hit
         * @return its view
         */
        public static HitView of(Hit hit) {
            return new HitView(hit.number().toString(), hit.subject(), hit.snippet(), hit.score());
        }
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
