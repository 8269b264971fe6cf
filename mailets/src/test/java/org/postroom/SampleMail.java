// SPDX-License-Identifier: Apache-2.0
package org.postroom;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.postroom.conversation.Arrival;
import org.postroom.desk.Language;
import org.postroom.message.ContentDigest;
import org.postroom.message.EmailAddress;
import org.postroom.message.HeaderField;
import org.postroom.message.Headers;
import org.postroom.message.IncomingMail;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Classification;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;

/** A customer's mail for tests; everything has a usual value and can be said otherwise. Not reused. */
public final class SampleMail {

    public static final Instant MORNING = Instant.parse("2026-11-20T09:00:00Z");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Optional<NamedAddress> from = Optional.of(named("Ivan Petrov <ivan@customer.test>"));
    private Optional<EmailAddress> envelopeSender = Optional.of(EmailAddress.of("ivan@customer.test"));
    private Optional<EmailAddress> login = Optional.empty();
    private List<NamedAddress> replyTo = List.of();
    private List<NamedAddress> cc = List.of();
    private List<EmailAddress> recipients = List.of(SampleDesks.SUPPORT_ADDRESS);
    private Optional<MessageId> messageId =
            Optional.of(new MessageId("mail" + NUMBER.incrementAndGet() + "@customer.test"));
    private List<MessageId> inReplyTo = List.of();
    private List<MessageId> references = List.of();
    private final List<HeaderField> headers = new ArrayList<>();
    private List<String> leftOut = List.of();
    private String subject = "Printer on fire";
    private String text = "It burns. " + NUMBER.incrementAndGet();
    private MessageKind kind = MessageKind.CUSTOMER;
    private Language language = new Language("en");
    private Optional<String> category = Optional.empty();
    private Priority priority = Priority.NORMAL;
    private Instant receivedAt = MORNING;

    public static SampleMail mail() {
        return new SampleMail();
    }

    public SampleMail from(String nameAndAddress) {
        from = Optional.of(named(nameAndAddress));
        envelopeSender = from.map(NamedAddress::address);
        return this;
    }

    public SampleMail withoutFrom() {
        from = Optional.empty();
        return this;
    }

    public SampleMail nullSender() {
        envelopeSender = Optional.empty();
        return this;
    }

    public SampleMail loggedIn(String account) {
        login = Optional.of(EmailAddress.of(account));
        return this;
    }

    public SampleMail replyTo(String nameAndAddress) {
        replyTo = List.of(named(nameAndAddress));
        return this;
    }

    public SampleMail cc(String... addresses) {
        cc = List.of(addresses).stream().map(SampleMail::named).toList();
        return this;
    }

    public SampleMail to(EmailAddress... addresses) {
        recipients = List.of(addresses);
        return this;
    }

    public SampleMail id(String value) {
        messageId = Optional.of(new MessageId(value));
        return this;
    }

    public SampleMail withoutId() {
        messageId = Optional.empty();
        return this;
    }

    public SampleMail inReplyTo(String... ids) {
        inReplyTo = List.of(ids).stream().map(MessageId::new).toList();
        return this;
    }

    public SampleMail references(String... ids) {
        references = List.of(ids).stream().map(MessageId::new).toList();
        return this;
    }

    public SampleMail header(String name, String body) {
        headers.add(new HeaderField(name, body));
        return this;
    }

    public SampleMail leftOut(String... what) {
        leftOut = List.of(what);
        return this;
    }

    public SampleMail subject(String value) {
        subject = value;
        return this;
    }

    public SampleMail text(String value) {
        text = value;
        return this;
    }

    public SampleMail kind(MessageKind value) {
        kind = value;
        return this;
    }

    public SampleMail language(String tag) {
        language = new Language(tag);
        return this;
    }

    public SampleMail category(String value) {
        category = Optional.of(value);
        return this;
    }

    public SampleMail priority(Priority value) {
        priority = value;
        return this;
    }

    public SampleMail at(Instant moment) {
        receivedAt = moment;
        return this;
    }

    public Arrival arrival() {
        byte[] source = source();
        IncomingMail mail = new IncomingMail(
                new Headers(headers),
                messageId,
                inReplyTo,
                references,
                from,
                replyTo,
                recipients.stream()
                        .map(address -> new NamedAddress("", address))
                        .toList(),
                cc,
                subject,
                Optional.of(receivedAt),
                text,
                Optional.empty(),
                List.of(),
                leftOut,
                leftOut);
        return new Arrival(
                source,
                mail,
                new MailKey(messageId, ContentDigest.of(source)),
                envelopeSender,
                recipients,
                login,
                new Classification(kind, "", language, category, priority, Set.of()),
                receivedAt);
    }

    private byte[] source() {
        List<String> lines = new ArrayList<>();
        from.ifPresent(f -> lines.add("From: " + f.name() + " <" + f.address() + ">"));
        lines.add("To: " + recipients.stream().map(EmailAddress::asString).collect(Collectors.joining(", ")));
        lines.add("Subject: " + subject);
        lines.add("Date: " + receivedAt);
        messageId.ifPresent(id -> lines.add("Message-ID: " + id.bracketed()));
        if (!references.isEmpty()) {
            lines.add("References: "
                    + references.stream().map(MessageId::bracketed).collect(Collectors.joining(" ")));
        }
        lines.add("Content-Type: text/plain; charset=utf-8");
        lines.add("");
        lines.add(text);
        return (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static NamedAddress named(String text) {
        int open = text.indexOf('<');
        return open < 0
                ? new NamedAddress("", EmailAddress.of(text))
                : new NamedAddress(
                        text.substring(0, open).strip(), EmailAddress.of(text.substring(open + 1, text.indexOf('>'))));
    }
}
