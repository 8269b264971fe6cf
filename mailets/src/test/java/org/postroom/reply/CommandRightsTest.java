// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.reply.AgentFixture.ANN;
import static org.postroom.reply.AgentFixture.IVAN;
import static org.postroom.reply.AgentFixture.LEAD;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.conversation.Filed;

/** Whom commands can reach, on a real database. */
class CommandRightsTest {

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

    @Test
    void ticketShouldGoToATeamOfWhichEverybodyWorksAtItsDesk() {
        desk.letter(IVAN).to(filed.message()).text("#give billing").send();

        assertThat(desk.ticket(filed).team()).contains("billing");
        assertThat(desk.where(filed, ANN)).containsExactly("Tickets.Take");
        assertThat(desk.where(filed, LEAD)).containsExactly("Tickets.Take");
        assertThat(desk.where(filed, IVAN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#give mixed", "#give elsewhere", "#give nothing"})
    void ticketShouldNotGoToATeamThatWorksElsewhere(String command) {
        desk.letter(ANN).to(filed.message()).text(command).send();

        assertThat(desk.sent())
                .singleElement()
                .satisfies(sent -> assertThat(sent.text()).contains("its teams are team, billing"));
        assertThat(desk.ticket(filed).agent()).contains(ANN.address());
        assertThat(desk.ticket(filed).team()).isEmpty();
    }

    @Test
    void ticketShouldNotGoToAnAgentWhoWorksElsewhere() {
        desk.letter(ANN).to(filed.message()).text("#assign bob@acme.test").send();

        assertThat(desk.sent())
                .singleElement()
                .satisfies(sent ->
                        assertThat(sent.text()).contains("Ann Lee <ann@acme.test>", "Lena Lead <lead@acme.test>"));
        assertThat(desk.ticket(filed).agent()).contains(ANN.address());
    }
}
