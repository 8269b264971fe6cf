// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.james.Mime4jMailParser;
import org.postroom.message.MailParser;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;
import org.postroom.web.FailedMails;

/** Hostile mail, steps that fail, mailboxes that are missing, customers that cannot be reached. */
class TroubleIntegrationTest {

    private static final AtomicBoolean PARSER_FAILS = new AtomicBoolean();

    @AutoClose
    private static RunningHelpDesk desk;

    /** A parser with a fault that can be switched on: what a step does that fails. */
    private static final Module FAULTY = new AbstractModule() {
        @Provides
        @Singleton
        MailParser parser() {
            Mime4jMailParser real = new Mime4jMailParser();
            return source -> {
                if (PARSER_FAILS.get() && new String(source, StandardCharsets.ISO_8859_1).contains("breaks a step")) {
                    throw new StackOverflowError("a fault of the test");
                }
                return real.parse(source);
            };
        }
    };

    @BeforeAll
    static void start() throws Exception {
        desk = RunningHelpDesk.start(FAULTY);
    }

    @Test
    void mailOnWhichAStepFailsShouldBeKeptToldAndRunAgain() throws Exception {
        PARSER_FAILS.set(true);
        desk.deliver(
                "unlucky@fail.test",
                "support@acme.test",
                Letters.plain("unlucky", "unlucky@fail.test", "This breaks a step", "Привет, 你好.", ""));
        AgentsProgram.Seen notice = eventually(
                "the notice",
                () -> desk.agent("lead@acme.test").folder("INBOX").stream()
                        .filter(seen ->
                                new String(seen.source(), StandardCharsets.UTF_8).contains("This breaks a step"))
                        .findFirst());
        assertThat(new String(notice.source(), StandardCharsets.UTF_8)).contains("Reason:");
        assertThat(desk.ticketsOf("unlucky@fail.test")).isEmpty();

        PARSER_FAILS.set(false);
        assertThat(desk.get(FailedMails.class).retry()).isEqualTo(1);

        assertThat(desk.ticketOf("unlucky@fail.test", 1).subject()).isEqualTo("This breaks a step");
        assertThat(desk.get(FailedMails.class).retry()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested", "headers", "nul", "bare-cr", "bare-lf", "empty", "no-header"})
    void hostileMailShouldHaveADefinedEndAndTheServerGoesOn(String kind) throws Exception {
        String sender = kind + "@hostile.test";
        String end;
        try (SmtpClient client = new SmtpClient(desk.ports().smtp())) {
            end = client.deliver(sender, List.of("support@acme.test"), hostile(kind, sender));
        } catch (IOException e) {
            end = "closed";
        }
        if (end.startsWith("250")) {
            Ticket ticket = eventually(
                            "a ticket of " + sender,
                            () -> Optional.of(desk.ticketsOf(sender)).filter(t -> t.size() == 1))
                    .get(0);
            long cut = desk.get(Tickets.class).events(ticket.number(), Viewer.ADMIN).stream()
                    .filter(event -> event.event().type() == EventType.PARTLY_READ)
                    .count();
            assertThat(cut).isEqualTo(kind.equals("nested") || kind.equals("headers") ? 1 : 0);
        } else {
            assertThat(end).matches("(5..|4..|closed).*");
        }
        goesOn("after-" + kind);
    }

    @Test
    void mailOf30MegabytesShouldBeRefused() throws Exception {
        byte[] head = Letters.plain("big", "big@hostile.test", "Big", "x", "");
        ByteArrayOutputStream big = new ByteArrayOutputStream();
        big.writeBytes(head);
        byte[] line = ("x".repeat(76) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        while (big.size() < 30 * 1024 * 1024) {
            big.writeBytes(line);
        }
        String end;
        try (SmtpClient client = new SmtpClient(desk.ports().smtp())) {
            end = client.deliver("big@hostile.test", List.of("support@acme.test"), big.toByteArray());
        } catch (IOException e) {
            end = "closed";
        }
        assertThat(end).matches("(552|closed).*");
        assertThat(desk.ticketsOf("big@hostile.test")).isEmpty();
        goesOn("after-big");
    }

    @Test
    void failureReportShouldJoinItsTicketAndReopenIt() throws Exception {
        String customer = "gone@away.test";
        desk.deliver(customer, "support@acme.test", Letters.plain("gone", customer, "Hello", "A question.", ""));
        Ticket ticket = desk.ticketOf(customer, 1);
        AgentsProgram program = desk.agent(ticket.agent().orElseThrow().asString());
        AgentsProgram.Seen copy =
                program.waitForCopies("INBOX", ticket.number().toString(), 1).get(0);
        javax.mail.internet.MimeMessage answer = program.reply(copy);
        answer.setText("An answer.");
        program.send(answer);
        jakarta.mail.internet.MimeMessage got = eventually(
                "the answer",
                () -> desk.received(customer).stream()
                        .filter(mail -> !CustomersIntegrationTest.isAutomatic(mail))
                        .findFirst());
        assertThat(desk.ticketOf(customer, 2).status()).isEqualTo(Status.WAITING);
        String bounceTo = got.getHeader("Return-Path")[0].replaceAll("[<>]", "");

        String report = "From: MAILER-DAEMON@away.test\r\nTo: <" + bounceTo + ">\r\nSubject: Undelivered Mail\r\n"
                + "Message-ID: <bounce-1@away.test>\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n"
                + "--b\r\nContent-Type: text/plain\r\n\r\nThe mailbox is full.\r\n"
                + "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; away.test\r\n\r\n"
                + "Final-Recipient: rfc822; gone@away.test\r\nAction: failed\r\nStatus: 5.2.2\r\n"
                + "Diagnostic-Code: smtp; 552 mailbox full\r\n\r\n--b--\r\n";
        try (SmtpClient client = new SmtpClient(desk.ports().smtp())) {
            assertThat(client.deliver("", List.of(bounceTo), report.getBytes(StandardCharsets.US_ASCII)))
                    .startsWith("250");
        }

        assertThat(desk.ticketOf(customer, 4).status()).isEqualTo(Status.OPEN);
        assertThat(program.waitForCopies("INBOX", ticket.number().toString(), 4))
                .anySatisfy(note -> assertThat(note.subject()).contains("mailbox full at away.test"));
    }

    private static void goesOn(String name) throws Exception {
        desk.deliver(
                name + "@goes.test", "support@acme.test", Letters.plain(name, name + "@goes.test", "Go on", "On.", ""));
        desk.ticketOf(name + "@goes.test", 1);
    }

    private static byte[] hostile(String kind, String sender) {
        String head =
                "From: <" + sender + ">\r\nTo: <support@acme.test>\r\nMessage-ID: <" + kind + "@hostile.test>\r\n";
        return switch (kind) {
            case "nested" -> nested(head, 20_000);
            case "headers" ->
                (head + "X-Long: " + "word \r\n ".repeat(600_000) + "\r\nSubject: long\r\n\r\nText.\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
            case "nul" -> (head + "Subject: nul \0 here\r\n\r\nA\0B\r\n").getBytes(StandardCharsets.US_ASCII);
            case "bare-cr" -> (head + "Subject: cr\r\n\r\none\rtwo\rthree\r\n").getBytes(StandardCharsets.US_ASCII);
            case "bare-lf" -> (head + "Subject: lf\n\none\ntwo\n").getBytes(StandardCharsets.US_ASCII);
            case "empty" -> new byte[0];
            default -> "no header at all\r\nonly text\r\n".getBytes(StandardCharsets.US_ASCII);
        };
    }

    private static byte[] nested(String head, int depth) {
        StringBuilder mail = new StringBuilder(head).append("Subject: deep\r\nMIME-Version: 1.0\r\n");
        for (int i = 0; i < depth; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=\"b")
                    .append(i)
                    .append("\"\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        return mail.append("Content-Type: text/plain\r\n\r\ndeep\r\n")
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }
}
