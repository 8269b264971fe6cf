// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.SampleMail.MORNING;
import static org.postroom.SampleMail.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroom.SampleDesks;
import org.postroom.SampleMail;
import org.postroom.conversation.Filed.Outcome;
import org.postroom.desk.Desk;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.SqlArchive;
import org.postroom.store.sql.SqlTickets;
import org.postroom.store.sql.TestDatabases;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.SignedAddresses.Meaning;
import org.postroom.ticket.SignedAddresses.Target;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;
import org.postroom.ticket.Tickets;
import org.postroom.ticket.Viewer;

/** Rules 2, 4 and 5 of the design, on a real database. */
class FilingTest {

    private static final Desk SUPPORT = SampleDesks.SUPPORT;
    private static final Desk SALES = SampleDesks.SALES;

    private static Database database;
    private static Tickets tickets;
    private static Filing filing;

    private final String host = UUID.randomUUID() + ".test";
    private long before;

    @BeforeAll
    static void open() {
        database = TestDatabases.derbyInMemory();
        tickets = new SqlTickets(database, Clock.fixed(MORNING, ZoneOffset.UTC));
        filing = new Filing(tickets, SampleDesks.SIGNED, () -> SampleDesks.HELP_DESK, SampleDesks.NO_REMARKS, 30);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void count() {
        before = tickets.count(Optional.empty());
    }

    @Test
    void firstMailShouldOpenTicketOfItsAuthor() {
        Filed filed = file(mail().subject("Drucker brennt").language("de").category("technical"));

        assertThat(filed.outcome()).isEqualTo(Outcome.OPENED);
        assertThat(filed.ticket().requester().address()).isEqualTo(EmailAddress.of("ivan@customer.test"));
        assertThat(filed.ticket().status()).isEqualTo(Status.NEW);
        assertThat(filed.ticket().subject()).isEqualTo("Drucker brennt");
        assertThat(filed.ticket().category()).contains("technical");
        assertThat(filed.ticket().language().tag()).isEqualTo("de");
        assertThat(filed.ticket().messages()).isEqualTo(1);
        assertThat(filed.message().audience()).isEqualTo(Audience.PUBLIC);
    }

    @Test
    void archiveShouldHaveReceivedBytes() {
        Arrival arrival = mail().text("Счёт 42, 发票, Rechnung").arrival();
        Filed filed = filing.file(arrival, SUPPORT);

        assertThat(new SqlArchive(database).source(filed.message().id()))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(arrival.source()));
    }

    @Test
    void sameMailShouldBeFiledOnceAndChangeNothing() {
        SampleMail mail = mail();
        Filed first = file(mail);
        Filed second = file(mail);

        assertThat(second.outcome()).isEqualTo(Outcome.REPEATED);
        assertThat(second.message()).isEqualTo(first.message());
        assertThat(second.ticket()).isEqualTo(first.ticket());
        assertThat(tickets.count(Optional.empty()) - before).isEqualTo(1);
    }

    @Test
    void twinsShouldBeFiledOnceWhenTheyArriveTogether() throws Exception {
        Arrival arrival = mail().arrival();
        List<Filed> filed = together(8, () -> filing.file(arrival, SUPPORT));

        assertThat(filed)
                .extracting(each -> each.message().id())
                .containsOnly(filed.get(0).message().id());
        assertThat(filed).extracting(Filed::outcome).containsOnlyOnce(Outcome.OPENED);
        assertThat(tickets.count(Optional.empty()) - before).isEqualTo(1);
    }

    @Test
    void mailAndItsAnswersShouldBeOneTicketWhenTheyArriveTogether() throws Exception {
        for (int round = 0; round < 10; round++) {
            String parent = id("parent" + round);
            List<Arrival> thread = List.of(
                    mail().id(parent).arrival(),
                    mail().inReplyTo(parent).from("Anna <anna@customer.test>").arrival(),
                    mail().references(parent)
                            .from("Boris <boris@customer.test>")
                            .arrival());
            List<Callable<Filed>> work = new ArrayList<>();
            thread.forEach(arrival -> work.add(() -> filing.file(arrival, SUPPORT)));
            List<Filed> filed = run(work);

            assertThat(filed)
                    .extracting(each -> each.ticket().id())
                    .containsOnly(filed.get(0).ticket().id());
        }
    }

