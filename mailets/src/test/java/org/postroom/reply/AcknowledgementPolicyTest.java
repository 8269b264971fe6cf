// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.config.Configuration;
import org.postroom.config.SampleConf;
import org.postroom.desk.DeskId;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Language;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Outbox;
import org.postroom.ticket.OutgoingMail.Purpose;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Status;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.TicketNumber;

class AcknowledgementPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private static HelpDesk helpDesk;

    private final SentMails outbox = new SentMails();
    private final AcknowledgementPolicy policy = new AcknowledgementPolicy(
            helpDesk,
            new AcknowledgementPolicy.Rates(2, 4, 5),
            address -> address.localPart().startsWith("no-reply"),
            outbox,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeAll
    static void readSample() throws Exception {
        helpDesk = Configuration.read(SampleConf.directory()).helpDesk();
    }

    @Test
    void personShouldBeAcknowledged() {
        assertThat(reason("ann@example.com", MessageKind.CUSTOMER)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = MessageKind.class, mode = EnumSource.Mode.EXCLUDE, names = "CUSTOMER")
    void everythingElseShouldNotBeAcknowledged(MessageKind kind) {
        assertThat(reason("ann@example.com", kind)).contains("the mail is of kind " + kind.word());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "support@acme.test",
                "SALES@acme.test",
                "support+anything@acme.test",
                "help+1042-77-a.aj4r4cfqwatnh4saq@other.test"
            })
    void deskShouldNotWriteToADesk(String address) {
        assertThat(reason(address, MessageKind.CUSTOMER)).contains("the requester's address is a desk's own");
    }

    @Test
    void addressThatNobodyReadsShouldNotBeAcknowledged() {
        assertThat(reason("no-reply@example.com", MessageKind.CUSTOMER))
                .contains("the requester's address takes no replies");
    }

    @Test
    void addressThatFailsShouldNotBeAcknowledged() {
        assertThat(policy.reasonToWithhold(ticket("ann@example.com"), opening(MessageKind.CUSTOMER), address -> true))
                .contains("mail to the requester's address fails");
    }

    @Test
    void oneAddressShouldGetOnlySoManyWithinAnHour() {
        outbox.send("ann@example.com", NOW.minusSeconds(3601));
        outbox.send("ann@example.com", NOW.minusSeconds(3599));
        assertThat(reason("ann@example.com", MessageKind.CUSTOMER)).isEmpty();

        outbox.send("ann@example.com", NOW.minusSeconds(1));

        assertThat(reason("Ann@example.com", MessageKind.CUSTOMER))
                .contains("there were 2 acknowledgements to this address within an hour");
        assertThat(reason("bob@example.com", MessageKind.CUSTOMER)).isEmpty();
    }

    @Test
    void limitShouldHoldExactlyAlthoughNotEveryQuestionCounts() {
        AcknowledgementPolicy large = new AcknowledgementPolicy(
                helpDesk,
                new AcknowledgementPolicy.Rates(2, 1000, 1000),
                address -> false,
                outbox,
                Clock.fixed(NOW, ZoneOffset.UTC));
        int sent = 0;
        while (large.reasonToWithhold(
                        ticket("person" + sent + "@example.com"), opening(MessageKind.CUSTOMER), address -> false)
                .isEmpty()) {
            outbox.send("person" + sent++ + "@example.com", NOW);
        }

        assertThat(sent).isEqualTo(1000);
    }

    @Test
    void oneDomainShouldGetOnlySoManyForSubjectsThatDifferInNumbers() {
        for (int i = 0; i < 4; i++) {
            assertThat(reason("robot" + i + "@robots.test", "Заявка №" + (100 + i) + " принята"))
                    .isEmpty();
        }

        assertThat(reason("robot9@robots.test", "Re: Заявка №7 принята"))
                .contains("there were 4 acknowledgements to robots.test for such a subject within an hour");
        assertThat(reason("robot9@robots.test", "Other matter")).isEmpty();
        assertThat(reason("robot9@elsewhere.test", "Заявка №7 принята")).isEmpty();
    }

    @Test
    void everybodyTogetherShouldGetOnlySoManyWithinAnHour() {
        for (int i = 0; i < 5; i++) {
            outbox.send("person" + i + "@example.com", NOW.minusSeconds(60));
        }

        assertThat(reason("ann@example.com", MessageKind.CUSTOMER))
                .contains("there were 5 acknowledgements within an hour");
    }

    private Optional<String> reason(String address, MessageKind kind) {
        return policy.reasonToWithhold(ticket(address), opening(kind), failed -> false);
    }

    private Optional<String> reason(String address, String subject) {
        return policy.reasonToWithhold(ticket(address), opening(MessageKind.CUSTOMER, subject), failed -> false);
    }

    private static Ticket ticket(String requester) {
        return new Ticket(
                new TicketNumber("ACME", 1042),
                new DeskId("support"),
                EmailAddress.of("support@acme.test"),
                Status.NEW,
                Optional.empty(),
                Priority.NORMAL,
                Language.UNKNOWN,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                new NamedAddress("", EmailAddress.of(requester)),
                "Printer",
                1,
                NOW,
                NOW,
                1);
    }

    private static Message opening(MessageKind kind) {
        return opening(kind, "");
    }

    private static Message opening(MessageKind kind, String subject) {
        return new Message(
                77,
                1042,
                1,
                kind,
                Audience.PUBLIC,
                Optional.empty(),
                Optional.empty(),
                subject,
                Language.UNKNOWN,
                NOW,
                1000,
                false,
                false);
    }

    /** An outbox that remembers only to whom something was sent, and when. */
    private static final class SentMails implements Outbox {

        private final List<EmailAddress> recipients = new ArrayList<>();
        private final List<Instant> moments = new ArrayList<>();

        void send(String recipient, Instant at) {
            recipients.add(EmailAddress.of(recipient));
            moments.add(at);
        }

        @Override
        public int countSince(Purpose purpose, Optional<EmailAddress> recipient, Instant since) {
            int count = 0;
            for (int i = 0; i < recipients.size(); i++) {
                boolean counted = recipient.isEmpty() || recipient.get().equals(recipients.get(i));
                count += counted && !moments.get(i).isBefore(since) ? 1 : 0;
            }
            return count;
        }

        @Override
        public List<Pending> due(Instant now, int limit) {
            return List.of();
        }

        @Override
        public void handedOver(long id, Instant at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forget(long id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void failed(long id, String reason, Instant retryAt) {
            throw new UnsupportedOperationException();
        }
    }
}
