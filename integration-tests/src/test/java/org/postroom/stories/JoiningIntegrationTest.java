// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.stories.RunningHelpDesk.eventually;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.EventType;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;

/** Any reply finds its ticket, and nobody else's mail lands in it. */
@ExtendWith(SharedHelpDesk.class)
class JoiningIntegrationTest {

    private static RunningHelpDesk desk;

    @BeforeAll
    static void start(RunningHelpDesk shared) {
        desk = shared;
    }

    @ParameterizedTest
    @CsvSource({
        "en, UTF-8, 'The printer does not print since yesterday', 'Please help, the printer in our office does not print any more.', 'Re: '",
        "ru, KOI8-R, 'Принтер не печатает со вчерашнего дня', 'Здравствуйте, помогите пожалуйста, принтер в офисе больше не печатает.', 'Отв: '",
        "zh, GB18030, '打印机从昨天开始不工作', '您好，我们办公室的打印机从昨天开始不能打印，请帮忙处理。', '答复：'",
        "de, ISO-8859-1, 'Der Drucker druckt seit gestern nicht', 'Guten Tag, der Drucker im Büro druckt nicht mehr, bitte helfen Sie uns.', 'AW: '"
    })
    void strangerWithAGuessedNumberShouldGetATicketOfTheirOwnAndTheAgentIsTold(
            String language, String charset, String subject, String text, String prefix) throws Exception {
        String owner = "owner@" + language + ".guess.test";
        String stranger = "stranger@" + language + ".guess.test";
        desk.deliver(
                owner,
                "support@acme.test",
                Letters.text("o-" + language, owner, "support@acme.test", subject, charset, text));
        Ticket owned = desk.ticketOf(owner, 1);

        String guessed = prefix + owned.number().stamp() + " " + subject;
        desk.deliver(
                stranger,
                "support@acme.test",
                Letters.text("s-" + language, stranger, "support@acme.test", guessed, charset, text));

        Ticket own = desk.ticketOf(stranger, 1);
        assertThat(own.number()).isNotEqualTo(owned.number());
        assertThat(types(own)).contains(EventType.LINKED);
        assertThat(types(owned)).contains(EventType.LINKED, EventType.NAMED_BY_STRANGER);
        AgentsProgram.Seen note = note(desk.ticketOf(owner, 2), 2);
        assertThat(text(note)).contains(stranger).contains(own.number().toString());
        assertThat(note.flags().contains(javax.mail.Flags.Flag.SEEN)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"en, 'Re: Meeting room'", "ru, 'Отв: Переговорная'", "zh, '回复：会议室'", "de, 'AW: Besprechungsraum'"})
    void colleagueInCcWhoAnswersTheOriginalShouldJoinAndNobodyIsAcknowledgedTwice(String language, String answer)
            throws Exception {
        String first = "a@" + language + ".cc.test";
        String second = "b@" + language + ".cc.test";
        String subject = answer.replaceFirst("^[^:：]+[:：]\\s*", "");
        byte[] mail = Letters.text(
                "cc-" + language, first, "support@acme.test", subject, "UTF-8", "Hello", "Cc: <" + second + ">\r\n");
        byte[] reply = Letters.text(
                "cc-2-" + language,
                second,
                "support@acme.test",
                answer,
                "UTF-8",
                "Me too",
                "In-Reply-To: <cc-" + language + "@customers.test>\r\n");

        desk.deliver(first, "support@acme.test", mail);
        desk.deliver(second, "support@acme.test", reply);

        Ticket ticket = desk.ticketOf(first, 2);
        assertThat(desk.ticketsOf(second)).isEmpty();
        assertThat(participants(ticket)).contains(first, second);
        acknowledgementOf(first);
        assertThat(desk.received(second)).isEmpty();
    }

    @Test
    void personToWhomOurMailWasForwardedShouldJoinAndTheAgentSeesThatTheyAreNew() throws Exception {
        Ticket ticket = opened("vera@forward.test", "Vertrag", "");
        String replyTo = replyTo("vera@forward.test");

        desk.deliver(
                "egon@elsewhere.test",
                replyTo,
                Letters.plain("forwarded", "egon@elsewhere.test", "WG: Vertrag", "I am her boss.", ""));

        Ticket after = desk.ticketOf("vera@forward.test", 3);
        assertThat(participants(after)).contains("egon@elsewhere.test");
        assertThat(text(note(after, 3))).contains("egon@elsewhere.test");
        assertThat(desk.ticketsOf("egon@elsewhere.test")).isEmpty();
        assertThat(ticket.number()).isEqualTo(after.number());
    }

