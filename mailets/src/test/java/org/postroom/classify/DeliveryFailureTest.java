// SPDX-License-Identifier: Apache-2.0
package org.postroom.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;

class DeliveryFailureTest {

    private static final String REPORT = """
            From: Mail Delivery System <MAILER-DAEMON@mx.acme.test>
            To: support+7-8-f.a0123456789abcdef@acme.test
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b

            This is the mail system at host mx.acme.test.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.acme.test

            Final-Recipient: rfc822; boris@customer.test
            Original-Recipient: rfc822;boris@kunde.test
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 <boris@customer.test>:
                no such mailbox

            Final-Recipient: rfc822; wei@customer.test
            Action: delayed
            Status: 4.4.1

            Final-Recipient: rfc822; ann@customer.test
            Action: delivered
            Status: 2.0.0
            --b
            Content-Type: message/rfc822

            From: support@acme.test
            Message-ID: <outgoing-1@acme.test>
            Subject: [ACME-10427] Printer

            Text
            --b--
            """;

    private static Optional<DeliveryFailure> read(String source, String envelope) {
        return DeliveryFailure.read(source.getBytes(StandardCharsets.UTF_8), Mails.from(envelope));
    }

    @Test
    void notificationOfAmazonShouldBeReadAlsoWhereItIsAStringInJsonAndBroken() {
        String json = "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Transient\",\"bouncedRecipients\":"
                + "[{\"emailAddress\":\"boris@kun!\n de.test\",\"action\":\"failed\",\"status\":\"4.2.2\","
                + "\"diagnosticCode\":\"smtp; 452 4.2.2 full\"}]},\"mail\":{\"commonHeaders\":"
                + "{\"messageId\":\"<outgoing-1@acme.test>\"}}}";
        String head = "From: no-reply@sns.amazonaws.com\nx-amz-sns-message-id: 1\n\n";
        for (String text : new String[] {json, "{\"Message\" : \"" + json.replace("\"", "\\\"") + "\"}"}) {
            assertThat(read(head + text, "sns@amazonses.com")).hasValueSatisfying(failure -> {
                assertThat(failure.permanent()).isFalse();
                assertThat(failure.recipients())
                        .containsExactly(new FailedRecipient(
                                EmailAddress.of("boris@kunde.test"),
                                false,
                                Optional.of("4.2.2"),
                                "smtp; 452 4.2.2 full"));
                assertThat(failure.originals()).containsExactly(new MessageId("outgoing-1@acme.test"));
            });
        }
        assertThat(read("From: ann@customer.test\n\n" + json, "ann@customer.test"))
                .isEmpty();
        assertThat(read(head + json.replace("Bounce", "Delivery"), "sns@amazonses.com"))
                .isEmpty();
    }

    @Test
    void reportThatNamesNobodyShouldMeanTheOneWhomTheReturnedMailWasWrittenTo() {
        String report = """
                Return-Path: <>
                From: MAILER-DAEMON@mx.acme.test
                Subject: Undelivered Mail Returned to Sender
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b

                Your message could not be delivered.
                --b
                Content-Type: message/rfc822

                From: support@acme.test
                To: boris@kunde.test
                Message-ID: <outgoing-1@acme.test>

                Text
                --b--
                """;
        assertThat(read(report, ""))
                .hasValueSatisfying(failure -> assertThat(failure.recipients())
                        .extracting(FailedRecipient::address)
                        .containsExactly(EmailAddress.of("boris@kunde.test")));
        assertThat(read(report.replace("To: boris", "To: ann@kunde.test, boris"), ""))
                .hasValueSatisfying(failure -> assertThat(failure.recipients()).isEmpty());
    }

    @Test
    void standardReportShouldBeReadWithAllItSays() {
        assertThat(read(REPORT, "")).hasValueSatisfying(failure -> {
            assertThat(failure.permanent()).isTrue();
            assertThat(failure.originals()).containsExactly(new MessageId("outgoing-1@acme.test"));
            assertThat(failure.recipients())
                    .containsExactly(
                            new FailedRecipient(
                                    EmailAddress.of("boris@kunde.test"),
                                    true,
                                    Optional.of("5.1.1"),
                                    "smtp; 550 5.1.1 <boris@customer.test>: no such mailbox"),
                            new FailedRecipient(EmailAddress.of("wei@customer.test"), false, Optional.of("4.4.1"), ""));
        });
    }

