// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.SampleMail.MORNING;
import static org.postroom.SampleMail.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.SampleDesks;
import org.postroom.SampleMail;
import org.postroom.conversation.Filed;
import org.postroom.conversation.Filing;
import org.postroom.copy.CopyRules;
import org.postroom.desk.Agent;
import org.postroom.james.Mime4jMailParser;
import org.postroom.message.EmailAddress;
import org.postroom.message.IncomingMail;
import org.postroom.reply.DeliveryProblems.Unreached;
import org.postroom.store.sql.Database;
import org.postroom.store.sql.SqlArchive;
import org.postroom.store.sql.SqlCopies;
import org.postroom.store.sql.SqlOutbox;
import org.postroom.store.sql.SqlTickets;
import org.postroom.store.sql.TestDatabases;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Cause;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.SignedAddresses.Meaning;
import org.postroom.ticket.SignedAddresses.Target;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketTransaction;
import org.postroom.ticket.Viewer;

/** What agents are told by notes, on a real database. */
class NotesTest {

    private static final Clock CLOCK = Clock.fixed(MORNING, ZoneOffset.UTC);
    private static final int MOST_MAILS = 5;

    private static Database database;
    private static SqlTickets tickets;
    private static Filing filing;
    private static DeliveryProblems problems;

    private final String person = UUID.randomUUID().toString().substring(0, 8) + "@customer.test";