    @Test
    void addressOutOfTheAddressBookShouldOpenALinkedTicket() throws Exception {
        Ticket ticket = opened("book@address.test", "Printer", "");
        String replyTo = replyTo("book@address.test");

        desk.deliver(
                "book@address.test",
                replyTo,
                Letters.text("book-2", "book@address.test", replyTo, "Вопрос по счёту", "UTF-8", "Здравствуйте!"));

        List<Ticket> both = eventually(
                "two tickets",
                () -> Optional.of(desk.ticketsOf("book@address.test")).filter(found -> found.size() == 2));
        assertThat(both).allMatch(each -> types(each).contains(EventType.LINKED));
        assertThat(both).anyMatch(each -> each.number().equals(ticket.number()));
    }

    @Test
    void replyShouldJoinWhateverItsReferencesLookLike() throws Exception {
        Ticket ticket = opened("refs@refs.test", "Broken references", "");
        MimeMessage acknowledgement = acknowledgementOf("refs@refs.test");
        String ours = acknowledgement.getHeader("Message-ID")[0];
        String cut = ours.substring(0, ours.length() / 2);
        List<String> headers = List.of(
                "References: <x@y>\r\n  garbage, \"quoted\" <<>> " + cut + "\r\n\t" + ours + "\r\n",
                "References: <story-refs@refs.test@customers.test> <loop-2@customers.test>\r\n",
                "In-Reply-To: message of Friday from refs@refs.test " + ours + "\r\n",
                "References: " + "<old@far.test> ".repeat(2000) + ours + "\r\n");
        for (int i = 0; i < headers.size(); i++) {
            desk.deliver(
                    "refs@refs.test",
                    "support@acme.test",
                    Letters.plain("loop-" + (i + 1), "refs@refs.test", "Other " + i, "Text " + i, headers.get(i)));
            assertThat(desk.ticketOf("refs@refs.test", i + 2).number()).isEqualTo(ticket.number());
        }
    }

    @Test
    void replyShouldJoinThoughTheProviderRewroteAllMessageIds() throws Exception {
        Ticket ticket = opened("rewrite@provider.test", "发票问题", "");
        String replyTo = replyTo("rewrite@provider.test");
        String rewritten =
                "In-Reply-To: <1234@rewritten.provider.test>\r\nReferences: <1234@rewritten.provider.test>\r\n";

        desk.deliver(
                "rewrite@provider.test",
                replyTo,
                Letters.text(
                        "rw-2",
                        "rewrite@provider.test",
                        replyTo,
                        "回复：" + ticket.number().stamp() + " 发票问题",
                        "GBK",
                        "谢谢",
                        rewritten));
        assertThat(desk.ticketOf("rewrite@provider.test", 2).number()).isEqualTo(ticket.number());
        desk.deliver(
                "rewrite@provider.test",
                "support@acme.test",
                Letters.text(
                        "rw-3",
                        "rewrite@provider.test",
                        "support@acme.test",
                        "回复：" + ticket.number().stamp() + " 发票问题",
                        "GBK",
                        "还有一个问题",
                        rewritten));
        assertThat(desk.ticketOf("rewrite@provider.test", 3).number()).isEqualTo(ticket.number());
    }

    @Test
    void replyAllToAMailToTwoDesksShouldReachEachOnce() throws Exception {
        List<String> both = List.of("support@acme.test", "sales@acme.test");
        desk.deliver("duo@two.test", both, Letters.plain("duo", "duo@two.test", "For both of you", "Hello", ""));
        List<Ticket> tickets = eventually(
                "two tickets", () -> Optional.of(desk.ticketsOf("duo@two.test")).filter(t -> t.size() == 2));
        tickets.forEach(ticket -> assertThat(eventually(
                        "the link", () -> Optional.of(types(ticket)).filter(all -> all.contains(EventType.LINKED))))
                .isNotEmpty());

        desk.deliver(
                "duo@two.test",
                both,
                Letters.plain(
                        "duo-2",
                        "duo@two.test",
                        "Re: For both of you",
                        "And this",
                        "In-Reply-To: <duo@customers.test>\r\n"));

        eventually(
                "one message more at each",
                () -> Optional.of(desk.ticketsOf("duo@two.test"))
                        .filter(t -> t.size() == 2 && t.stream().allMatch(each -> each.messages() == 2)));
    }