    @Test
    void twoMailsWithoutMessageIdShouldBeTwoMessagesWhenTheirDatesDiffer() {
        file(mail().withoutId().text("Any news?"));
        file(mail().withoutId().text("Any news?").at(MORNING.plus(Duration.ofDays(1))));

        assertThat(tickets.count(Optional.empty()) - before).isEqualTo(2);
    }

    @Test
    void rewrittenCopyOfListShouldBeVariantAndChangeNoStatus() {
        Filed original = file(mail().id(id("a")).text("Hello"));
        Ticket waiting = setStatus(original.ticket(), Status.WAITING, MORNING);
        Filed variant = file(mail().id(id("a")).text("Hello\r\n-- \r\nlist footer"));

        assertThat(variant.outcome()).isEqualTo(Outcome.VARIANT);
        assertThat(variant.message().id()).isEqualTo(original.message().id());
        assertThat(variant.ticket().status()).isEqualTo(waiting.status());
        assertThat(variant.ticket().messages()).isEqualTo(1);
        assertThat(types(variant.ticket())).contains(EventType.VARIANT_ADDED);
    }

    @Test
    void repeatedVariantShouldBeRecognised() {
        file(mail().id(id("a")).text("Hello"));
        SampleMail rewritten = mail().id(id("a")).text("Hello, list");
        file(rewritten);

        assertThat(file(rewritten).outcome()).isEqualTo(Outcome.REPEATED);
    }

    @Test
    void strangerWithCopiedMessageIdShouldGetTicketOfTheirOwn() {
        Filed original = file(mail().id(id("a")));
        Filed stranger = file(mail().id(id("a")).from("Eve <eve@evil.test>").text("Let me in"));

        assertThat(stranger.outcome()).isEqualTo(Outcome.OPENED);
        assertThat(stranger.ticket().id()).isNotEqualTo(original.ticket().id());
    }

    @Test
    void mailToSignedAddressShouldJoinWithoutAnyReference() {
        Filed first = file(mail());
        Filed reply = file(mail().to(signed(first, Target.AUTHOR)).subject("AW: Printer on fire"));

        assertThat(reply.outcome()).isEqualTo(Outcome.JOINED);
        assertThat(reply.ticket().id()).isEqualTo(first.ticket().id());
    }

    @Test
    void mailToDeskAndItsSignedAddressShouldBeOneMessage() {
        Filed first = file(mail());
        Filed reply = file(mail().to(SampleDesks.SUPPORT_ADDRESS, signed(first, Target.AUTHOR)));

        assertThat(reply.ticket().id()).isEqualTo(first.ticket().id());
        assertThat(tickets.count(Optional.empty()) - before).isEqualTo(1);
    }

    @Test
    void forgedSignatureShouldNotJoin() {
        Filed first = file(mail());
        String forged = signed(first, Target.AUTHOR).asString().replaceFirst("\\.[0-9a-z]{5}", ".k0000");
        Filed other = file(mail().to(EmailAddress.of(forged)));

        assertThat(other.ticket().id()).isNotEqualTo(first.ticket().id());
    }

    @Test
    void answerToOursShouldJoinBeforeTicketOfOlderReference() {
        Filed first = file(mail().id(id("a")));
        Filed second = file(mail().id(id("b")));
        ours(second.ticket(), id("ack-1"));
        Filed reply = file(mail().references(id("ack-1"), id("a")));

        assertThat(reply.ticket().id())
                .isEqualTo(second.ticket().id())
                .isNotEqualTo(first.ticket().id());
    }

    @Test
    void newestReferenceShouldDecideAmongSeveralTickets() {
        file(mail().id(id("a")));
        Filed second = file(mail().id(id("b")));
        Filed reply = file(mail().references(id("a"), id("b"), id("unknown")));

        assertThat(reply.ticket().id()).isEqualTo(second.ticket().id());
    }

    @Test
    void colleagueWhoAnswersOriginalShouldJoinAndTakePart() {
        Filed first = file(mail().id(id("a")).cc("Boris <boris@customer.test>"));
        Filed reply = file(mail().from("Boris <boris@customer.test>").inReplyTo(id("a")));

        assertThat(reply.ticket().id()).isEqualTo(first.ticket().id());
        assertThat(participants(first.ticket())).contains("ivan@customer.test", "boris@customer.test");
    }