    @BeforeAll
    static void open() {
        database = TestDatabases.derbyInMemory();
        tickets = new SqlTickets(database, CLOCK);
        SystemNotes notes = new SystemNotes(
                (tx, ticket) -> CopyRules.apply(tx, ticket, SampleDesks.HELP_DESK, MORNING),
                () -> SampleDesks.HELP_DESK,
                new InstanceId("notes-test"),
                CLOCK);
        filing = new Filing(
                tickets,
                SampleDesks.SIGNED,
                () -> SampleDesks.HELP_DESK,
                new NotedRemarks(notes, Set.of("mx.acme.test")),
                MOST_MAILS);
        problems = new DeliveryProblems(tickets, notes, CLOCK);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "en, ann@acme.test, takes no part in this ticket",
        "ru, ivan@acme.test, в этой заявке не участвует",
        "zh, li@acme.test, 没有参与本工单",
        "de, ann@acme.test, ist an diesem Ticket aber nicht beteiligt",
        "zh, ann@acme.test, takes no part in this ticket"
    })
    void agentShouldBeToldInTheirLanguageOfAStrangerWhoNamesTheTicket(String language, String agent, String words) {
        Filed owned = file(mail().from(person).language(language));
        give(owned.ticket(), agent);

        Filed stranger = file(mail().from("Eve <eve@evil.test>")
                .subject("Re: [" + owned.ticket().number() + "] Printer"));

        assertThat(stranger.outcome()).isEqualTo(Filed.Outcome.OPENED);
        assertThat(event(owned.ticket(), EventType.NAMED_BY_STRANGER).newValue())
                .isEqualTo("eve@evil.test");
        Message note = note(owned.ticket());
        assertThat(note.audience()).isEqualTo(Audience.INTERNAL);
        assertThat(read(note).text())
                .contains(words, "eve@evil.test", stranger.ticket().number().toString());
        assertThat(stranger.notes()).containsExactly(note.id());
        assertThat(new SqlCopies(database, CLOCK).of(EmailAddress.of(agent)))
                .filteredOn(copy -> copy.message() == note.id())
                .singleElement()
                .satisfies(
                        copy -> assertThat(copy.wanted().orElseThrow().seen()).isFalse());
    }

    @Test
    void agentShouldBeToldOfAStrangerOnce() {
        Filed owned = file(mail().from(person));
        String subject = "Re: [" + owned.ticket().number() + "] Printer";
        file(mail().from("eve@evil.test").subject(subject));
        file(mail().from("eve@evil.test").subject(subject));
        file(mail().from("eve@evil.test").subject(subject).kind(MessageKind.BULK));

        assertThat(notes(owned.ticket())).hasSize(1);
    }

    @Test
    void notesOfOneTicketShouldHaveAnEnd() {
        Filed owned = file(mail().from(person));
        for (int i = 0; i < 60; i++) {
            file(mail().from("eve" + i + "@evil.test")
                    .subject("[" + owned.ticket().number() + "]"));
        }

        assertThat(notes(owned.ticket())).hasSize(50);
    }

    @Test
    void agentShouldBeToldOfANewPersonWhoAnswersAForwardedMail() {
        Filed first = file(mail().from(person));

        Filed answer = file(
                mail().from("Erika <erika@elsewhere.test>").to(signed(first)).subject("WG: Printer on fire"));

        assertThat(answer.ticket().id()).isEqualTo(first.ticket().id());
        assertThat(read(note(first.ticket())).text()).contains("erika@elsewhere.test");
        assertThat(types(first.ticket())).contains(EventType.PARTICIPANT_ADDED);
        file(mail().from("Erika <erika@elsewhere.test>").to(signed(first)));
        assertThat(notes(first.ticket())).hasSize(1);
    }

    @Test
    void colleagueInCcShouldBeNoNewPerson() {
        Filed first = file(mail().from(person).cc("Boris <boris@customer.test>"));

        file(mail().from("Boris <boris@customer.test>").to(signed(first)));

        assertThat(notes(first.ticket())).isEmpty();
    }

    @Test
    void agentInWhoseNameSomebodyWroteShouldBeAsked() {
        Filed first = file(mail().from(person));
        Agent ann = SampleDesks.ANN;

        Filed claimed = file(mail().from("Ann Lee <ann@acme.test>").to(signed(first)));

        assertThat(claimed.ticket().id()).isEqualTo(first.ticket().id());
        assertThat(event(first.ticket(), EventType.UNVERIFIED).newValue()).isEqualTo("ann@acme.test");
        assertThat(read(note(first.ticket())).text()).contains("ann@acme.test");
        assertThat(sentTo(ann.address())).anySatisfy(mail -> {
            assertThat(mail.purpose()).isEqualTo(OutgoingMail.Purpose.NOTICE);
            assertThat(mail.envelopeSender()).isEmpty();
            assertThat(new Mime4jMailParser().parse(mail.source()).subject())
                    .contains(first.ticket().number().toString());
        });
        List<String> participants = in(tx -> tx.participants(first.ticket().id()).stream()
                .map(one -> one.address().key())
                .toList());
        assertThat(participants).doesNotContain("ann@acme.test");
    }

    @Test
    void agentWhoLoggedInShouldNotBeAsked() {
        Filed first = file(mail().from(person));

        file(mail().from("Ann Lee <ann@acme.test>").to(signed(first)).loggedIn("ann@acme.test"));

        assertThat(types(first.ticket())).doesNotContain(EventType.UNVERIFIED);
        assertThat(notes(first.ticket())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "en, ann@acme.test, speaks against it: dmarc=fail spf=softfail",
        "ru, ivan@acme.test, говорит против этого: dmarc=fail spf=softfail",
        "zh, li@acme.test, 的检查结果与此不符：dmarc=fail spf=softfail",
        "de, ann@acme.test, spricht dagegen: dmarc=fail spf=softfail"
    })
    void agentShouldBeToldOnceOfASenderWhoIsNotConfirmed(String language, String agent, String words) {
        Filed first = file(mail().from(person).language(language));
        give(first.ticket(), agent);
        for (int i = 0; i < 2; i++) {
            file(mail().from("The Boss <" + person + ">")
                    .to(signed(first))
                    .header("Authentication-Results", "mx.acme.test; dmarc=fail; spf=softfail"));
        }

        assertThat(types(first.ticket()).stream().filter(EventType.SENDER_NOT_CONFIRMED::equals))
                .hasSize(2);
        assertThat(event(first.ticket(), EventType.SENDER_NOT_CONFIRMED).field())
                .isEqualTo("dmarc=fail spf=softfail");
        assertThat(notes(first.ticket())).hasSize(1);
        assertThat(read(note(first.ticket())).text()).contains(words, person, "mx.acme.test");
    }

    @Test
    void senderOfANewTicketAndOfARobotShouldBeToldButNotOfBulk() {
        String failed = "mx.acme.test; dmarc=fail";

        Filed opened = file(mail().from(person).header("Authentication-Results", failed));
        Filed robot = file(
                mail().from("robot-" + person).kind(MessageKind.AUTO_REPLY).header("Authentication-Results", failed));
        Filed bulk =
                file(mail().from("list-" + person).kind(MessageKind.BULK).header("Authentication-Results", failed));

        assertThat(opened.notes()).containsExactly(note(opened.ticket()).id());
        assertThat(notes(robot.ticket())).hasSize(1);
        assertThat(notes(bulk.ticket())).isEmpty();
        assertThat(types(bulk.ticket())).contains(EventType.SENDER_NOT_CONFIRMED);
    }

    @Test
    void whatIsNotReadOfAMailShouldBeRecordedOnceAMail() {
        Filed first = file(mail().from(person).leftOut("the text is too long", "the header is too long"));
        SampleMail robot = mail().from(person)
                .kind(MessageKind.AUTO_REPLY)
                .to(signed(first))
                .leftOut("too deep");
        filing.file(robot.arrival(), SampleDesks.SUPPORT);
        filing.file(robot.arrival(), SampleDesks.SUPPORT);

        assertThat(tickets.events(first.ticket().number(), Viewer.ADMIN))
                .filteredOn(event -> event.event().type() == EventType.PARTLY_READ)
                .extracting(event -> event.event().newValue())
                .containsExactly("the text is too long; the header is too long", "too deep");
    }

    @Test
    void resultsThatTheSenderWroteShouldBeNothing() {
        Filed opened = file(mail().from(person).header("Authentication-Results", "mx.evil.test; dmarc=fail"));
        Filed agents = file(mail().from("Ann Lee <ann@acme.test>")
                .loggedIn("ann@acme.test")
                .header("Authentication-Results", "mx.acme.test; dmarc=fail"));

        assertThat(types(opened.ticket())).doesNotContain(EventType.SENDER_NOT_CONFIRMED);
        assertThat(types(agents.ticket())).doesNotContain(EventType.SENDER_NOT_CONFIRMED);
    }

    @Test
    void robotThatHidesWhatItIsShouldBeStoppedWithOneEvent() {
        Filed first = file(mail().from(person));
        for (int i = 1; i < MOST_MAILS; i++) {
            assertThat(file(mail().from(person).to(signed(first))).message().kind())
                    .isEqualTo(MessageKind.CUSTOMER);
        }
        setStatus(first.ticket(), Status.WAITING);

        Filed tooMany = file(mail().from(person).to(signed(first)));
        file(mail().from(person).to(signed(first)));

        assertThat(tooMany.message().kind()).isEqualTo(MessageKind.AUTO_REPLY);
        assertThat(now(first.ticket()).status()).isEqualTo(Status.WAITING);
        assertThat(types(first.ticket())).containsOnlyOnce(EventType.LOOP_STOPPED);
        assertThat(notes(first.ticket())).hasSize(1);
        Filed colleague = file(mail().from("other-" + person).to(signed(first)));
        assertThat(colleague.message().kind()).isEqualTo(MessageKind.CUSTOMER);
        Filed later = file(mail().from(person).to(signed(first)).at(MORNING.plus(Duration.ofHours(2))));
        assertThat(later.message().kind()).isEqualTo(MessageKind.CUSTOMER);
    }

    @ParameterizedTest
    @CsvSource({
        "en, ann@acme.test, mailbox full at customer.test",
        "ru, ivan@acme.test, почтовый ящик переполнен (customer.test)",
        "zh, li@acme.test, customer.test 上的邮箱已满",
        "de, ann@acme.test, Postfach voll bei customer.test"
    })
    void permanentFailureShouldReopenAndSayWhyInPlainWords(String language, String agent, String words) {
        Filed first = file(mail().from(person).language(language));
        give(first.ticket(), agent);
        setStatus(first.ticket(), Status.WAITING);
        Filed report = report(signed(first, Target.FAILURES));

        List<Long> notes = problems.reported(
                report.message().id(), List.of(unreached(true, "5.2.2", "552 mailbox is full")), true);

        assertThat(now(first.ticket()).status()).isEqualTo(Status.OPEN);
        Message note = note(first.ticket());
        assertThat(notes).containsExactly(note.id());
        assertThat(note.subject()).contains(person).contains(words);
        assertThat(read(note).text()).contains(words).contains("    552 mailbox is full");
        assertThat(isDead()).isTrue();
    }

    @Test
    void delayShouldBeANoteAndNothingElse() {
        Filed first = file(mail().from(person));
        setStatus(first.ticket(), Status.WAITING);
        Filed report = report(signed(first, Target.FAILURES));

        problems.reported(report.message().id(), List.of(unreached(false, "4.4.1", "timed out")), true);

        assertThat(now(first.ticket()).status()).isEqualTo(Status.WAITING);
        assertThat(note(first.ticket()).subject()).startsWith("Delayed");
        assertThat(isDead()).isFalse();
    }

    @Test
    void failureOfOurOwnShouldBeNotedOnceForTheSameMail() {
        Filed first = file(mail().from(person));
        setStatus(first.ticket(), Status.WAITING);
        Unreached unreached = unreached(true, "", "550 5.1.1 no such user");

        Optional<Long> note = problems.failedToSend(first.ticket().id(), "Mail7", unreached);
        Optional<Long> again = problems.failedToSend(first.ticket().id(), "Mail7", unreached);

        assertThat(note).isPresent();
        assertThat(again).isEmpty();
        assertThat(now(first.ticket()).status()).isEqualTo(Status.OPEN);
        assertThat(types(first.ticket())).containsOnlyOnce(EventType.DELIVERY_FAILED);
        Message filed = in(tx -> tx.message(note.orElseThrow())).orElseThrow();
        assertThat(filed.kind()).isEqualTo(MessageKind.DELIVERY_FAILURE);
        assertThat(read(filed).text()).contains("there is no such address at customer.test");
    }

    @Test
    void reportThatSaysNothingElseShouldJoinByItsRecipientAndProveNothing() {
        Filed first = file(mail().from(person));
        in(tx -> tx.send(new OutgoingMail(
                OutgoingMail.Purpose.REPLY,
                "reply-" + person,
                first.ticket().id(),
                Optional.empty(),
                List.of(EmailAddress.of(person)),
                new org.postroom.message.MessageId("reply-" + person),
                new byte[] {1})));
        SampleMail report = mail().kind(MessageKind.DELIVERY_FAILURE)
                .nullSender()
                .from("MAILER-DAEMON@far.test")
                .text("nothing at all");

        Filed filed = filing.file(report.arrival(), SampleDesks.SUPPORT, List.of(EmailAddress.of(person)));

        assertThat(filed.ticket().id()).isEqualTo(first.ticket().id());
        assertThat(filed.guessed()).isTrue();
        problems.reported(filed.message().id(), List.of(unreached(true, "5.1.1", "gone")), !filed.guessed());
        assertThat(isDead()).isFalse();
        assertThat(notes(first.ticket())).hasSize(1);
    }

    @Test
    void displayNamesShouldNotStandInNotes() {
        Filed first = file(mail().from(person));

        file(mail().from("Acme Support click http://evil.test <eve@evil.test>").to(signed(first)));

        assertThat(read(note(first.ticket())).text()).doesNotContain("click", "http");
    }

    private Unreached unreached(boolean permanent, String status, String said) {
        return new Unreached(
                EmailAddress.of(person), permanent, Optional.of(status).filter(code -> !code.isEmpty()), said);
    }

    private static Filed report(EmailAddress to) {
        return file(mail().kind(MessageKind.DELIVERY_FAILURE)
                .nullSender()
                .from("MAILER-DAEMON@far.test")
                .to(to));
    }

    private boolean isDead() {
        return in(tx -> tx.isFailedAddress(EmailAddress.of(person.toLowerCase(Locale.ROOT))));
    }

    private static Filed file(SampleMail mail) {
        return filing.file(mail.arrival(), SampleDesks.SUPPORT);
    }

    private static EmailAddress signed(Filed filed) {
        return signed(filed, Target.AUTHOR);
    }

    private static EmailAddress signed(Filed filed, Target target) {
        return SampleDesks.SIGNED.sign(new Meaning(
                SampleDesks.SUPPORT_ADDRESS,
                filed.ticket().id(),
                filed.message().id(),
                target));
    }

    private static void give(Ticket ticket, String agent) {
        in(tx -> {
            Ticket before = tx.ticket(ticket.id()).orElseThrow();
            Ticket after = before.withAgent(Optional.of(EmailAddress.of(agent)), MORNING);
            return tx.update(before, after, agent, Cause.COMMAND);
        });
    }

    private static void setStatus(Ticket ticket, Status status) {
        in(tx -> {
            Ticket before = tx.ticket(ticket.id()).orElseThrow();
            return tx.update(before, before.withStatus(status, MORNING), "ann@acme.test", Cause.COMMAND);
        });
    }

    private static Ticket now(Ticket ticket) {
        return tickets.ticket(ticket.number(), Viewer.ADMIN).orElseThrow();
    }

    private static Message note(Ticket ticket) {
        List<Message> notes = notes(ticket);
        return notes.get(notes.size() - 1);
    }

    private static List<Message> notes(Ticket ticket) {
        return tickets.messages(ticket.number(), Viewer.ADMIN).stream()
                .filter(message -> message.kind() == MessageKind.SYSTEM)
                .toList();
    }

    private static IncomingMail read(Message message) {
        return new Mime4jMailParser()
                .parse(new SqlArchive(database).source(message.id()).orElseThrow());
    }

    private static List<OutgoingMail> sentTo(EmailAddress address) {
        return new SqlOutbox(database, CLOCK)
                .due(MORNING, 1000).stream()
                        .map(org.postroom.ticket.Outbox.Pending::mail)
                        .filter(mail -> mail.recipients().contains(address))
                        .toList();
    }

    private static NewEvent event(Ticket ticket, EventType type) {
        return tickets.events(ticket.number(), Viewer.ADMIN).stream()
                .map(org.postroom.ticket.Event::event)
                .filter(event -> event.type() == type)
                .findFirst()
                .orElseThrow();
    }

    private static List<EventType> types(Ticket ticket) {
        return tickets.events(ticket.number(), Viewer.ADMIN).stream()
                .map(event -> event.event().type())
                .toList();
    }

    private static <T> T in(java.util.function.Function<TicketTransaction, T> work) {
        return tickets.inTransaction(work);
    }
}
