// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.search.TicketIndex;
import org.postroom.ticket.Archive;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;

@ExtendWith(SharedHelpDesk.class)
class CustomersIntegrationTest {

    private static RunningHelpDesk desk;

    @BeforeAll
    static void start(RunningHelpDesk shared) {
        desk = shared;
    }

    @ParameterizedTest
    @CsvSource({
        "en, UTF-8, 'The invoice of last month is wrong', 'Please check the invoice, we were charged twice for one order.', billing",
        "ru, KOI8-R, 'Не могу войти в кабинет', 'Здравствуйте! После обновления не могу войти, пароль не подходит, помогите пожалуйста.', technical",
        "ru, windows-1251, 'Прошу вернуть деньги', 'Добрый день! Прошу оформить возврат денег за отменённую подписку.', billing",
        "zh, GB2312, '上个月的发票有错误', '您好，上个月的发票金额有错误，请帮忙核对并退款给我们公司。', billing",
        "zh, Big5, '無法登入帳戶', '您好，我無法登入我的帳戶，系統一直顯示錯誤，請儘快協助處理。', -",
        "de, ISO-8859-1, 'Rückfrage zur Rechnung', 'Guten Tag, auf unserer Rechnung fehlt die Bestellnummer, bitte prüfen Sie das für uns.', billing",
    })
    void mailShouldBecomeATicketInAnAgentsInboxAndBeAcknowledged(
            String language, String charset, String subject, String text, String category) throws Exception {
        String customer = "customer@" + language + "-" + charset.toLowerCase(Locale.ROOT) + ".test";
        byte[] source = Letters.text("first-" + charset, customer, "support@acme.test", subject, charset, text);

        desk.deliver(customer, "support@acme.test", source);

        Ticket ticket = desk.ticketOf(customer, 1);
        assertThat(ticket.language().tag()).isEqualTo(language);
        assertThat(ticket.subject()).isEqualTo(subject);
        if (!category.equals("-")) {
            assertThat(ticket.category()).hasValue(category);
        }
        AgentsProgram.Seen copy = desk.agent(ticket.agent().orElseThrow().asString())
                .waitForCopies("INBOX", ticket.number().toString(), 1)
                .get(0);
        assertThat(copy.subject()).isEqualTo(ticket.number().stamp() + " " + subject);
        assertThat(copy.header("From")).contains(customer);
        assertThat(copy.header("Reply-To")).contains("support+").contains("@acme.test");
        assertThat(bodyOf(copy.source())).isEqualTo(bodyOf(source));
        MimeMessage acknowledgement = acknowledgementOf(customer);
        assertThat(acknowledgement.getSubject())
                .contains(ticket.number().stamp())
                .contains(subject);
        assertThat(acknowledgement.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(acknowledgement.getHeader("In-Reply-To")[0]).isEqualTo("<first-" + charset + "@customers.test>");
        assertThat(acknowledgement.getHeader("Content-Language")).containsExactly(language);
        assertThat(foundBy("number:" + ticket.number()))
                .contains(ticket.number().toString());
    }

    @Test
    void sameMailTwiceShouldBeOneMessageAndOneAcknowledgement() throws Exception {
        byte[] source = Letters.plain("twice", "twice@repeat.test", "Printer", "It does not print any more.", "");

        desk.deliver("twice@repeat.test", "support@acme.test", source);
        desk.ticketOf("twice@repeat.test", 1);
        desk.deliver("twice@repeat.test", "support@acme.test", source);
        desk.deliver(
                "after@repeat.test",
                "support@acme.test",
                Letters.plain("after-twice", "after@repeat.test", "x", "y", ""));
        desk.ticketOf("after@repeat.test", 1);

        assertThat(desk.ticketsOf("twice@repeat.test"))
                .singleElement()
                .satisfies(t -> assertThat(t.messages()).isOne());
        acknowledgementOf("after@repeat.test");
        assertThat(desk.received("twice@repeat.test")).hasSize(1);
    }

    @Test
    void mailToTwoDesksShouldBeOneTicketAtEachAndLinked() throws Exception {
        byte[] source = Letters.plain("two-desks", "both@two.test", "Two desks", "To both of you.", "");

        desk.deliver("both@two.test", List.of("support@acme.test", "sales@acme.test"), source);

        List<Ticket> tickets = eventually(
                "two tickets",
                () -> Optional.of(desk.ticketsOf("both@two.test")).filter(found -> found.size() == 2));
        assertThat(tickets).extracting(t -> t.desk().value()).containsExactlyInAnyOrder("support", "sales");
        eventually(
                "both linked",
                () -> tickets.stream()
                                .allMatch(t -> events(t).stream()
                                        .anyMatch(e -> e.event().type() == EventType.LINKED))
                        ? Optional.of(true)
                        : Optional.empty());
    }

    @Test
    void mailToADeskAndAPrivateAddressShouldReachBoth() throws Exception {
        byte[] source = Letters.plain("private", "mixed@mixed.test", "Desk and lead", "For both.", "");

        desk.deliver("mixed@mixed.test", List.of("support@acme.test", "lead@acme.test"), source);

        desk.ticketOf("mixed@mixed.test", 1);
        eventually(
                "the lead's own mail",
                () -> desk.agent("lead@acme.test").folder("INBOX").stream()
                        .filter(seen -> seen.subject().equals("Desk and lead"))
                        .findFirst());
    }

    @Test
    void robotsShouldBeFiledAndNeverAnswered() throws Exception {
        desk.deliver(
                "robot@robots.test",
                "support@acme.test",
                Letters.plain(
                        "robot",
                        "robot@robots.test",
                        "Out of office",
                        "I am away.",
                        "Auto-Submitted: auto-replied; owner-email=\"a@b\"\r\n"));
        desk.deliver(
                "list@robots.test",
                "support@acme.test",
                Letters.plain(
                        "list",
                        "list@robots.test",
                        "Newsletter",
                        "News.",
                        "List-Id: <news.robots.test>\r\nPrecedence: bulk\r\n"));

        Ticket robot = desk.ticketOf("robot@robots.test", 1);
        Ticket list = desk.ticketOf("list@robots.test", 1);

        assertThat(desk.messages(robot).get(0).kind()).isEqualTo(MessageKind.AUTO_REPLY);
        assertThat(desk.messages(list).get(0).kind()).isEqualTo(MessageKind.BULK);
        for (Ticket ticket : List.of(robot, list)) {
            assertThat(events(ticket)).noneMatch(e -> e.event().type() == EventType.ACKNOWLEDGED);
        }
        assertThat(desk.receivedAt("robots.test")).isZero();
    }

    @Test
    void strangerWithANumberShouldGetATicketOfTheirOwn() throws Exception {
        desk.deliver(
                "owner@numbers.test",
                "support@acme.test",
                Letters.plain("owner", "owner@numbers.test", "Mine", "Mine.", ""));
        Ticket owned = desk.ticketOf("owner@numbers.test", 1);

        desk.deliver(
                "stranger@numbers.test",
                "support@acme.test",
                Letters.plain(
                        "stranger",
                        "stranger@numbers.test",
                        "Re: " + owned.number().stamp() + " Mine",
                        "Let me in.",
                        ""));
        desk.deliver(
                "owner@numbers.test",
                "support@acme.test",
                Letters.plain(
                        "owner-2", "owner@numbers.test", "AW: " + owned.number().stamp() + " Mine", "Any news?", ""));

        assertThat(desk.ticketOf("stranger@numbers.test", 1).number()).isNotEqualTo(owned.number());
        assertThat(desk.ticketOf("owner@numbers.test", 3).number()).isEqualTo(owned.number());
    }

    @Test
    void archiveShouldHaveTheBytesReceivedAlsoAfterSplits() throws Exception {
        byte[] source = ("From: Ö <raw@raw.test>\r\nTo: support@acme.test\r\nSubject: Grüße, Привет, 你好 (raw)\r\n"
                        + "Message-ID: <raw@customers.test>\r\n\r\nRaw 8-bit header.\r\n")
                .getBytes(StandardCharsets.UTF_8);

        desk.deliver("raw@raw.test", List.of("support@acme.test", "sales@acme.test", "lead@acme.test"), source);

        List<Ticket> tickets = eventually(
                "two tickets", () -> Optional.of(desk.ticketsOf("raw@raw.test")).filter(found -> found.size() == 2));
        for (Ticket ticket : tickets) {
            byte[] archived = desk.get(Archive.class)
                    .source(desk.messages(ticket).get(0).id())
                    .orElseThrow();
            assertThat(endsWith(archived, source)).isTrue();
            assertThat(ticket.subject()).isEqualTo("Grüße, Привет, 你好 (raw)");
        }
    }

    @Test
    void forgedSignedAddressShouldBeRefusedAtTheDoor() throws Exception {
        try (SmtpClient client = new SmtpClient(desk.ports().smtp())) {
            String reply = client.deliver(
                    "forger@forge.test",
                    List.of("support+1000-1-a.a0123456789abcdef@acme.test"),
                    Letters.plain("forged", "forger@forge.test", "x", "y", ""));
            assertThat(reply).startsWith("550");
        }
        assertThat(desk.ticketsOf("forger@forge.test")).isEmpty();
    }

    static MimeMessage acknowledgementOf(String customer) {
        return eventually(
                "the acknowledgement of " + customer,
                () -> desk.received(customer).stream().findFirst());
    }

    static boolean isAutomatic(MimeMessage mail) {
        try {
            return Optional.ofNullable(mail.getHeader("Auto-Submitted")).isPresent();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Event> events(Ticket ticket) {
        return desk.get(Tickets.class).events(ticket.number(), Viewer.ADMIN);
    }

    private static List<String> foundBy(String query) {
        return eventually(
                "a hit for " + query,
                () -> Optional.of(desk.get(TicketIndex.class).search(query, Optional.empty(), Viewer.ADMIN, 10).stream()
                                .map(hit -> hit.number().toString())
                                .toList())
                        .filter(hits -> !hits.isEmpty()));
    }

    private static String bodyOf(byte[] source) {
        String text = new String(source, StandardCharsets.ISO_8859_1);
        return text.substring(text.indexOf("\r\n\r\n")).stripTrailing();
    }

    private static boolean endsWith(byte[] whole, byte[] end) {
        byte[] tail = Arrays.copyOfRange(whole, whole.length - end.length, whole.length);
        byte[] tailWithBreak = Arrays.copyOfRange(whole, Math.max(0, whole.length - end.length - 2), whole.length - 2);
        return Arrays.equals(tail, end) || Arrays.equals(tailWithBreak, end);
    }
}