    @Test
    void mailThatAListRewroteShouldBeOneMessageAndAVariant() throws Exception {
        String footer = "\n-- \nPrinters mailing list";
        desk.deliver(
                "poster@list.test",
                "support@acme.test",
                Letters.plain("listed", "poster@list.test", "Printers", "My printer burns.", ""));
        Ticket ticket = desk.ticketOf("poster@list.test", 1);
        desk.deliver(
                "printers-bounces@list.test",
                "support@acme.test",
                Letters.plain(
                        "listed",
                        "poster@list.test",
                        "[printers] Printers",
                        "My printer burns." + footer,
                        "List-Id: <printers.list.test>\r\n"));

        eventually(
                "the variant",
                () -> Optional.of(types(ticket)).filter(types -> types.contains(EventType.VARIANT_ADDED)));

        assertThat(desk.ticketOf("poster@list.test", 1).number()).isEqualTo(ticket.number());
        acknowledgementOf("poster@list.test");
        assertThat(desk.received("poster@list.test")).hasSize(1);
    }

    @Test
    void mailInAnAgentsNameWithoutLoginShouldReachNobodyAndTheAgentIsAsked() throws Exception {
        opened("victim@spoof.test", "Payment", "");
        String replyTo = replyTo("victim@spoof.test");

        desk.deliver(
                "agent2@acme.test",
                replyTo,
                Letters.plain("spoofed", "agent2@acme.test", "Re: Payment", "#close\n\nPay to this account.", ""));

        Ticket after = desk.ticketOf("victim@spoof.test", 3);
        assertThat(types(after)).contains(EventType.UNVERIFIED).doesNotContain(EventType.REPLIED);
        assertThat(after.status().isWork()).isTrue();
        eventually(
                "the question to the agent",
                () -> desk.agent("agent2@acme.test").folder("INBOX").stream()
                        .filter(seen -> seen.header("X-Postroom-Ticket").isEmpty()
                                && seen.subject().contains(after.number().toString()))
                        .findFirst());
        assertThat(desk.received("victim@spoof.test")).allMatch(CustomersIntegrationTest::isAutomatic);
        assertThat(participants(after)).doesNotContain("agent2@acme.test");
    }

    @Test
    void mailForAMergedTicketShouldLandInTheOther() throws Exception {
        Ticket from = opened("merged@merge.test", "Drucker kaputt", "");
        Ticket into = opened("kept@merge.test", "Drucker im Flur", "");
        String replyTo = replyTo("merged@merge.test");
        desk.get(Tickets.class)
                .inTransaction(tx -> tx.merge(from.id(), into.id(), "agent1@acme.test", from.openedAt()));

        desk.deliver(
                "merged@merge.test",
                replyTo,
                Letters.plain("merged-2", "merged@merge.test", "AW: Drucker kaputt", "Any news?", ""));

        Ticket after = desk.ticketOf("kept@merge.test", 3);
        assertThat(after.number()).isEqualTo(into.number());
        desk.agent(after.agent().orElseThrow().asString())
                .waitForCopies("INBOX", into.number().toString(), 3);
    }

    private static Ticket opened(String customer, String subject, String headers) throws Exception {
        desk.deliver(
                customer,
                "support@acme.test",
                Letters.text(
                        "story-" + customer, customer, "support@acme.test", subject, "UTF-8", "A question.", headers));
        return desk.ticketOf(customer, 1);
    }

    private static MimeMessage acknowledgementOf(String customer) {
        return eventually(
                "the acknowledgement of " + customer,
                () -> desk.received(customer).stream().findFirst());
    }

    private static String replyTo(String customer) throws Exception {
        return ((InternetAddress) acknowledgementOf(customer).getReplyTo()[0]).getAddress();
    }

    /** The newest note of ours in the INBOX of the agent who has a ticket with so many messages. */
    private static AgentsProgram.Seen note(Ticket ticket, int messages) {
        assertThat(desk.messages(ticket)).anyMatch(message -> message.kind() == MessageKind.SYSTEM);
        return desk
                .agent(ticket.agent().orElseThrow().asString())
                .waitForCopies("INBOX", ticket.number().toString(), messages)
                .stream()
                .filter(copy -> copy.header("From").contains("Postroom"))
                .findFirst()
                .orElseThrow();
    }

    private static String text(AgentsProgram.Seen seen) throws Exception {
        return seen.message().getContent() instanceof String text
                ? text
                : new String(seen.source(), StandardCharsets.UTF_8);
    }

    private static List<String> participants(Ticket ticket) {
        return desk.get(Tickets.class)
                .inTransaction(tx -> tx.participants(ticket.id()).stream()
                        .map(participant -> participant.address())
                        .map(EmailAddress::asString)
                        .toList());
    }

    private static List<EventType> types(Ticket ticket) {
        return desk.get(Tickets.class).events(ticket.number(), Viewer.ADMIN).stream()
                .map(event -> event.event())
                .map(NewEvent::type)
                .toList();
    }
}
