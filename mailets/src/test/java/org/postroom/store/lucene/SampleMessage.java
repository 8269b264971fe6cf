// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.lucene;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.desk.DeskId;
import org.postroom.desk.Language;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;
import org.postroom.search.IndexedMessage;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;

/** A message for tests, with a setter for whatever a test is about. */
final class SampleMessage {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final long id;
    private final long ticket;
    private String subject = "Question";
    private String text = "";
    private String quoted = "";
    private String language = "en";
    private String desk = "support";
    private Audience audience = Audience.PUBLIC;
    private MessageKind kind = MessageKind.CUSTOMER;
    private Status status = Status.OPEN;
    private Optional<String> category = Optional.empty();
    private Set<String> tags = Set.of();
    private Optional<EmailAddress> agent = Optional.empty();
    private Instant received = NOW;
    private String from = "Ann Smith <ann.smith@example.org>";
    private List<String> attachments = List.of();
    private long version = 1;

    private SampleMessage(long id, long ticket) {
        this.id = id;
        this.ticket = ticket;
    }

    static SampleMessage of(long id, long ticket) {
        return new SampleMessage(id, ticket);
    }

    static TicketNumber number(long ticket) {
        return new TicketNumber("ACME", ticket);
    }

    SampleMessage says(String newSubject, String newText, String newLanguage) {
        subject = newSubject;
        text = newText;
        language = newLanguage;
        return this;
    }

    SampleMessage quoting(String newQuoted) {
        quoted = newQuoted;
        return this;
    }

    SampleMessage at(String newDesk, Audience newAudience) {
        desk = newDesk;
        audience = newAudience;
        return this;
    }

    SampleMessage kind(MessageKind newKind) {
        kind = newKind;
        return this;
    }

    SampleMessage status(Status newStatus, long newVersion) {
        status = newStatus;
        version = newVersion;
        return this;
    }

    SampleMessage about(String newCategory, String... newTags) {
        category = Optional.of(newCategory);
        tags = Set.of(newTags);
        return this;
    }

    SampleMessage agent(String address) {
        agent = Optional.of(EmailAddress.of(address));
        return this;
    }

    SampleMessage received(Instant when) {
        received = when;
        return this;
    }

    SampleMessage from(String newFrom) {
        from = newFrom;
        return this;
    }

    SampleMessage attached(String... names) {
        attachments = List.of(names);
        return this;
    }

    Ticket ticket() {
        return new Ticket(
                number(ticket),
                new DeskId(desk),
                EmailAddress.of("support@acme.test"),
                status,
                category,
                Priority.NORMAL,
                new Language(language),
                tags,
                agent,
                Optional.empty(),
                false,
                new NamedAddress("Ann Smith", EmailAddress.of("ann.smith@example.org")),
                subject,
                1,
                received,
                received,
                version);
    }

    IndexedMessage message() {
        Message message = new Message(
                id,
                ticket,
                1,
                kind,
                audience,
                Optional.empty(),
                Optional.empty(),
                subject,
                new Language(language),
                received,
                text.length(),
                true,
                false);
        return new IndexedMessage(
                ticket(), message, from, List.of("Acme Support <support@acme.test>"), text, quoted, attachments);
    }
}
