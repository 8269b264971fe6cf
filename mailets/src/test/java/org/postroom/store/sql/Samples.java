// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.Desk;
import org.postroom.desk.Language;
import org.postroom.desk.WorkingHours;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Classification;
import org.postroom.ticket.Folder;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewMessage;
import org.postroom.ticket.NewTicket;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.Priority;
import org.postroom.ticket.WantedCopy;

/** Desks, persons and mails for the contracts of storage. */
final class Samples {

    static final Instant MORNING = Instant.parse("2026-11-20T08:00:00Z");
    static final Desk SUPPORT = desk("support", "ACME");
    static final Desk SALES = desk("sales", "SALE");
    static final NamedAddress ANN = new NamedAddress("Ann Smith", EmailAddress.of("Ann.Smith@customer.test"));
    static final NamedAddress IVAN = new NamedAddress("Иван Петров", EmailAddress.of("ivan@пример.рф"));
    static final NamedAddress WANG = new NamedAddress("王小明 🐼", EmailAddress.of("wang@example.cn"));
    static final NamedAddress JUERGEN = new NamedAddress("Jürgen Größe", EmailAddress.of("juergen@muster.de"));
    static final EmailAddress AGENT_1 = EmailAddress.of("agent1@acme.test");
    static final EmailAddress AGENT_2 = EmailAddress.of("agent2@acme.test");

    private Samples() {}

    static NewTicket ticket(Desk desk, NamedAddress requester, String subject) {
        return ticket(desk, requester, subject, Set.of());
    }

    static NewTicket ticket(Desk desk, NamedAddress requester, String subject, Set<String> tags) {
        Classification classification = new Classification(
                MessageKind.CUSTOMER, "", new Language("en"), Optional.empty(), Priority.NORMAL, tags);
        return new NewTicket(desk, desk.mainAddress(), requester, subject, classification, MORNING);
    }

    static Mail mail(long ticket, String messageId) {
        return new Mail(ticket, messageId);
    }

    static MailKey key(String messageId, byte[] source) {
        return new MailKey(messageId.isEmpty() ? Optional.empty() : Optional.of(new MessageId(messageId)), sha(source));
    }

    static byte[] source(String text) {
        return ("Subject: test\r\n\r\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    static WantedCopy copy(long message, EmailAddress owner, Folder folder) {
        return new WantedCopy(message, owner, WantedCopy.Slot.HOME, folder, false, false, false, Set.of("billing"));
    }

    static OutgoingMail acknowledgement(long ticket, String onceKey, EmailAddress recipient) {
        return new OutgoingMail(
                OutgoingMail.Purpose.ACKNOWLEDGEMENT,
                onceKey,
                ticket,
                Optional.of(EmailAddress.of("support+1-2-f.k000@acme.test")),
                List.of(recipient),
                new MessageId(onceKey + "@acme.test"),
                source("Мы получили ваше письмо: " + onceKey));
    }

    private static Desk desk(String id, String prefix) {
        EmailAddress address = EmailAddress.of(id + "@acme.test");
        return new Desk(
                new org.postroom.desk.DeskId(id),
                List.of(address),
                prefix,
                "Acme " + id,
                List.of(new Language("en")),
                new WorkingHours(ZoneOffset.UTC, Map.of(), Set.of()),
                id,
                List.of(),
                Duration.ofHours(8),
                Duration.ofDays(14),
                Desk.StampPlace.BEFORE,
                Set.of(),
                "",
                Optional.empty(),
                true);
    }

    private static String sha(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A mail to be filed; whatever is not said is usual. */
    static final class Mail {

        private final long ticket;
        private final String messageId;
        private Desk desk = SUPPORT;
        private Optional<NamedAddress> from = Optional.of(ANN);
        private String subject = "Printer";
        private Audience audience = Audience.PUBLIC;
        private List<MessageId> references = List.of();
        private List<MessageId> alsoKnownAs = List.of();
        private byte[] source;
        private Instant receivedAt = MORNING;

        private Mail(long ticket, String messageId) {
            this.ticket = ticket;
            this.messageId = messageId;
            this.source = Samples.source("body of " + messageId);
        }

        Mail at(Desk value) {
            desk = value;
            return this;
        }

        Mail from(NamedAddress value) {
            from = Optional.ofNullable(value);
            return this;
        }

        Mail subject(String value) {
            subject = value;
            return this;
        }

        Mail audience(Audience value) {
            audience = value;
            return this;
        }

        Mail references(String... values) {
            references = List.of(values).stream().map(MessageId::new).toList();
            return this;
        }

        Mail alsoKnownAs(String... values) {
            alsoKnownAs = List.of(values).stream().map(MessageId::new).toList();
            return this;
        }

        Mail source(byte[] value) {
            source = value;
            return this;
        }

        Mail receivedAt(Instant value) {
            receivedAt = value;
            return this;
        }

        NewMessage build() {
            return new NewMessage(
                    ticket,
                    desk.id(),
                    key(messageId, source),
                    MessageKind.CUSTOMER,
                    audience,
                    from,
                    subject,
                    new Language("en"),
                    receivedAt,
                    references,
                    alsoKnownAs,
                    source);
        }
    }
}
