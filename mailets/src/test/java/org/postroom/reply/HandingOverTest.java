// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.postroom.reply.AgentFixture.ANN;
import static org.postroom.reply.AgentFixture.IVAN;
import static org.postroom.reply.AgentFixture.LEAD;
import static org.postroom.reply.AgentFixture.STRANGER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.SampleDesks;
import org.postroom.SampleMail;
import org.postroom.conversation.Filed;
import org.postroom.desk.Agent;
import org.postroom.reply.AgentFixture.Letter;
import org.postroom.reply.AgentFixture.Sent;
import org.postroom.reply.AgentOutcome.Way;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Event;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Status;
import org.postroom.ticket.Viewer;

/** Agents hand their tickets over, on a real database. */
class HandingOverTest {

    private AgentFixture desk;
    private Filed fire;
    private Filed smoke;

    @BeforeEach
    void open() {
        desk = new AgentFixture();
        fire = desk.opened(ANN, mail -> mail.subject("Printer on fire").text("It burns"));
        desk.arrived(SampleMail.mail()
                .inReplyTo(fire.message().messageId().orElseThrow().value()));
        smoke = desk.opened(ANN, mail -> mail.subject("Дым в офисе").text("Помогите"));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#handover ivan", "#сдать Иван Петров", "#移交 ivan@acme.test", "#uebergeben Иван"})
    void openTicketsShouldGoToTheHeirWithTheirCopies(String command) {
        desk.letter(ANN).to(smoke.message()).text("#close").send();

        AgentOutcome outcome = toDesk(ANN, command).send();

        assertThat(outcome.way()).isEqualTo(Way.ENDED);
        assertThat(outcome.touched()).containsExactly(fire.ticket().id());
        assertThat(desk.ticket(fire).agent()).contains(IVAN.address());
        assertThat(desk.ticket(smoke).agent()).contains(ANN.address());
        assertThat(desk.where(fire, IVAN)).containsExactly("INBOX", "INBOX");
        assertThat(desk.where(fire, ANN)).isEmpty();
    }

    @Test
    void eachTicketShouldHaveOneEvent() {
        toDesk(ANN, "#handover ivan").send();

        for (Filed filed : List.of(fire, smoke)) {
            assertThat(desk.tickets.events(filed.ticket().number(), Viewer.ADMIN))
                    .extracting(Event::event)
                    .filteredOn(event -> event.type() == EventType.AGENT_CHANGED && event.cause() == Cause.COMMAND)
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.actor()).isEqualTo(ANN.address().key());
                        assertThat(event.oldValue()).isEqualTo(ANN.address().asString());
                        assertThat(event.newValue()).isEqualTo(IVAN.address().asString());
                    });
        }
    }

    @Test
    void giverAndReceiverShouldGetOneSummaryEachInTheirLanguage() {
        Agent li = SampleDesks.LI;
        desk.clock.advance(Duration.ofDays(2));
        toDesk(ANN, "#handover 李雷").send();

        List<Sent> sent = desk.sent();
        assertThat(sent).extracting(Sent::recipients).containsExactly(List.of(ANN.address()), List.of(li.address()));
        assertThat(sent.get(0).read().subject()).isEqualTo("Handed over to 李雷 <li@acme.test>: 2");
        assertThat(sent.get(0).text())
                .contains(fire.ticket().number() + "  new  2 d  normal  Printer on fire", "Дым в офисе", "2 in all");
        assertThat(sent.get(1).read().subject()).isEqualTo("移交给您：2");
        assertThat(sent.get(1).text())
                .contains("Ann Lee <ann@acme.test>", fire.ticket().number() + "  新  2 天  普通");
    }

    @Test
    void longListShouldBeCutAndCounted() {
        for (int i = 0; i < 110; i++) {
            int number = i;
            desk.opened(ANN, mail -> mail.subject("Matter " + number));
        }
        toDesk(ANN, "#handover ivan").send();

        assertThat(desk.sent().get(0).text()).contains("112 in all", "... and 12 more");
    }

    @Test
    void queryShouldSayWhich() {
        List<String> asked = new ArrayList<>();
        desk.search = (query, agent) -> {
            asked.add(query + " of " + agent.address());
            return found(false, smoke);
        };
        toDesk(ANN, "#handover ivan subject:дым OR \"status\"").send();

        assertThat(asked).containsOnly("subject:дым OR \"status\" of ann@acme.test");
        assertThat(desk.ticket(fire).agent()).contains(ANN.address());
        assertThat(desk.ticket(smoke).agent()).contains(IVAN.address());
    }

    @Test
    void badQueryShouldComeBackWithItsComplaint() {
        desk.search = (query, agent) ->
                new TicketSearch.Found(List.of(), false, Optional.of("at character 8 of the query: there is no word"));
        toDesk(ANN, "#handover ivan status:").send();

        assertThat(only().text()).contains("at character 8 of the query: there is no word");
        assertThat(desk.ticket(fire).agent()).contains(ANN.address());
    }

    @Test
    void leadShouldHandOverWhatOthersHaveAndTheyShouldBeTold() {
        desk.search = (query, agent) -> found(true, fire, smoke);
        toDesk(LEAD, "#handover ivan agent:ann").send();

        assertThat(desk.ticket(fire).agent()).contains(IVAN.address());
        assertThat(desk.ticket(smoke).agent()).contains(IVAN.address());
        assertThat(desk.sent())
                .extracting(Sent::recipients)
                .containsExactly(List.of(LEAD.address()), List.of(IVAN.address()), List.of(ANN.address()));
    }

    @Test
    void agentShouldNotHandOverWhatOthersHave() {
        desk.search = (query, agent) -> found(true, fire);
        toDesk(IVAN, "#handover li agent:ann").send();

        assertThat(only().text()).contains("names no ticket");
        assertThat(desk.ticket(fire).agent()).contains(ANN.address());
    }

    @Test
    void leadShouldNotHandOverWhatOthersHaveWithoutSayingWhose() {
        desk.search = (query, agent) -> found(false, fire);
        toDesk(LEAD, "#handover ivan subject:fire").send();

        assertThat(only().text()).contains("agent:ann@acme.example");
        assertThat(desk.ticket(fire).agent()).contains(ANN.address());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"#handover nobody", "#handover bob", "#handover ann", "#handover ivan\n#handover li", "#handover"
            })
    void whatCannotBeHandedOverShouldComeBack(String command) {
        toDesk(ANN, command).send();

        assertThat(only().recipients()).containsExactly(ANN.address());
        assertThat(desk.ticket(fire).agent()).contains(ANN.address());
    }

    @Test
    void strangerShouldHandOverNothing() {
        desk.search = (query, agent) -> found(true, fire);
        assertThat(toDesk(STRANGER, "#handover ivan agent:ann").send().way()).isEqualTo(Way.ON);
        assertThat(desk.ticket(fire).agent()).contains(ANN.address());
    }

    @Test
    void sameMailShouldHandOverOnce() {
        Letter letter = toDesk(ANN, "#handover ivan");
        letter.send();
        desk.letter(IVAN).to(fire.message()).text("#assign ann").send();
        desk.sent();

        letter.send();

        assertThat(desk.ticket(fire).agent()).contains(ANN.address());
        assertThat(desk.sent()).isEmpty();
    }

    @Test
    void nothingShouldBeHandedOverWhenTheTransactionIsNotCommitted() {
        AgentMail mail = toDesk(ANN, "#handover ivan").mail();
        OwnOrders own = new OwnOrders(desk.tools, new AgentNotices(desk.tools));
        Draft text = Draft.of(mail);
        Draft draft = new Draft(mail, text.text(), own.select(text));
        Place place = new Place(SampleDesks.SUPPORT, Optional.empty());

        assertThat(catchThrowable(() -> desk.tickets.inTransaction(tx -> {
                    assertThat(own.carryOut(tx, draft, place, draft.orders(tx, place, desk.tools)))
                            .hasSize(2);
                    throw new IllegalStateException("killed");
                })))
                .hasMessage("killed");

        assertThat(desk.ticket(fire).agent()).contains(ANN.address());
        assertThat(desk.ticket(smoke).agent()).contains(ANN.address());
        assertThat(desk.where(fire, IVAN)).isEmpty();
        assertThat(desk.sent()).isEmpty();
    }

    @Test
    void answerShouldHandOverItsOwnTicketToo() {
        AgentOutcome outcome = desk.letter(ANN)
                .to(smoke.message())
                .text("#handover ivan\n#away until Friday\n\nMy colleague will help you.")
                .send();

        assertThat(outcome.way()).isEqualTo(Way.FILED);
        assertThat(outcome.touched())
                .containsExactlyInAnyOrder(fire.ticket().id(), smoke.ticket().id());
        assertThat(desk.ticket(smoke).agent()).contains(IVAN.address());
        assertThat(desk.ticket(smoke).status()).isEqualTo(Status.WAITING);
        assertThat(desk.where(smoke, IVAN)).containsOnly("Tickets.Waiting").hasSize(2);
        assertThat(desk.where(smoke, ANN)).isEmpty();
    }

    private TicketSearch.Found found(boolean saysWhose, Filed... filed) {
        return new TicketSearch.Found(
                List.of(filed).stream().map(one -> one.ticket().number()).toList(), saysWhose, Optional.empty());
    }

    private Letter toDesk(Agent agent, String text) {
        return desk.letter(agent).to(SampleDesks.SUPPORT_ADDRESS).subject("").text(text);
    }

    private Sent only() {
        List<Sent> sent = desk.sent();
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }
}
