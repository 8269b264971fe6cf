// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.reply.AgentFixture.ANN;
import static org.postroom.reply.AgentFixture.INSTANCE;
import static org.postroom.reply.AgentFixture.IVAN;
import static org.postroom.reply.AgentFixture.STRANGER;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postroom.conversation.Filed;
import org.postroom.reply.AgentFixture.Sent;
import org.postroom.reply.AgentOutcome.Way;
import org.postroom.ticket.SignedAddresses.Target;

/** Whatever leaves is known again when it comes back, and a person's answer is a person's wherever it goes. */
class OwnMailTest {

    private static final String FIRST = INSTANCE.value() + "; hop=1";

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
        desk.sent();
        filed = desk.opened(ANN, mail -> mail.text("It burns."));
    }

    @Test
    void answerShouldCarryTheInstallation() {
        desk.letter(ANN).to(filed.message()).text("Yes.").send();

        assertThat(loopOf(only())).containsExactly(FIRST);
    }

    @Test
    void questionAndNoteToAColleagueShouldCarryTheInstallation() {
        desk.letter(ANN).to(filed.message()).text("#clsoe\nYes.").send();
        assertThat(loopOf(only())).containsExactly(FIRST);

        desk.letter(ANN)
                .to(filed.message())
                .to(IVAN.address())
                .text("#note\nHe is difficult.")
                .send();
        assertThat(loopOf(only())).containsExactly(FIRST);
    }

    @Test
    void agentWhoIsACustomerElsewhereShouldAnswerAsOne() {
        Filed theirs = desk.opened(ANN, mail -> mail.from(STRANGER.address().asString()));

        assertThat(desk.letter(STRANGER)
                        .to(theirs.message(), Target.AUTHOR)
                        .text("#close\nThank you.")
                        .send()
                        .way())
                .isEqualTo(Way.ON);
        assertThat(desk.letter(STRANGER)
                        .to(theirs.message(), Target.AGENTS)
                        .text("And inside?")
                        .send()
                        .way())
                .isEqualTo(Way.ENDED);
        assertThat(only().read().subject()).startsWith("Not sent");
    }

    private static List<String> loopOf(Sent sent) {
        return sent.read().headers().all(LoopField.NAME).stream()
                .map(String::strip)
                .toList();
    }

    private static Sent only() {
        List<Sent> sent = desk.sent();
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }
}
