// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import javax.mail.BodyPart;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.config.Configuration;
import org.postroom.config.SampleConf;
import org.postroom.desk.Desk;
import org.postroom.desk.Language;
import org.postroom.message.EmailAddress;
import org.postroom.message.Headers;
import org.postroom.message.IncomingMail;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.Priority;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.SignedAddresses.Meaning;
import org.postroom.ticket.SignedAddresses.Target;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;

class AcknowledgementsTest {

    private static final Instant MONDAY_MORNING = Instant.parse("2026-11-23T09:12:30Z");
    private static final Instant SATURDAY_NIGHT = Instant.parse("2026-11-21T22:00:00Z");
    private static final SignedAddresses SIGNED = new SignedAddresses(
            List.of(new SignedAddresses.Key('a', "0123456789abcdef".getBytes(StandardCharsets.US_ASCII))));
    private static final EmailAddress SUPPORT = EmailAddress.of("support@acme.test");

    private static Configuration sample;

    @BeforeAll
    static void readSample() throws Exception {
        sample = Configuration.read(SampleConf.directory());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|Ivan Petrov|Double charge for order 1042",
                "ru|Иван Петров|Двойное списание за заказ 1042",
                "zh|李明|订单 1042 重复扣款",
                "de|Jürgen Müller|Doppelte Abbuchung für Bestellung 1042",
            })
    void acknowledgementShouldBeAsExpectedInEachLanguage(String language, String name, String subject)
            throws Exception {
        OutgoingMail mail = compose(ticket(language, name, subject), MONDAY_MORNING);

        String source = new String(mail.source(), StandardCharsets.US_ASCII);
        String shown = source.substring(0, source.indexOf("\r\n\r\n")) + "\n\n=== text\n" + textOf(mail) + "=== html\n"
                + htmlOf(mail);
        assertThat(shown.replace("\r\n", "\n")).isEqualTo(expected("acknowledgement." + language + ".expected.txt"));
    }

    @Test
    void acknowledgementShouldSayWhenDeskIsClosed() throws Exception {
        OutgoingMail mail = compose(ticket("en", "Ann", "Printer"), SATURDAY_NIGHT);

        assertThat(textOf(mail))
                .contains("Our office is closed at the moment.")
                .contains("by Monday, 23 November 2026, 13:00 (UTC+1).");
    }

    @Test
    void promiseShouldBeInLocalTimeWhenClocksChangeInBetween() throws Exception {
        OutgoingMail mail = compose(ticket("en", "Ann", "Printer"), Instant.parse("2026-10-23T14:30:00Z"));

        assertThat(textOf(mail)).contains("by Monday, 26 October 2026, 11:30 (UTC+1).");
    }

    @Test
    void promiseShouldPassHolidays() throws Exception {
        OutgoingMail mail = compose(ticket("de", "Ann", "Drucker"), Instant.parse("2026-12-24T15:00:00Z"));

        assertThat(textOf(mail)).contains("bis Montag, 28. Dezember 2026, 11:00 Uhr (UTC+1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "fr"})
    void languageShouldBeDesksFirstWhenDeskDoesNotHaveTheTickets(String language) throws Exception {
        OutgoingMail mail = compose(ticket(language, "Ann", "Imprimante"), MONDAY_MORNING);

        assertThat(textOf(mail)).startsWith("Hello Ann,");
        assertThat(read(mail).getHeader("Content-Language")).containsExactly("en");
    }

    @Test
    void acknowledgementShouldGreetWithoutNameAndSubjectWhenThereAreNone() throws Exception {
        OutgoingMail mail = compose(ticket("en", "", ""), MONDAY_MORNING);

        assertThat(textOf(mail)).startsWith("Hello,\r\n\r\nthank you for your mail. It has arrived");
        assertThat(read(mail).getSubject()).isEqualTo("[ACME-10429]");
        assertThat(read(mail).getHeader("To")).containsExactly("ann@example.com");
    }

    @Test
    void headersShouldThreadAndKeepRobotsQuiet() throws Exception {
        OutgoingMail outgoing = compose(ticket("en", "Ann", "Printer"), MONDAY_MORNING);
        MimeMessage mail = read(outgoing);

        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(mail.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
        assertThat(mail.getHeader("X-Postroom-Loop")).containsExactly("test-instance; hop=1");
        assertThat(mail.getHeader("In-Reply-To")).containsExactly("<m1@example.com>");
        assertThat(mail.getHeader("References")).containsExactly("<m0@example.com> <m1@example.com>");
        assertThat(mail.getHeader("From")).containsExactly("Acme Support <support@acme.test>");
        assertThat(mail.getMessageID()).isEqualTo("<fixed@acme.test>");
        assertThat(outgoing.messageId()).isEqualTo(new MessageId("fixed@acme.test"));
        assertThat(outgoing.onceKey()).isEqualTo("ack-1042");
        assertThat(outgoing.purpose()).isEqualTo(OutgoingMail.Purpose.ACKNOWLEDGEMENT);
        assertThat(outgoing.recipients()).containsExactly(EmailAddress.of("ann@example.com"));
    }

    @Test
    void replyToAndEnvelopeSenderShouldBeSigned() throws Exception {
        OutgoingMail outgoing = compose(ticket("en", "Ann", "Printer"), MONDAY_MORNING);

        String replyTo = read(outgoing).getReplyTo()[0].toString();
        EmailAddress signed = EmailAddress.of(replyTo.substring(replyTo.indexOf('<') + 1, replyTo.indexOf('>')));
        assertThat(replyTo).startsWith("\"Acme Support (ACME-10429)\" <support+1042-77-a.");
        assertThat(SIGNED.read(signed)).contains(new Meaning(SUPPORT, 1042, 77, Target.AUTHOR));
        assertThat(outgoing.envelopeSender().flatMap(SIGNED::read))
                .contains(new Meaning(SUPPORT, 1042, 77, Target.FAILURES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi\r\nBcc: victim@example.org",
                "Hi\nX: y\n\nbody",
                "Hi\r\n\r\n.\r\nMAIL FROM:<x@y>",
                "\u0000\u0001\u2028Bcc: x",
                "=?UTF-8?Q?Hi=0D=0ABcc:_victim@example.org?="
            })
    void hostileSubjectsAndNamesShouldAddNoHeaders(String hostile) throws Exception {
        MimeMessage mail = read(compose(ticket("en", hostile, hostile), MONDAY_MORNING));

        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("X")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getContent()).isInstanceOf(MimeMultipart.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Win at http://evil.example/x now",
                "Win at https:\\\\evil.example now",
                "Win www.evil.example now",
                "Win evil.com/offer now",
                "Win EVIL.COM now",
                "Win evil.com-offer now",
                "Win evil\u200b.\u200bcom now",
                "Win evil．com now",
                "Win пример.рф now",
                "请看evil.com谢谢 Win now",
                "Win xn--80ak6aa92e.xn--p1ai now",
                "Win 10.0.0.1/evil now",
                "Win me@evil.com now",
                "Win mailto:me now",
                "Win javascript:evil.com now"
            })
    void linksShouldNotBeEchoed(String hostile) throws Exception {
        OutgoingMail mail = compose(ticket("en", hostile, hostile), MONDAY_MORNING);

        assertThat(read(mail).getSubject()).contains("Win").contains("[…]").doesNotContainIgnoringCase("evil");
        assertThat(textOf(mail))
                .startsWith("Hello,")
                .doesNotContainIgnoringCase("evil")
                .doesNotContain("рф", "xn--");
        assertThat(htmlOf(mail)).doesNotContainIgnoringCase("evil").doesNotContain("рф", "xn--");
        assertThat(read(mail).getHeader("To")[0]).isEqualTo("ann@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Order 10.50 EUR, z.B. no. 3",
                "Re: Frage... und Antwort",
                "Приложение v2.5 не работает",
                "您好。请问价格？"
            })
    void usualTextShouldBeEchoedAsItIs(String subject) throws Exception {
        OutgoingMail mail = compose(ticket("en", "Dr. O'Neil, Ann", subject), MONDAY_MORNING);

        String normalized = subject.replace('？', '?');
        assertThat(read(mail).getSubject()).isEqualTo("[ACME-10429] " + normalized);
        assertThat(textOf(mail)).contains("\"" + normalized + "\"").startsWith("Hello Dr. O'Neil, Ann,");
    }

    @Test
    void markupShouldBeEscapedInHtmlOnly() throws Exception {
        String hostile = "<img src=x onerror=alert(1)> & \"{{number}}\"";
        OutgoingMail mail = compose(ticket("en", "<b>Ann</b>", hostile), MONDAY_MORNING);

        assertThat(textOf(mail)).contains(hostile).startsWith("Hello <b>Ann</b>,");
        assertThat(htmlOf(mail))
                .contains("&lt;img src&#61;x onerror&#61;alert(1)&gt; &amp; &quot;{{number}}&quot;")
                .contains("Hello &lt;b&gt;Ann&lt;/b&gt;,")
                .doesNotContain("<img");
    }

    @Test
    void longSubjectsAndNamesShouldBeCut() throws Exception {
        OutgoingMail mail = compose(ticket("en", "😀".repeat(10_000), "Ы".repeat(10_000)), MONDAY_MORNING);

        assertThat(read(mail).getSubject()).isEqualTo("[ACME-10429] " + "Ы".repeat(149) + "…");
        assertThat(textOf(mail)).startsWith("Hello " + "😀".repeat(59) + "…,");
        assertThat(mail.source()).hasSizeLessThan(12_000);
    }

    @Test
    void marksThatTurnTextRoundShouldBeDropped() throws Exception {
        OutgoingMail mail = compose(ticket("en", "\u202eevil\u202c", "\u2067שלום\u2069 \u202egpj.exe"), MONDAY_MORNING);

        assertThat(textOf(mail)).doesNotContain("\u202e", "\u2067", "\u2069").contains("שלום");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru", "zh", "de"})
    void sourceShouldBeSevenBitsInShortLines(String language) {
        String hostile = "Ж€😀 ".repeat(60);
        byte[] source =
                compose(ticket(language, hostile, hostile), MONDAY_MORNING).source();

        for (int i = 0; i < source.length; i++) {
            assertThat(source[i]).isGreaterThan((byte) 0);
            assertThat(source[i] == '\n').isEqualTo(i > 0 && source[i - 1] == '\r');
        }
        assertThat(new String(source, StandardCharsets.US_ASCII).split("\r\n", -1))
                .allMatch(line -> line.length() <= 76);
    }

    @Test
    void referencesShouldBeBounded() throws Exception {
        List<MessageId> many = IntStream.range(0, 500)
                .mapToObj(i -> new MessageId("r" + i + "@example.com"))
                .toList();
        OutgoingMail mail = acknowledgements(MONDAY_MORNING)
                .compose(desk(), ticket("en", "Ann", "Printer"), opening(MONDAY_MORNING), mail(many));

        assertThat(MessageId.parseAll(read(mail).getHeader("References", " ")))
                .hasSize(20)
                .startsWith(new MessageId("r0@example.com"))
                .endsWith(new MessageId("r499@example.com"), new MessageId("m1@example.com"));
    }

    private static Desk desk() {
        return sample.helpDesk().desks().get(0);
    }

    private static Acknowledgements acknowledgements(Instant now) {
        return new Acknowledgements(
                sample::acknowledgement,
                SIGNED,
                new InstanceId("test-instance"),
                domain -> new MessageId("fixed@" + domain),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static OutgoingMail compose(Ticket ticket, Instant now) {
        return acknowledgements(now)
                .compose(desk(), ticket, opening(now), mail(List.of(new MessageId("m0@example.com"))));
    }

    private static Ticket ticket(String language, String name, String subject) {
        return new Ticket(
                new TicketNumber("ACME", 1042),
                desk().id(),
                SUPPORT,
                Status.NEW,
                Optional.empty(),
                Priority.NORMAL,
                new Language(language),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                new NamedAddress(name, EmailAddress.of("ann@example.com")),
                subject,
                1,
                MONDAY_MORNING,
                MONDAY_MORNING,
                1);
    }

    private static Message opening(Instant at) {
        return new Message(
                77,
                1042,
                1,
                MessageKind.CUSTOMER,
                Audience.PUBLIC,
                Optional.of(new MessageId("m1@example.com")),
                Optional.empty(),
                "",
                Language.UNKNOWN,
                at,
                1000,
                false,
                false);
    }

    private static IncomingMail mail(List<MessageId> references) {
        return new IncomingMail(
                new Headers(List.of()),
                Optional.of(new MessageId("m1@example.com")),
                List.of(),
                references,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                "",
                Optional.empty(),
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    private static MimeMessage read(OutgoingMail mail) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail.source()));
    }

    private static String textOf(OutgoingMail mail) throws Exception {
        return part(mail, 0);
    }

    private static String htmlOf(OutgoingMail mail) throws Exception {
        return part(mail, 1);
    }

    private static String part(OutgoingMail mail, int index) throws Exception {
        BodyPart part = ((MimeMultipart) read(mail).getContent()).getBodyPart(index);
        return (String) part.getContent();
    }

    private static String expected(String file) throws Exception {
        return Files.readString(Path.of("src/test/resources/reply", file));
    }
}
