// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.reply.AgentFixture.ANN;
import static org.postroom.reply.AgentFixture.IVAN;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.conversation.Filed;
import org.postroom.message.EmailAddress;
import org.postroom.reply.AgentFixture.Sent;
import org.postroom.ticket.Archive;

/** What is internal is looked for once, outside of the transaction, and to the end. */
class LeaksTest {

    private static final String SECRET = "The password of the server lies in the upper drawer of the desk";
    private static final EmailAddress CUSTOMER = EmailAddress.of("ivan@customer.test");

    private static AgentFixture desk;

    private final List<Long> read = new ArrayList<>();
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
        filed = desk.opened(ANN, mail -> mail.text("It burns, and there is smoke in all of the second floor."));
    }

    @Test
    void nothingShouldBeReadTwiceWhenTheTicketIsAsItWas() {
        note("Nothing of interest to anybody at all, I am afraid.");
        Leaks leaks = counting();
        Leaks.Look look = leaks.look(desk.messages(filed), leaving("Hello. " + SECRET));
        int before = read.size();

        assertThat(leaks.leak(desk.messages(filed), look)).isEmpty();
        assertThat(before).isEqualTo(2);
        assertThat(read).hasSize(before);
    }

    @Test
    void noteThatComesInBetweenShouldBeReadAndFound() {
        note("Nothing of interest to anybody at all, I am afraid.");
        Leaks leaks = counting();
        Leaks.Look look = leaks.look(desk.messages(filed), leaving("Hello. " + SECRET));
        int before = read.size();
        note(SECRET);

        assertThat(leaks.leak(desk.messages(filed), look).orElseThrow().place().orElseThrow())
                .startsWith("The password");
        assertThat(read).hasSize(before + 1).doesNotHaveDuplicates();
    }

    @Test
    void nothingShouldBeReadOfATicketWithoutAnythingInternal() {
        Leaks leaks = counting();

        assertThat(leaks.look(desk.messages(filed), leaving("Hello.")).leak()).isEmpty();
        assertThat(read).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"long", "many", "deep"})
    void answerThatCannotBeLookedThroughShouldBeHeldWhereThereIsSomethingInternal(String how) {
        note("Nothing of interest to anybody at all, I am afraid.");

        unseen(how).send();

        Sent question = only();
        assertThat(question.recipients()).containsExactly(ANN.address());
        assertThat(question.text()).contains("looked through to its end");
        desk.letter(ANN).to(question.replyTo()).text("#send").send();
        assertThat(only().recipients()).containsExactly(CUSTOMER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"long", "many", "deep"})
    void answerThatCannotBeLookedThroughShouldLeaveWhereNothingIsInternal(String how) {
        unseen(how).send();

        assertThat(only().recipients()).containsExactly(CUSTOMER);
    }

    @Test
    void answerShouldBeHeldWhenANoteCannotBeLookedThrough() {
        desk.letter(IVAN)
                .to(filed.message())
                .text("#note\n" + "word ".repeat(1_800_000) + SECRET)
                .send();

        desk.letter(ANN).to(filed.message()).text(SECRET).send();

        assertThat(only().text()).contains("looked through to its end");
    }

    /** A secret behind eight megabytes of text, behind 500 parts, or in more mails within mails than are opened. */
    private AgentFixture.Letter unseen(String how) {
        AgentFixture.Letter letter = desk.letter(ANN).to(filed.message());
        return switch (how) {
            case "long" -> letter.text("word ".repeat(1_800_000));
            case "many" ->
                letter.content(
                        "multipart/mixed; boundary=b",
                        "--b\nContent-Type: text/plain\n\nHello\n"
                                + "--b\nContent-Type: application/pdf\n\nx\n".repeat(600) + "--b--\n");
            default ->
                letter.content(
                        "multipart/mixed; boundary=b",
                        "--b\n\nHello\n--b\n" + "Content-Type: message/rfc822\n\n".repeat(8)
                                + "Subject: x\n\nHello\n--b--\n");
        };
    }

    private void note(String text) {
        desk.letter(IVAN).to(filed.message()).text("#note\n" + text).send();
    }

    private Leaks.Leaving leaving(String text) {
        AgentMail mail = desk.letter(ANN).to(filed.message()).text(text).mail();
        return new Leaks.Leaving(mail, mail.source(), false);
    }

    private Leaks counting() {
        AgentTools tools = desk.tools;
        Archive counting = message -> {
            read.add(message);
            return tools.archive().source(message);
        };
        return new Leaks(new AgentTools(
                tools.tickets(),
                counting,
                tools.reading(),
                tools.signedAddresses(),
                tools.helpDesk(),
                tools.copies(),
                tools.instance(),
                tools.search(),
                tools.heldFor(),
                tools.clock()));
    }

    private static Sent only() {
        List<Sent> sent = desk.sent();
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }
}