    @Test
    void answerThatCameBeforeItsParentShouldBeInTheSameTicket() {
        Filed reply = file(mail().references(id("root"), id("a")));
        Filed parent = file(mail().id(id("a")).from("Anna <anna@customer.test>"));
        Filed sibling = file(mail().references(id("root")));

        assertThat(parent.ticket().id()).isEqualTo(reply.ticket().id());
        assertThat(sibling.ticket().id()).isEqualTo(reply.ticket().id());
    }

    @Test
    void numberInSubjectShouldJoinParticipantOnly() {
        Filed first = file(mail());
        String subject = "Re: [" + first.ticket().number() + "] Printer";
        Filed requester = file(mail().subject(subject));
        Filed stranger = file(mail().subject(subject).from("Eve <eve@evil.test>"));

        assertThat(requester.ticket().id()).isEqualTo(first.ticket().id());
        assertThat(stranger.outcome()).isEqualTo(Outcome.OPENED);
        assertThat(types(first.ticket())).contains(EventType.LINKED);
        assertThat(types(stranger.ticket())).contains(EventType.LINKED);
        assertThat(participants(first.ticket())).doesNotContain("eve@evil.test");
    }

    @Test
    void wrongCheckDigitOrForeignPrefixShouldMatchNothing() {
        Filed first = file(mail());
        String number = first.ticket().number().toString();
        char last = number.charAt(number.length() - 1);
        String mistyped = number.substring(0, number.length() - 1) + (char) ('0' + (last - '0' + 1) % 10);
        String foreign = number.replace("ACME", "SALE");

        assertThat(file(mail().subject("[" + mistyped + "] x")).ticket().id())
                .isNotEqualTo(first.ticket().id());
        Filed other = file(mail().subject("[" + foreign + "] x"));
        assertThat(other.ticket().id()).isNotEqualTo(first.ticket().id());
        assertThat(types(other.ticket())).doesNotContain(EventType.LINKED);
    }

    @ParameterizedTest
    @CsvSource({"Re: Printer on fire", "AW: Printer on fire", "Отв: Printer on fire", "答复: Printer on fire"})
    void titleAloneShouldNeverJoin(String subject) {
        Filed first = file(mail().subject("Printer on fire"));

        assertThat(file(mail().subject(subject)).ticket().id())
                .isNotEqualTo(first.ticket().id());
    }

    @Test
    void addressInInReplyToShouldBeNoReference() {
        file(mail().from("Anna <anna@customer.test>").inReplyTo("anna@customer.test"));
        Filed second = file(mail().from("Anna <anna@customer.test>").inReplyTo("anna@customer.test"));

        assertThat(second.outcome()).isEqualTo(Outcome.OPENED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"WAITING", "CLOSED", "SNOOZED"})
    void customersAnswerShouldReopen(Status status) {
        Filed first = file(mail().id(id("a")));
        setStatus(first.ticket(), status, MORNING);
        Filed reply = file(mail().inReplyTo(id("a")).at(MORNING.plus(Duration.ofHours(1))));

        assertThat(reply.ticket().id()).isEqualTo(first.ticket().id());
        assertThat(reply.ticket().status()).isEqualTo(Status.OPEN);
        assertThat(types(reply.ticket())).contains(EventType.STATUS_CHANGED);
    }

    @Test
    void answerToWhatIsLongClosedShouldOpenLinkedTicket() {
        Filed first = file(mail().id(id("a")));
        setStatus(first.ticket(), Status.CLOSED, MORNING);
        Instant inTime = MORNING.plus(Duration.ofDays(14));
        Filed late = file(mail().inReplyTo(id("a")).at(inTime.plusSeconds(1)));

        assertThat(late.outcome()).isEqualTo(Outcome.OPENED);
        assertThat(types(late.ticket())).contains(EventType.LINKED);
        assertThat(ticket(first.ticket()).status()).isEqualTo(Status.CLOSED);
        Filed later = file(mail().inReplyTo(id("a")).at(inTime.plusSeconds(60)));
        assertThat(later.ticket().id()).isEqualTo(late.ticket().id());
    }

