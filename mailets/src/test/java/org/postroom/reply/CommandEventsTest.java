// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.reply.AgentFixture.ANN;
import static org.postroom.reply.AgentFixture.IVAN;
import static org.postroom.reply.AgentFixture.LEAD;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.SampleMail;
import org.postroom.conversation.Filed;
import org.postroom.ticket.Cause;
import org.postroom.ticket.Event;
import org.postroom.ticket.NewEvent;
import org.postroom.ticket.Viewer;

/** Which trace each command leaves, on a real database. */
class CommandEventsTest {

    private static AgentFixture desk;

    private Filed filed;

    @BeforeAll
    static void open() {
        desk = new AgentFixture();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void customerWrites() {
        filed = desk.opened(ANN, mail -> mail.text("It burns"));
        desk.sent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#close | status-changed",
                "#take | agent-changed",
                "#assign li | agent-changed",
                "#give team | team-changed",
                "#handover li agent:ann | agent-changed",
                "#tag vip | tagged",
                "#priority high | priority-changed",
                "#category billing | category-changed",
                "#snooze 3d | status-changed",
                "#snooze 3d | snoozed",
                "#wait supplier | waits-for",
                "#link OTHER | linked",
                "#merge OTHER | merged-into",
                "#subject Fire | subject-changed",
                "#requester new@customer.test | requester-changed",
                "#requester newer@customer.test | participant-added",
                "#cc third@customer.test | participant-added",
                "#note~look | noted",
                "#forward x@expert.test~look | forwarded",
                "#time 20m | time-spent"
            })
    void commandShouldLeaveAnEventOfItsAuthor(String command, String type) {
        Filed other = desk.opened(ANN, mail -> mail.text("Smoke"));
        desk.search =
                (query, agent) -> new TicketSearch.Found(List.of(filed.ticket().number()), true, Optional.empty());

        desk.letter(LEAD)
                .to(filed.message())
                .text(command.replace("OTHER", other.ticket().number().toString())
                        .replace('~', '\n'))
                .send();

        assertThat(byCommand(LEAD.address().key()))
                .filteredOn(event -> event.type().word().equals(type))
                .hasSize(1);
    }

    @Test
    void tagThatIsTakenAwayShouldLeaveAnEvent() {
        desk.letter(ANN).to(filed.message()).text("#tag vip").send();
        desk.letter(IVAN).to(filed.message()).text("#untag vip").send();

        assertThat(byCommand(IVAN.address().key()))
                .extracting(event -> event.type().word())
                .containsExactly("untagged");
    }

    @Test
    void splitShouldLeaveEventsAtBothTickets() {
        Filed second = desk.arrived(SampleMail.mail()
                .inReplyTo(filed.message().messageId().orElseThrow().value())
                .text("Another matter"));

        AgentOutcome outcome =
                desk.letter(ANN).to(second.message()).text("#split").send();

        assertThat(byCommand(ANN.address().key()))
                .extracting(event -> event.type().word())
                .containsExactly("split", "linked");
        long opened = outcome.touched().stream()
                .filter(serial -> serial != filed.ticket().id())
                .findFirst()
                .orElseThrow();
        assertThat(desk.tickets.events(desk.tickets.numberOf(opened).orElseThrow(), Viewer.ADMIN))
                .extracting(Event::event)
                .filteredOn(event -> event.cause() == Cause.COMMAND)
                .extracting(event -> event.type().word())
                .contains("split-from", "linked");
    }

    private List<NewEvent> byCommand(String actor) {
        return desk.tickets.events(filed.ticket().number(), Viewer.ADMIN).stream()
                .map(Event::event)
                .filter(event -> event.actor().equals(actor))
                .filter(event ->
                        event.cause() == Cause.COMMAND || event.type().word().matches("noted|forwarded"))
                .toList();
    }
}