    @Test
    void delayShouldBeNoPermanentFailure() {
        String delayed = REPORT.replace("Action: failed\nStatus: 5.1.1", "Action: delayed\nStatus: 4.2.2");
        assertThat(read(delayed, "")).hasValueSatisfying(failure -> {
            assertThat(failure.permanent()).isFalse();
            assertThat(failure.recipients()).noneMatch(FailedRecipient::permanent);
        });
    }

    @Test
    void reportWithoutItsBoundaryShouldBeRead() {
        assertThat(read(REPORT.replace("; boundary=\"b\"", ""), ""))
                .hasValueSatisfying(failure -> assertThat(failure.recipients()).hasSize(2));
    }

    @Test
    void forwardOfAReportByAPersonShouldBeNoFailure() {
        String forwarded = """
                From: Ann <ann@customer.test>
                To: support@acme.test
                Subject: Fwd: Undelivered Mail Returned to Sender
                Content-Type: multipart/mixed; boundary="outer"

                --outer

                What does this mean? I could not be delivered something.
                --outer
                Content-Type: message/rfc822

                """ + REPORT + "--outer--\n";
        assertThat(read(forwarded, "ann@customer.test")).isEmpty();
    }

    @Test
    void personWhoQuotesAFailureShouldStayAPerson() {
        String asked = """
                From: Ann <ann@customer.test>
                To: support@acme.test
                Subject: Re: Mail delivery failed

                Hello, what is this? I wrote to boris@customer.test and got:

                > This message was created automatically by mail delivery software.
                > A message that you sent could not be delivered to one or more of its recipients.
                >   boris@customer.test
                >     550 unknown user
                """;
        assertThat(read(asked, "ann@customer.test")).isEmpty();
    }

    @Test
    void failureToldInWordsShouldBeReadInFourLanguages() {
        assertThat(told("Undeliverable: your mail", "Your message could not be delivered to:"))
                .isTrue();
        assertThat(told("Unzustellbar: Ihre Nachricht", "Ihre Nachricht konnte nicht zugestellt werden:"))
                .isTrue();
        assertThat(told("Недоставленное сообщение", "Ваше письмо не удалось доставить по адресу:"))
                .isTrue();
        assertThat(told("系统退信", "您的邮件无法投递到以下收件人：")).isTrue();
    }

    private static boolean told(String subject, String phrase) {
        String source = "From: postmaster@mx.customer.test\nTo: support@acme.test\nSubject: " + subject
                + "\nContent-Type: text/plain; charset=utf-8\n\n" + phrase
                + "\n\n  boris@customer.test\n    550 5.1.1 no such user\n";
        return read(source, "")
                .filter(failure -> failure.recipients().size() == 1
                        && failure.recipients().get(0).address().equals(EmailAddress.of("boris@customer.test"))
                        && failure.recipients().get(0).status().equals(Optional.of("5.1.1")))
                .isPresent();
    }

    @Test
    void headerOfEximShouldNameTheRecipients() {
        String exim = """
                From: Mail Delivery System <Mailer-Daemon@mx.acme.test>
                To: support@acme.test
                X-Failed-Recipients: boris@customer.test,
                  wei@customer.test
                Subject: Mail delivery failed: returning message to sender

                A message that you sent could not be delivered.

                ------ This is a copy of the message, including all the headers. ------

                Message-ID: <outgoing-2@acme.test>
                """;
        assertThat(read(exim, "")).hasValueSatisfying(failure -> {
            assertThat(failure.recipients())
                    .extracting(one -> one.address().asString())
                    .containsExactly("boris@customer.test", "wei@customer.test");
            assertThat(failure.originals()).containsExactly(new MessageId("outgoing-2@acme.test"));
        });
    }

    @Test
    void vacationWithNullSenderShouldBeNoFailure() {
        String vacation = """
                From: Ann <ann@customer.test>
                To: support@acme.test
                Subject: Automatic reply: Your ticket

                I am away until Monday. For urgent matters write to boris@customer.test.
                """;
        assertThat(read(vacation, "")).isEmpty();
    }
}