    @Test
    void secondAnswerToWhatIsLongClosedShouldJoinTheNewTicket() {
        Filed first = file(mail().id(id("a")));
        setStatus(first.ticket(), Status.CLOSED, MORNING);
        EmailAddress signed = signed(first, Target.AUTHOR);
        Instant late = MORNING.plus(Duration.ofDays(20));
        Filed second = file(mail().to(signed).inReplyTo(id("a")).at(late));
        Filed third = file(mail().to(signed).inReplyTo(id("a")).at(late.plusSeconds(60)));

        assertThat(second.outcome()).isEqualTo(Outcome.OPENED);
        assertThat(third.ticket().id()).isEqualTo(second.ticket().id());
    }

    @Test
    @Timeout(20)
    void hostileHeadersShouldBeFiledInTime() {
        String spaces = " ".repeat(300_000);
        Filed filed = file(mail().kind(MessageKind.DELIVERY_FAILURE)
                .subject("[ACME-10427] ".repeat(100_000))
                .text("Message-ID:" + spaces + "\r\n" + spaces + "x"));

        assertThat(filed.outcome()).isEqualTo(Outcome.OPENED);
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageKind.class,
            names = {"AUTO_REPLY", "BULK", "DELIVERY_FAILURE"})
    void robotsShouldJoinAndChangeNothing(MessageKind kind) {
        Filed first = file(mail().id(id("a")));
        setStatus(first.ticket(), Status.CLOSED, MORNING);
        Filed robot = file(mail().kind(kind)
                .inReplyTo(id("a"))
                .from("Robot <robot@far.test>")
                .at(MORNING.plus(Duration.ofDays(30))));

        assertThat(robot.ticket().id()).isEqualTo(first.ticket().id());
        assertThat(robot.message().kind()).isEqualTo(kind);
        assertThat(robot.ticket().status()).isEqualTo(Status.CLOSED);
        assertThat(participants(first.ticket())).doesNotContain("robot@far.test");
    }

    @Test
    void robotThatBelongsToNothingShouldBeFiledAllTheSame() {
        Filed robot = file(mail().kind(MessageKind.AUTO_REPLY).subject("Abwesenheitsnotiz"));

        assertThat(robot.outcome()).isEqualTo(Outcome.OPENED);
        assertThat(robot.message().kind()).isEqualTo(MessageKind.AUTO_REPLY);
    }

    @Test
    void failureShouldJoinTicketOfMailThatItReturns() {
        Filed first = file(mail());
        ours(first.ticket(), id("reply-7"));
        Filed failure = file(mail().kind(MessageKind.DELIVERY_FAILURE)
                .nullSender()
                .from("Mail Delivery System <MAILER-DAEMON@far.test>")
                .text("550 mailbox full\r\n\r\nFrom: support@acme.test\r\nMessage-ID: <" + id("reply-7") + ">\r\n"));

        assertThat(failure.ticket().id()).isEqualTo(first.ticket().id());
        assertThat(failure.message().audience()).isEqualTo(Audience.INTERNAL);
    }

    @Test
    void failureShouldJoinByTheEnvelopeSenderThatItCameBackTo() {
        Filed first = file(mail());
        Filed failure = file(mail().kind(MessageKind.DELIVERY_FAILURE)
                .nullSender()
                .from("postmaster@far.test")
                .to(signed(first, Target.FAILURES)));

        assertThat(failure.ticket().id()).isEqualTo(first.ticket().id());
    }

    @Test
    void whatAnswersToEnvelopeSenderShouldBeRobot() {
        Filed first = file(mail());
        setStatus(first.ticket(), Status.WAITING, MORNING);
        Filed robot = file(mail().to(signed(first, Target.FAILURES)));

        assertThat(robot.message().kind()).isEqualTo(MessageKind.AUTO_REPLY);
        assertThat(robot.ticket().status()).isEqualTo(Status.WAITING);
    }

    @Test
    void requesterShouldBeInReplyToOfTrustedFormsOnly() {
        Filed form = file(mail().from("Web form <form@www.acme.test>").replyTo("李雷 <lilei@customer.test>"));
        Filed other = file(mail().from("Eve <eve@evil.test>").replyTo("Anna <anna@customer.test>"));

        assertThat(form.ticket().requester()).isEqualTo(new NamedAddress("李雷", EmailAddress.of("lilei@customer.test")));
        assertThat(form.message().from()).contains(form.ticket().requester());
        assertThat(other.ticket().requester().address()).isEqualTo(EmailAddress.of("eve@evil.test"));
    }

