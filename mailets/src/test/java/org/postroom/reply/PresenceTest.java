// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.reply.AgentFixture.ANN;
import static org.postroom.reply.AgentFixture.IVAN;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.SampleDesks;
import org.postroom.SampleMail;
import org.postroom.assign.RouteMessage;
import org.postroom.assign.RoutingRule;
import org.postroom.conversation.Filed;
import org.postroom.desk.Absence;
import org.postroom.desk.Agent;
import org.postroom.message.EmailAddress;
import org.postroom.reply.AgentFixture.Letter;
import org.postroom.reply.AgentFixture.Sent;
import org.postroom.reply.AgentOutcome.Way;
import org.postroom.ticket.Status;

/** Agents say when they are away, on a real database. The present is Friday, 20 November 2026. */
class PresenceTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private AgentFixture desk;

    @BeforeEach
    void open() {
        desk = new AgentFixture();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#away until 27.11. | Friday, 20 November 2026 to Friday, 27 November 2026",
                "#abwesend bis Freitag | Friday, 20 November 2026 to Friday, 27 November 2026",
                "#отсутствую до 27.11. | Friday, 20 November 2026 to Friday, 27 November 2026",
                "#外出 直到11月27日 | Friday, 20 November 2026 to Friday, 27 November 2026",
                "#away 24.12. to 2.1. | Thursday, 24 December 2026 to Saturday, 2 January 2027"
            })
    void agentShouldBeToldWhatWasUnderstood(String command, String days) {
        AgentOutcome outcome = toDesk(ANN, command).send();

        assertThat(outcome.way()).isEqualTo(Way.ENDED);
        Sent told = only();
        assertThat(told.recipients()).containsExactly(ANN.address());
        assertThat(told.text()).contains(days).contains("#back");
        assertThat(told.read().from().orElseThrow().address()).isEqualTo(SampleDesks.SUPPORT_ADDRESS);
        assertThat(absences(ANN)).hasSize(1);
        assertThat(desk.tickets.count(Optional.empty())).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Иван <ru@acme.test> | ru | с 20 ноября 2026 г. по 27 ноября 2026 г.",
                "李雷 <zh@acme.test> | zh | 从 2026年11月20日星期五 到 2026年11月27日星期五",
                "Jörg <de@acme.test> | de | von Freitag, 20. November 2026 bis Freitag, 27. November 2026"
            })
    void noticeShouldBeInTheAgentsLanguage(String who, String language, String days) {
        Agent agent = SampleDesks.agent(language + "@acme.test", who, language, "");

        Presence presence = new Presence(new AgentNotices(desk.tools));
        AgentMail mail = toDesk(agent, "#away until 27.11.").mail();
        desk.tickets.inTransaction(tx -> {
            Draft draft = Draft.of(mail);
            Place place = new Place(SampleDesks.SUPPORT, Optional.empty());
            presence.carryOut(tx, draft, place, draft.orders(tx, place, desk.tools));
            return true;
        });

        assertThat(only().text()).contains(days);
    }

    @Test
    void newTicketsShouldGoToOthersUntilTheAgentIsBack() {
        toDesk(IVAN, "#away until Friday").send();
        assertThat(routed("ru")).isNotEqualTo(Optional.of(IVAN.address()));

        toDesk(IVAN, "#здесь").send();
        assertThat(routed("ru")).contains(IVAN.address());
    }

    @Test
    void newTicketsShouldComeAgainWhenTheTimeIsOver() {
        toDesk(IVAN, "#away until tomorrow").send();
        desk.clock.advance(Duration.ofDays(1));
        assertThat(routed("ru")).isNotEqualTo(Optional.of(IVAN.address()));
        desk.clock.advance(Duration.ofDays(1));

        assertThat(routed("ru")).contains(IVAN.address());
    }

    @Test
    void teamShouldSeeWhatHappensInTicketsOfWhoIsAway() {
        Filed filed = desk.opened(ANN, mail -> mail.text("It burns"));
        assertThat(desk.where(filed, IVAN)).isEmpty();
        toDesk(ANN, "#away until Friday").send();

        desk.arrived(SampleMail.mail()
                .inReplyTo(filed.message().messageId().orElseThrow().value()));

        assertThat(desk.where(filed, ANN)).containsOnly("INBOX");
        assertThat(desk.where(filed, IVAN)).containsOnly("Tickets.Take").hasSize(2);
    }

    @Test
    void ticketThatIsAssignedToWhoIsAwayShouldBeSeenByTheTeam() {
        Filed filed = desk.opened(ANN, mail -> mail.text("It burns"));
        toDesk(IVAN, "#away until Friday").send();

        desk.letter(ANN).to(filed.message()).text("#assign ivan").send();

        assertThat(desk.where(filed, IVAN)).containsOnly("INBOX");
        assertThat(desk.where(filed, ANN)).containsOnly("Tickets.Take");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\nSent from my iPhone", "\n\nОтправлено с iPhone", "\n\n-- \nAnn Lee\nAcme", "\n\n\n"})
    void whatProgramsPutBelowShouldBeNoText(String below) {
        assertThat(toDesk(ANN, "#away until Friday" + below).send().way()).isEqualTo(Way.ENDED);

        assertThat(only().read().subject()).startsWith("You are away");
        assertThat(absences(ANN)).hasSize(1);
    }

    @Test
    void lineOfAPhoneShouldReachNoCustomer() {
        Filed filed = desk.opened(ANN, mail -> mail.text("It burns"));

        desk.letter(ANN)
                .to(filed.message())
                .text("#close\n\nGesendet von meinem iPhone")
                .send();

        assertThat(desk.sent()).isEmpty();
        assertThat(desk.ticket(filed).status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void absenceShouldBeNotedTogetherWithAnAnswer() {
        Filed filed = desk.opened(ANN, mail -> mail.text("It burns"));
        Letter letter =
                desk.letter(ANN).to(filed.message()).text("#away until Friday\n#close\n\nUse the extinguisher.");

        assertThat(letter.send().way()).isEqualTo(Way.FILED);
        letter.send();

        assertThat(desk.sent())
                .extracting(Sent::recipients)
                .containsExactlyInAnyOrder(List.of(EmailAddress.of("ivan@customer.test")), List.of(ANN.address()));
        assertThat(absences(ANN)).containsExactly(new Absence(TODAY, TODAY.plusDays(7)));
        assertThat(desk.ticket(filed).status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void absenceShouldBeNotedTogetherWithANote() {
        Filed filed = desk.opened(ANN, mail -> mail.text("It burns"));

        desk.letter(ANN)
                .to(filed.message())
                .text("#away 3 days\n#note\nI am ill")
                .send();

        assertThat(absences(ANN)).containsExactly(new Absence(TODAY, TODAY.plusDays(2)));
        assertThat(desk.messages(filed)).hasSize(2);
    }

    @Test
    void sameMailShouldBeCarriedOutOnce() {
        toDesk(ANN, "#away 24.12. to 2.1.").send();
        toDesk(ANN, "#away until Friday").send();
        Letter back = toDesk(ANN, "#back");
        back.send();
        desk.sent();

        back.send();

        assertThat(absences(ANN))
                .containsExactly(new Absence(LocalDate.parse("2026-12-24"), LocalDate.parse("2027-01-02")));
        assertThat(desk.sent()).isEmpty();
    }

    @Test
    void whatIsSaidLastShouldCount() {
        toDesk(ANN, "#away until 30.11.").send();
        toDesk(ANN, "#away 24.12.").send();
        desk.sent();
        toDesk(ANN, "#away until tomorrow").send();

        assertThat(absences(ANN))
                .contains(new Absence(TODAY, TODAY.plusDays(1)))
                .hasSize(2);
        assertThat(only().text()).contains("takes the place", "Monday, 30 November 2026", "Thursday, 24 December 2026");
    }

    @Test
    void whoIsNotAwayShouldTakeBackWhatIsToCome() {
        toDesk(ANN, "#away 24.12. to 2.1.").send();
        toDesk(ANN, "#zurueck").send();
        assertThat(absences(ANN)).isEmpty();
        desk.sent();

        toDesk(ANN, "#回来").send();
        assertThat(only().text()).contains("had not said");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"#away soon", "#away until 2020-01-01", "#away until 30.2.", "#away 2.1.2027 to 24.12.2026"})
    void nonsenseShouldComeBackWithAnExample(String command) {
        toDesk(ANN, command).send();

        assertThat(only().text()).contains("#away until Friday").contains("nothing was changed");
        assertThat(absences(ANN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#away until Friday\n#back",
                "#away until Friday\n#close",
                "#away until Friday\nI am ill, see you soon"
            })
    void whatCannotBeMeantShouldComeBack(String text) {
        assertThat(toDesk(ANN, text).send().way()).isEqualTo(Way.ENDED);

        assertThat(only().text()).contains("nothing was changed");
        assertThat(absences(ANN)).isEmpty();
    }

    private Letter toDesk(Agent agent, String text) {
        return desk.letter(agent).to(SampleDesks.SUPPORT_ADDRESS).subject("").text(text);
    }

    private Optional<EmailAddress> routed(String language) {
        Filed filed = desk.filed(SampleMail.mail().language(language));
        return new RouteMessage(desk.tickets, () -> desk.helpDesk, desk.clock, () -> {})
                .route(filed.message().id(), RoutingRule.usual())
                .agent();
    }

    private List<Absence> absences(Agent agent) {
        return desk.tickets
                .inTransaction(tx -> tx.absences().current(desk.clock.instant()))
                .getOrDefault(agent.address(), List.of());
    }

    private Sent only() {
        List<Sent> sent = desk.sent();
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }
}
