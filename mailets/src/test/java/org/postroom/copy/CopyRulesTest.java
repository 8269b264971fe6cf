// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.SampleDesks;
import org.postroom.desk.Absence;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Language;
import org.postroom.desk.Team;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Folder;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;
import org.postroom.ticket.WantedCopy;
import org.postroom.ticket.WantedCopy.Slot;

class CopyRulesTest {

    private static final Instant FRIDAY = Instant.parse("2026-11-20T09:00:00Z");
    private static final EmailAddress ANN = SampleDesks.ANN.address();
    private static final EmailAddress IVAN = SampleDesks.IVAN.address();
    private static final EmailAddress LI = SampleDesks.LI.address();

    private final List<Message> messages = new ArrayList<>();
    private Optional<EmailAddress> agent = Optional.of(ANN);
    private Optional<String> team = Optional.empty();
    private Optional<String> category = Optional.empty();
    private Set<String> tags = Set.of();
    private Priority priority = Priority.NORMAL;
    private Status status = Status.OPEN;
    private boolean escalated;
    private HelpDesk helpDesk = SampleDesks.HELP_DESK;

    @ParameterizedTest
    @CsvSource({
        "NEW, INBOX",
        "OPEN, INBOX",
        "WAITING, Tickets.Waiting",
        "SNOOZED, Tickets.Snoozed",
        "CLOSED, Tickets.Closed"
    })
    void copyShouldLieWhereTheStatusSays(Status where, String folder) {
        add(MessageKind.CUSTOMER, Audience.PUBLIC);
        status = where;

        assertThat(wanted()).singleElement().satisfies(copy -> {
            assertThat(copy.owner()).isEqualTo(ANN);
            assertThat(copy.folder()).isEqualTo(new Folder(folder));
            assertThat(copy.slot()).isEqualTo(Slot.HOME);
        });
    }

    @Test
    void ticketOfNobodyShouldBeInEveryQueueOfItsTeam() {
        add(MessageKind.CUSTOMER, Audience.PUBLIC);
        agent = Optional.empty();

        assertThat(wanted()).extracting(WantedCopy::owner).containsExactly(ANN, IVAN, LI);
        assertThat(wanted()).extracting(WantedCopy::folder).containsOnly(Folder.TAKE);
    }

    @Test
    void routedTeamShouldHaveItInItsQueue() {
        add(MessageKind.CUSTOMER, Audience.PUBLIC);
        agent = Optional.empty();
        team = Optional.of("second");
        helpDesk = new HelpDesk(
                helpDesk.desks(), List.of(helpDesk.teams().get(0), new Team("second", List.of(LI))), helpDesk.agents());

        assertThat(wanted()).extracting(WantedCopy::owner).containsExactly(LI);
    }

    @ParameterizedTest
    @CsvSource({"WAITING", "SNOOZED", "CLOSED"})
    void ticketOfNobodyThatNeedsNothingShouldBeNowhere(Status idle) {
        add(MessageKind.CUSTOMER, Audience.PUBLIC);
        agent = Optional.empty();
        status = idle;

        assertThat(wanted()).isEmpty();
    }

    @Test
    void ticketOfAbsentAgentShouldBeInTheQueueAsWell() {
        add(MessageKind.CUSTOMER, Audience.PUBLIC);
        LocalDate day = LocalDate.parse("2026-11-20");
        helpDesk = SampleDesks.helpDesk(
                SampleDesks.away(SampleDesks.ANN, new Absence(day, day)), SampleDesks.IVAN, SampleDesks.LI);

        assertThat(wanted())
                .extracting(copy -> copy.owner() + " " + copy.folder())
                .containsExactly(ANN + " INBOX", IVAN + " Tickets.Take", LI + " Tickets.Take");
    }

    @Test
    void escalatedTicketShouldBeInInboxesOnDutyAsWell() {
        add(MessageKind.CUSTOMER, Audience.PUBLIC);
        add(MessageKind.CUSTOMER, Audience.PUBLIC);
        agent = Optional.empty();
        escalated = true;

        assertThat(wanted().stream().filter(copy -> copy.slot() == Slot.ALERT))
                .allSatisfy(copy -> {
                    assertThat(copy.folder()).isEqualTo(Folder.INBOX);
                    assertThat(copy.message()).isEqualTo(2);
                    assertThat(copy.seen()).isFalse();
                })
                .extracting(WantedCopy::owner)
                .containsExactly(ANN, IVAN, LI);
        agent = Optional.of(LI);
        assertThat(wanted()).extracting(WantedCopy::slot).containsOnly(Slot.HOME);
    }

