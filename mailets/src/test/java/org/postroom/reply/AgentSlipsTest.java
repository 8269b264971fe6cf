// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.reply.AgentFixture.ANN;
import static org.postroom.reply.AgentFixture.IVAN;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.SampleDesks;
import org.postroom.SampleMail;
import org.postroom.conversation.Filed;
import org.postroom.message.EmailAddress;
import org.postroom.reply.AgentFixture.Sent;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.SignedAddresses.Target;
import org.postroom.ticket.Status;

/** What slips from agents, or from their mail programs, shows nothing internal to a customer. */
class AgentSlipsTest {

    private static final EmailAddress CUSTOMER = EmailAddress.of("ivan@customer.test");
    private static final EmailAddress EXPERT = EmailAddress.of("fire@expert.test");

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
        filed = desk.opened(ANN, mail -> mail.text("It burns, and there is smoke in all of the second floor."));
    }

    @Test
    void furtherMailsToAnExpertShouldReachTheExpert() {
        desk.letter(ANN)
                .to(filed.message())
                .text("#forward fire@expert.test\nWhat shall we do?")
                .send();
        Filed answer = desk.arrived(
                SampleMail.mail().from("fire@expert.test").to(only().replyTo()).text("Water."));
        desk.letter(ANN).to(answer.message()).text("Thanks, and then?").send();
        desk.sent();
        Message own = desk.messages(filed).get(3);

        desk.letter(IVAN).to(own).text("Are you still there?").send();

        assertThat(only().recipients()).containsExactly(EXPERT);
        assertThat(desk.messages(filed).get(4).kind()).isEqualTo(MessageKind.EXPERT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#forward fire@expert.test\n#cc ivan@customer.test",
                "#forward fire@expert.test\n#note",
                "#forward fire@expert.test\n#forward water@expert.test"
            })
    void whatIsMeantForTwoReadersShouldComeBack(String commands) {
        desk.letter(ANN)
                .to(filed.message())
                .text(commands + "\nHe is difficult.")
                .send();

        assertThat(only().recipients()).containsExactly(ANN.address());
        assertThat(desk.messages(filed)).hasSize(1);
    }

    @Test
    void mailToAnExpertShouldComeBackWhenTheCustomerWouldGetItAsWell() {
        desk.letter(ANN)
                .to(filed.message())
                .to(CUSTOMER)
                .text("#forward fire@expert.test\nHe is difficult.")
                .send();

        Sent back = only();
        assertThat(back.recipients()).containsExactly(ANN.address());
        assertThat(back.text()).contains(CUSTOMER.asString());
    }

    @Test
    void mailToSeveralAddressesOfATicketShouldBeANoteWhenOneIsANotes() {
        desk.letter(IVAN)
                .to(filed.message(), Target.AUTHOR)
                .to(filed.message(), Target.AGENTS)
                .text("He is difficult.")
                .send();

        assertThat(desk.sent()).isEmpty();
        assertThat(desk.messages(filed).get(1).kind()).isEqualTo(MessageKind.NOTE);
    }

    @Test
    void whateverAnswersANoteThatAColleagueGotShouldBeANote() {
        desk.letter(ANN)
                .to(filed.message())
                .to(IVAN.address())
                .text("#note\nHe is difficult.")
                .send();
        Sent told = only();
        assertThat(told.read().to()).extracting(to -> to.address()).containsExactly(IVAN.address());

        desk.letter(IVAN)
                .to(SampleDesks.SUPPORT_ADDRESS)
                .answering(told.read().messageId().orElseThrow())
                .text("Yes, he is.")
                .send();

        assertThat(desk.sent()).isEmpty();
        assertThat(desk.messages(filed).get(2).kind()).isEqualTo(MessageKind.NOTE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF#note",
                "\u200b#note",
                "#note\u200b",
                "\u202f#note\u202f",
                "#no\u00adte",
                "#note.",
                "#note, please",
                "*#note*",
                "(#note)"
            })
    void commandWithSignsAroundItShouldNeverGoToTheCustomer(String command) {
        desk.letter(ANN)
                .to(filed.message())
                .text(command + "\nHe is difficult.")
                .send();

        assertThat(desk.sent()).allMatch(sent -> sent.recipients().equals(List.of(ANN.address())));
    }

    @Test
    void expertShouldNotSeeCommandsOfEarlierAnswers() {
        desk.letter(ANN).to(filed.message()).text("#tag angry-person\nWe come.").send();
        desk.sent();

        desk.letter(ANN)
                .to(filed.message())
                .text("#forward fire@expert.test\nWhat?")
                .send();

        assertThat(new String(only().mail().source(), StandardCharsets.UTF_8))
                .contains("We come.")
                .doesNotContain("angry-person");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Hello</p><div style='display:none'>%s</div>",
                "<html><head><title>%s</title></head><body>Hello</body></html>"
            })
    void answerWithANoteThatNobodySeesShouldBeHeld(String html) {
        String secret = "The password of the server lies in the upper drawer of the desk";
        desk.letter(IVAN).to(filed.message()).text("#note\n" + secret).send();

        desk.letter(ANN)
                .to(filed.message())
                .content("text/html; charset=utf-8", String.format(html, secret))
                .send();

        assertThat(only().recipients()).containsExactly(ANN.address());
    }

    @Test
    void longSubjectOfANoteShouldHoldNothing() {
        String subject = "The printer in the second floor burns again today";
        Filed ticket = desk.opened(ANN, mail -> mail.subject(subject));
        String answer = "Re: " + ticket.ticket().number().stamp() + " " + subject;
        desk.letter(ANN)
                .to(ticket.message())
                .subject(answer)
                .text("#note\nAgain.")
                .send();

        desk.letter(ANN).to(ticket.message()).subject(answer).text("We come.").send();

        assertThat(only().recipients()).containsExactly(CUSTOMER);
    }

    @Test
    void commandsThatWereCarriedOutShouldNotBeRefusedWhenTheMailRunsAgain() {
        Filed second = desk.arrived(SampleMail.mail()
                .text("Another matter.")
                .inReplyTo(filed.message().messageId().orElseThrow().value()));
        AgentFixture.Letter letter = desk.letter(ANN).to(second.message()).text("#split");

        letter.send();
        letter.send();

        assertThat(desk.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#requester new@customer.test", "#requester new@customer.test\n#note\nHello"})
    void newTicketWithNothingToSendShouldComeBack(String text) {
        desk.letter(ANN).to(SampleDesks.SUPPORT_ADDRESS).text(text).send();

        assertThat(only().recipients()).containsExactly(ANN.address());
    }

    @Test
    void signsThatTheCharsetOfAnHtmlMailLacksShouldStayReferences() {
        desk.letter(ANN)
                .to(filed.message())
                .content("text/html; charset=us-ascii", "<p>#tag x</p><p>Hello &rarr; &eacute;</p>")
                .send();

        Sent sent = only();
        assertThat(sent.recipients()).containsExactly(CUSTOMER);
        assertThat(sent.text()).isEqualTo("Hello → é");
    }

    private static Sent only() {
        List<Sent> sent = desk.sent();
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }

    @Test
    void noteAndAnswerMayQuoteTheSameMail() {
        String quoted =
                "\n\nOn Sun, Nov 22, 2026 at 8:08 AM Ivan Petrov <ivan@customer.test> wrote:\n> It burns, and there is smoke\n> in all of the second floor.\n";
        desk.letter(ANN)
                .to(filed.message())
                .text("#note\nHe is difficult" + quoted)
                .send();
        desk.letter(ANN)
                .to(filed.message())
                .text("Dear Ivan, we come." + quoted)
                .send();
        List<Sent> sent = desk.sent();
        assertThat(sent.get(0).text()).doesNotContain("Not sent");
        assertThat(toCustomer(sent)).as(sent.get(0).text()).isTrue();
    }

    @Test
    void noteAndAnswerMayQuoteTheSameMailAsOutlookDoes() {
        String quoted =
                "\n\n-----Original Message-----\nFrom: Ivan Petrov <ivan@customer.test>\nSent: Sunday, November 22, 2026 8:08 AM\nTo: Acme Support <support@acme.test>\nSubject: [ACME-10427] Printer on fire\n\nIt burns, and there is smoke\nin all of the second floor.\n";
        desk.letter(ANN)
                .to(filed.message())
                .text("#note\nHe is difficult" + quoted)
                .send();
        desk.letter(ANN)
                .to(filed.message())
                .text("Dear Ivan, we come." + quoted)
                .send();
        List<Sent> sent = desk.sent();
        assertThat(toCustomer(sent)).as(sent.get(0).text()).isTrue();
    }

    @Test
    void mailToTwoTicketsShouldComeBackWithBothAndDoNothing() {
        Filed other = desk.opened(ANN, mail -> mail.from("olga@customer.test").subject("Toner"));
        desk.letter(ANN)
                .to(filed.message())
                .to(other.message())
                .text("#close\nWe come.")
                .send();

        Sent back = only();
        assertThat(back.recipients()).containsExactly(ANN.address());
        assertThat(back.text())
                .contains(
                        filed.ticket().number().toString(),
                        other.ticket().number().toString());
        assertThat(desk.messages(filed)).hasSize(1);
        assertThat(desk.messages(other)).hasSize(1);
        assertThat(desk.ticket(filed).status()).isEqualTo(filed.ticket().status());
    }

    @Test
    void mailToTwoTicketsThatWereMergedShouldBeSent() {
        Filed other = desk.opened(ANN, mail -> mail.from("olga@customer.test").subject("Toner"));
        desk.letter(ANN)
                .to(other.message())
                .text("#merge " + filed.ticket().number())
                .send();

        desk.letter(ANN)
                .to(filed.message())
                .to(other.message())
                .text("We come.")
                .send();

        assertThat(toCustomer(desk.sent())).isTrue();
    }

    @Test
    void commandThatTheProgramWrappedShouldBeCarriedOutAndNotLeave() {
        String subject = "The printer in the corridor of the second floor burns every morning";
        desk.letter(ANN)
                .to(filed.message())
                .content(
                        "text/plain; charset=utf-8; format=flowed",
                        "#subject The printer in the corridor of the second floor \nburns every morning\n#snooze until \nMonday 9:00\nWe come.")
                .send();

        Sent sent = only();
        assertThat(sent.recipients()).containsExactly(CUSTOMER);
        assertThat(sent.text()).isEqualTo("We come.");
        assertThat(desk.ticket(filed).subject()).isEqualTo(subject);
        assertThat(desk.ticket(filed).status()).isEqualTo(Status.SNOOZED);
    }

    @Test
    void footerOfAllColleaguesShouldHoldNothing() {
        String sig =
                "\n-- \n%s, Acme Support GmbH, Main Street 1, 10115 Berlin, phone 030 1234567, HRB 12345, open every day";
        desk.letter(IVAN)
                .to(filed.message())
                .text("#note\nlook" + String.format(sig, "Ivan"))
                .send();
        desk.letter(ANN)
                .to(filed.message())
                .text("Hello" + String.format(sig, "Ann"))
                .send();
        List<Sent> sent = desk.sent();
        assertThat(toCustomer(sent)).as(sent.get(0).text()).isTrue();
    }

    @Test
    void commandOfAnEarlierAnswerShouldNotLeaveInAQuotation() {
        desk.letter(ANN)
                .to(filed.message())
                .text("#tag angry-person\nHello, we come.")
                .send();
        desk.sent();
        Message own = desk.messages(filed).get(1);
        desk.letter(ANN)
                .to(own)
                .text("And again\n> #tag angry-person\n> Hello, we come.")
                .send();
        assertThat(toCustomer(desk.sent())).isFalse();
    }

    @Test
    void softHyphensShouldHideNothing() {
        String secret = "The password of the server lies in the upper drawer of the desk of Mary";
        desk.letter(IVAN).to(filed.message()).text("#note\n" + secret).send();
        desk.letter(ANN)
                .to(filed.message())
                .text("Hello " + secret.replace("er", "e\u00adr"))
                .send();
        assertThat(toCustomer(desk.sent())).isFalse();
    }

    @Test
    void mailAttachedAsAFileShouldBeLookedInto() {
        String secret = "The password of the server lies in the upper drawer of the desk of Mary";
        desk.letter(IVAN).to(filed.message()).text("#note\n" + secret).send();
        desk.letter(ANN)
                .to(filed.message())
                .content(
                        "multipart/mixed; boundary=b",
                        "--b\nContent-Type: text/plain\n\nHello\n--b\nContent-Type: application/octet-stream; name=\"note.eml\"\nContent-Disposition: attachment; filename=\"note.eml\"\n\nSubject: x\n\n"
                                + secret + "\n--b--\n")
                .send();
        assertThat(toCustomer(desk.sent())).isFalse();
    }

    @Test
    void commandsShouldNotLeaveInAThirdForm() {
        desk.letter(ANN)
                .to(filed.message())
                .content(
                        "multipart/alternative; boundary=b",
                        "--b\nContent-Type: text/plain\n\n#tag angry\nHello\n--b\nContent-Type: text/enriched\n\n#tag angry\n\nHello\n--b--\n")
                .send();

        assertThat(desk.sent())
                .filteredOn(sent -> sent.recipients().contains(CUSTOMER))
                .noneMatch(sent -> new String(sent.mail().source(), StandardCharsets.UTF_8).contains("angry"));
    }

    @Test
    void heldNoteThatIsRefusedShouldNotBeReleased() {
        desk.letter(ANN)
                .to(filed.message())
                .to("ivan@customer.test")
                .text("#note\n#clsoe\nsecret")
                .send();
        List<Sent> s = desk.sent();
        EmailAddress q = s.get(0).replyTo();
        desk.letter(ANN).to(q).text("#send").send();
        assertThat(desk.events(filed)).doesNotContain(EventType.RELEASED);
    }

    @Test
    void phonesOwnLineShouldNotKeepSendFromSending() {
        desk.letter(ANN).to(filed.message()).text("#clsoe\nyes").send();
        EmailAddress q = desk.sent().get(0).replyTo();
        desk.letter(ANN).to(q).text("#send\n\nSent from my iPhone").send();
        assertThat(toCustomer(desk.sent())).isTrue();
    }

    @Test
    void answerToTheDeskAboutAnExpertsMailShouldNotReachTheCustomer() {
        desk.letter(ANN)
                .to(filed.message())
                .text("#forward fire@expert.test\nWhat shall we do?")
                .send();
        Sent asked = desk.sent().get(0);
        AgentFixture.Letter l = desk.letter(IVAN).to(SampleDesks.SUPPORT_ADDRESS);
        l.answering(asked.read().messageId().orElseThrow());
        l.text("He is difficult").send();
        assertThat(toCustomer(desk.sent())).isFalse();
    }

    @Test
    void answerWithCommandsAndTheAgentsNameBelowShouldLeave() {
        desk.letter(ANN)
                .to(filed.message())
                .text("#close\nDear Ivan, we come.\n\nBest regards\nAnn")
                .send();

        assertThat(only().text()).isEqualTo("Dear Ivan, we come.\n\nBest regards\nAnn");
    }

    @Test
    void tooManyCommandsShouldComeBack() {
        desk.letter(ANN)
                .to(filed.message())
                .text("#tag x\n".repeat(1000) + "Hello")
                .send();

        assertThat(desk.sent())
                .hasSize(1)
                .allMatch(sent -> sent.read().subject().startsWith("Not sent"));
        assertThat(desk.ticket(filed).tags()).isEmpty();
    }

    private static boolean toCustomer(List<Sent> sent) {
        return sent.stream().anyMatch(one -> one.recipients().contains(CUSTOMER));
    }
}
