// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.SampleDesks;
import org.postroom.desk.Language;
import org.postroom.message.EmailAddress;
import org.postroom.message.HeaderText;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;
import org.postroom.ticket.SignedAddresses.Meaning;
import org.postroom.ticket.SignedAddresses.Target;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;

class CopyHeadersTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final TicketNumber NUMBER = new TicketNumber("ACME", 1042);
    private static final NamedAddress CUSTOMER = new NamedAddress("Иван Петров", EmailAddress.of("ivan@customer.test"));

    private final CopyHeaders headers = new CopyHeaders(SampleDesks.SIGNED);
    private MessageKind kind = MessageKind.CUSTOMER;
    private Audience audience = Audience.PUBLIC;
    private List<MessageId> alsoKnownAs = List.of();

    @Test
    void bodyShouldStayByteIdentical() {
        byte[] body = new byte[1024];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        byte[] source = concat("From: x@y.test\nSubject: a\n\n".getBytes(StandardCharsets.US_ASCII), body);
        byte[] copy = headers.copy(source, original("a"), "7");

        assertThat(java.util.Arrays.copyOfRange(copy, copy.length - body.length, copy.length))
                .isEqualTo(body);
    }

    @Test
    void copyShouldSayItsTicketAndItselfAndKeepTheRest() {
        String copy = copy(
                "Printer",
                "Received: by a\r\nFrom: =?utf-8?B?0JjQstCw0L0=?= <ivan@customer.test>\r\nMessage-ID: <a@b>\r\n"
                        + "X-Mailer: mutt\r\nTo: support@acme.test\r\nSubject: Printer\r\n");

        assertThat(copy)
                .contains("X-Postroom-Ticket: " + NUMBER + "\r\n")
                .contains("X-Postroom-Copy: 7\r\n")
                .contains(
                        "Received: by a\r\nFrom: =?utf-8?B?0JjQstCw0L0=?= <ivan@customer.test>\r\nMessage-ID: <a@b>\r\n"
                                + "X-Mailer: mutt\r\nTo: support@acme.test\r\n")
                .contains("Subject: [" + NUMBER + "] Printer\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Принтер горит", "打印机着火了", "Grüße aus Köln", "Re: Printer"})
    void subjectShouldBeStampedOnceAndReadable(String subject) {
        String copy = copy(subject, "Subject: " + HeaderText.encode(subject) + "\r\n");
        String stamped = HeaderText.decode(field(copy, "Subject"));

        assertThat(stamped).isEqualTo("[" + NUMBER + "] " + subject);
        String again = copy(stamped, "Subject: " + HeaderText.encode(stamped) + "\r\n");
        assertThat(field(again, "Subject")).isEqualTo(HeaderText.encode(stamped).replaceAll("\\s+", " "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Postroom-Ticket: SALE-99",
                "x-postroom-copy: 1",
                "X-Postroom-Verified: yes",
                "Disposition-Notification-To: spy@evil.test",
                "Return-Receipt-To: spy@evil.test",
                "X-Confirm-Reading-To: spy@evil.test",
                "Mail-Followup-To: spy@evil.test",
                "Bcc: hidden@customer.test",
                "Return-Path: <ivan@customer.test>",
                "Reply-To: spy@evil.test"
            })
    void fieldsThatWouldFoolTheAgentShouldGo(String field) {
        assertThat(copy("Printer", field + "\r\nSubject: Printer\r\n")).doesNotContain(field);
    }

    @ParameterizedTest
    @CsvSource({
        "CUSTOMER, PUBLIC, AUTHOR, 'Иван Петров (customer, ACME-number)'",
        "NOTE, INTERNAL, AGENTS, Note on ACME-number",
        "DELIVERY_FAILURE, INTERNAL, AGENTS, Note on ACME-number",
        "EXPERT, INTERNAL, EXPERT, 'Иван Петров (expert, ACME-number)'"
    })
    void replyToShouldSayWhomItReaches(MessageKind which, Audience who, Target target, String name) {
        kind = which;
        audience = who;
        String replyTo = HeaderText.decode(field(copy("Printer", "Subject: Printer\r\n"), "Reply-To"));
        EmailAddress signed =
                SampleDesks.SIGNED.sign(new Meaning(SampleDesks.SUPPORT_ADDRESS, NUMBER.serial(), 5, target));

        assertThat(replyTo.replace("\"", ""))
                .isEqualTo(name.replace("ACME-number", NUMBER.toString()) + " <" + signed + ">");
    }

    @Test
    void agentsAnswerShouldShowTheDeskAndThreadWithWhatWentOut() {
        kind = MessageKind.REPLY;
        alsoKnownAs = List.of(new MessageId("out@acme.test"));
        String copy = copy(
                "Re: Printer",
                "From: Ann <ann@acme.test>\r\nSender: ann@acme.test\r\nMessage-ID: <own@acme.test>\r\n"
                        + "References: <a@b>\r\n\t<c@d>\r\nSubject: Re: Printer\r\n");

        assertThat(field(copy, "From")).isEqualTo("Acme Support <support@acme.test>");
        assertThat(copy).doesNotContain("Sender:").contains("Message-ID: <own@acme.test>\r\n");
        assertThat(field(copy, "References")).isEqualTo("<a@b> <c@d> <out@acme.test>");
    }

    private String copy(String subject, String header) {
        byte[] source = (header + "\r\nbody\r\n").getBytes(StandardCharsets.UTF_8);
        return new String(headers.copy(source, original(subject), "7"), StandardCharsets.UTF_8);
    }

    private static String field(String mail, String name) {
        String header = mail.substring(0, mail.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]+", " ");
        return header.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow();
    }

    private CopyHeaders.Original original(String subject) {
        Message message = new Message(
                5,
                NUMBER.serial(),
                1,
                kind,
                audience,
                Optional.empty(),
                Optional.of(CUSTOMER),
                subject,
                new Language("en"),
                NOW,
                100,
                true,
                false);
        Ticket ticket = new Ticket(
                NUMBER,
                SampleDesks.SUPPORT.id(),
                SampleDesks.SUPPORT_ADDRESS,
                Status.OPEN,
                Optional.empty(),
                Priority.NORMAL,
                new Language("en"),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                CUSTOMER,
                "Printer",
                1,
                NOW,
                NOW,
                1);
        return new CopyHeaders.Original(ticket, message, Optional.of(SampleDesks.SUPPORT), alsoKnownAs);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