    @Test
    void requesterShouldBeEnvelopeSenderOrUnknownWithoutFrom() {
        Filed sender = file(mail().from("x@far.test").withoutFrom());
        Filed nobody = file(mail().withoutFrom().nullSender());

        assertThat(sender.ticket().requester().address()).isEqualTo(EmailAddress.of("x@far.test"));
        assertThat(nobody.ticket().requester()).isEqualTo(Author.UNKNOWN);
        assertThat(nobody.message().from()).isEmpty();
    }

    @Test
    void personsInCcOfFirstMailShouldTakePartButNoneOfOurs() {
        Filed first = file(mail().cc("Анна <anna@customer.test>", "sales@acme.test", "ann@acme.test"));

        assertThat(participants(first.ticket())).containsExactlyInAnyOrder("ivan@customer.test", "anna@customer.test");
    }

    @Test
    void whoClaimsToBeAgentShouldGetNoRight() {
        Filed first = file(mail().id(id("a")));
        Filed spoofed = file(mail().from("Ann <ann@acme.test>").inReplyTo(id("a")));

        assertThat(spoofed.message().kind()).isEqualTo(MessageKind.CUSTOMER);
        assertThat(participants(first.ticket())).doesNotContain("ann@acme.test");
    }

    @Test
    void mailToTwoDesksShouldBeOneTicketAtEachAndLinked() {
        Arrival arrival = mail().to(SampleDesks.SUPPORT_ADDRESS, SampleDesks.SALES_ADDRESS)
                .arrival();
        Filed support = filing.file(arrival, SUPPORT);
        Filed sales = filing.file(arrival, SALES);

        assertThat(support.ticket().number().prefix()).isEqualTo("ACME");
        assertThat(sales.ticket().number().prefix()).isEqualTo("SALE");
        assertThat(types(support.ticket())).contains(EventType.LINKED);
        assertThat(types(sales.ticket())).contains(EventType.LINKED);
        assertThat(sales.ticket().deskAddress()).isEqualTo(SampleDesks.SALES_ADDRESS);
        assertThat(filing.file(arrival, SALES).outcome()).isEqualTo(Outcome.REPEATED);
    }

    @Test
    void expertsAnswerShouldBeInternal() {
        Filed first = file(mail());
        Filed expert = file(mail().from("Expert <x@expert.test>").to(signed(first, Target.EXPERT)));

        assertThat(expert.message().kind()).isEqualTo(MessageKind.EXPERT);
        assertThat(expert.message().audience()).isEqualTo(Audience.INTERNAL);
        assertThat(participants(first.ticket())).doesNotContain("x@expert.test");
    }

    private String id(String name) {
        return name + "@" + host;
    }

    private Filed file(SampleMail mail) {
        return filing.file(mail.arrival(), SUPPORT);
    }

    private static EmailAddress signed(Filed filed, Target target) {
        return SampleDesks.SIGNED.sign(new Meaning(
                SampleDesks.SUPPORT_ADDRESS,
                filed.ticket().id(),
                filed.message().id(),
                target));
    }

    private void ours(Ticket ticket, String messageId) {
        tickets.inTransaction(tx -> {
            tx.rememberOwnMessageId(ticket.id(), ticket.desk(), new MessageId(messageId));
            return messageId;
        });
    }

    private Ticket setStatus(Ticket ticket, Status status, Instant at) {
        return tickets.inTransaction(tx -> {
            Ticket now = tx.ticket(ticket.id()).orElseThrow();
            return tx.update(now, now.withStatus(status, at), "ann@acme.test", Cause.COMMAND);
        });
    }

    private Ticket ticket(Ticket ticket) {
        TicketNumber number = ticket.number();
        return tickets.ticket(number, Viewer.ADMIN).orElseThrow();
    }

    private List<EventType> types(Ticket ticket) {
        return tickets.events(ticket.number(), Viewer.ADMIN).stream()
                .map(Event::event)
                .map(event -> event.type())
                .toList();
    }

    private List<String> participants(Ticket ticket) {
        return tickets.inTransaction(tx -> tx.participants(ticket.id()).stream()
                .map(participant -> participant.address().key())
                .toList());
    }

    private static <T> List<T> together(int times, Callable<T> work) throws Exception {
        List<Callable<T>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(work);
        }
        return run(all);
    }

    private static <T> List<T> run(List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(work)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