    @Test
    void newestMessageShouldBeUnseenAndOlderOnesSeen() {
        add(MessageKind.CUSTOMER, Audience.PUBLIC);
        add(MessageKind.REPLY, Audience.PUBLIC);
        add(MessageKind.CUSTOMER, Audience.PUBLIC);
        add(MessageKind.AUTO_REPLY, Audience.PUBLIC);

        assertThat(wanted()).extracting(WantedCopy::seen).containsExactly(true, true, false, true);
    }

    @Test
    void failureShouldBeUnseen() {
        add(MessageKind.REPLY, Audience.PUBLIC);
        add(MessageKind.DELIVERY_FAILURE, Audience.INTERNAL);

        assertThat(wanted()).extracting(WantedCopy::seen).containsExactly(true, false);
    }

    @Test
    void messageThatIsNotRoutedYetShouldBeUnseenWhateverCameAfterIt() {
        messages.add(message(1, MessageKind.CUSTOMER, Audience.PUBLIC, false));
        messages.add(message(2, MessageKind.CUSTOMER, Audience.PUBLIC, false));

        assertThat(wanted()).extracting(WantedCopy::seen).containsExactly(false, false);
    }

    @Test
    void audienceShouldSayWhoGetsIt() {
        add(MessageKind.CUSTOMER, Audience.PUBLIC);
        add(MessageKind.NOTE, Audience.INTERNAL);
        add(MessageKind.NOTE, Audience.LEADS);
        add(MessageKind.NOTE, Audience.NAMED);

        assertThat(wanted()).extracting(WantedCopy::message).containsExactly(1L, 2L);
        agent = Optional.of(SampleDesks.LEAD);
        assertThat(wanted()).extracting(WantedCopy::message).containsExactly(1L, 2L, 3L);
    }

    @Test
    void flagsShouldMirrorTheTicket() {
        messages.add(message(1, MessageKind.CUSTOMER, Audience.PUBLIC, true, true));
        add(MessageKind.CUSTOMER, Audience.PUBLIC);
        priority = Priority.URGENT;
        category = Optional.of("billing");
        tags = Set.of("VIP customer", "срочно");

        List<WantedCopy> copies = CopyRules.wanted(ticket(), messages, helpDesk, FRIDAY);
        assertThat(copies).extracting(WantedCopy::flagged).containsOnly(true);
        assertThat(copies).extracting(WantedCopy::answered).containsExactly(true, false);
        assertThat(copies.get(0).keywords()).containsExactlyInAnyOrder("billing", "VIP_customer");
    }

    @ParameterizedTest
    @CsvSource({"billing, billing", "Über uns, Uber_uns", "a\\b(c)%*d, a_b_c_d", "'  ', ''", "退款, ''", "срочно, ''"})
    void keywordsShouldBeAtoms(String word, String expected) {
        assertThat(Keyword.of(word).orElse("")).isEqualTo(expected);
    }

    private List<WantedCopy> wanted() {
        return CopyRules.wanted(ticket(), messages, helpDesk, FRIDAY);
    }

    private void add(MessageKind kind, Audience audience) {
        messages.add(message(messages.size() + 1, kind, audience, true));
    }

    private static Message message(int id, MessageKind kind, Audience audience, boolean routed) {
        return message(id, kind, audience, routed, false);
    }

    private static Message message(int id, MessageKind kind, Audience audience, boolean routed, boolean answered) {
        return new Message(
                id,
                1042,
                id,
                kind,
                audience,
                Optional.empty(),
                Optional.empty(),
                "Printer",
                new Language("en"),
                FRIDAY,
                100,
                routed,
                answered);
    }

    private Ticket ticket() {
        return new Ticket(
                new TicketNumber("ACME", 1042),
                SampleDesks.SUPPORT.id(),
                SampleDesks.SUPPORT_ADDRESS,
                status,
                category,
                priority,
                new Language("en"),
                tags,
                agent,
                team,
                escalated,
                new NamedAddress("Ivan", EmailAddress.of("ivan@customer.test")),
                "Printer",
                messages.size(),
                FRIDAY,
                FRIDAY,
                1);
    }
}
