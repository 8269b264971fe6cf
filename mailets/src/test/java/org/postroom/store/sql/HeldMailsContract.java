// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.store.sql.Samples.AGENT_1;
import static org.postroom.store.sql.Samples.AGENT_2;
import static org.postroom.store.sql.Samples.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postroom.desk.Language;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Classification;
import org.postroom.ticket.Folder;
import org.postroom.ticket.HeldMail;
import org.postroom.ticket.HeldMails.NewHeldMail;
import org.postroom.ticket.MailKey;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;
import org.postroom.ticket.Ticket;

/** What is remembered of mails that are held, and of what somebody can have known of a ticket. */
abstract class HeldMailsContract extends StoreContract {

    private static final byte[] SOURCE = Samples.source("#clsoe\r\nВсё готово, 好了");
    private static final Classification CLASSIFICATION = new Classification(
            MessageKind.CUSTOMER,
            "",
            new Language("de"),
            Optional.of("Abrechnung"),
            Priority.URGENT,
            Set.of("größe", "vip"));
    private static final List<EmailAddress> RECIPIENTS =
            List.of(EmailAddress.of("support+1-2-a.k0@acme.test"), EmailAddress.of("Boss@customer.test"));

    @Test
    void heldMailShouldBeFoundWithItsEnvelopeAndBytes() {
        Ticket ticket = opened();
        MailKey key = key();

        HeldMail held = hold(key, ticket.id());

        assertThat(held.ticket()).isEqualTo(ticket.id());
        assertThat(held.agent()).isEqualTo(AGENT_1);
        assertThat(held.reason()).isEqualTo(HeldMail.Reason.DOUBT);
        assertThat(held.told()).isEqualTo(3);
        assertThat(held.asked()).isOne();
        assertThat(held.recipients()).isEqualTo(RECIPIENTS);
        assertThat(held.classification()).isEqualTo(CLASSIFICATION);
        assertThat(held.heldAt()).isEqualTo(clock.instant());
        assertThat(held.end()).isEmpty();
        assertThat(found(held.id())).contains(held);
        Optional<HeldMail> byKey = tickets.inTransaction(tx -> tx.heldMails().find(key));
        assertThat(byKey).contains(held);
        assertThat(source(held.id()))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(SOURCE));
    }

    @Test
    void sameMailShouldBeHeldOnce() {
        MailKey key = key();
        HeldMail first = hold(key, 0);

        assertThat(hold(key, 0)).isEqualTo(first);
        assertThat(hold(key(), 0).id()).isGreaterThan(first.id());
    }

    @Test
    void authorShouldBeAskedAgainOfWhatIsNew() {
        HeldMail first = hold(key(), 0);

        HeldMail again = tickets.inTransaction(
                tx -> tx.heldMails().holdAgain(first.id(), HeldMail.Reason.COLLISION, 5, clock.instant()));

        assertThat(again.reason()).isEqualTo(HeldMail.Reason.COLLISION);
        assertThat(again.told()).isEqualTo(5);
        assertThat(again.asked()).isEqualTo(2);
        assertThat(again.recipients()).isEqualTo(RECIPIENTS);
    }

    @Test
    void endedMailShouldHaveNoBytesAndAskNobody() {
        HeldMail held = hold(key(), 0);

        tickets.inTransaction(tx -> {
            tx.heldMails().end(held.id(), HeldMail.End.RELEASED, clock.instant());
            return held;
        });

        assertThat(found(held.id()).flatMap(HeldMail::end)).contains(HeldMail.End.RELEASED);
        assertThat(source(held.id())).isEmpty();
        assertThat(tickets.heldTooLong(later(), 1000)).doesNotContain(held.id());
    }

    @Test
    void whatWasPrivateShouldNotSayToWhomItWent() {
        HeldMail held = hold(key(), 0);

        tickets.inTransaction(tx -> {
            tx.heldMails().end(held.id(), HeldMail.End.PRIVATE, clock.instant());
            return held;
        });

        assertThat(found(held.id()).flatMap(HeldMail::end)).contains(HeldMail.End.PRIVATE);
        assertThat(found(held.id()).orElseThrow().recipients()).isEmpty();
        assertThat(source(held.id())).isEmpty();
    }

    @Test
    void removedMailShouldBeForgottenAndMayBeHeldAgain() {
        MailKey key = key();
        HeldMail held = hold(key, 0);
        Instant now = clock.instant();
        assertThat(tickets.heldSince(now.minusMillis(1), 1000)).doesNotContain(held.id());
        assertThat(tickets.heldSince(now, 1000)).contains(held.id());

        tickets.inTransaction(tx -> {
            tx.heldMails().remove(held.id());
            return held;
        });

        assertThat(found(held.id())).isEmpty();
        assertThat(source(held.id())).isEmpty();
        assertThat(tickets.heldSince(now, 1000)).doesNotContain(held.id());
        assertThat(hold(key, 0).id()).isGreaterThan(held.id());
    }

    @Test
    void leadsShouldBeToldOnce() {
        HeldMail held = hold(key(), 0);
        assertThat(tickets.heldTooLong(clock.instant(), 1000)).doesNotContain(held.id());
        assertThat(tickets.heldTooLong(later(), 1000)).contains(held.id());

        tickets.inTransaction(tx -> {
            tx.heldMails().leadsTold(held.id());
            return held;
        });

        assertThat(tickets.heldTooLong(later(), 1000)).doesNotContain(held.id());
    }

    @Test
    void heldMailShouldBelongToThePersonWhoWroteIt() {
        Ticket ticket = opened();
        hold(key(), ticket.id());

        assertThat(tickets.ticketsOfPerson(AGENT_1)).contains(ticket.id());
    }

    @Test
    void copyShouldSayHowMuchOfTheTicketItsOwnerCanHaveKnown() {
        long ticket = opened().id();
        long first = filed(mail(ticket, unique("first"))).id();
        want(ticket, first, AGENT_1);
        filed(mail(ticket, unique("second")));
        want(ticket, first, AGENT_1, AGENT_2);

        assertThat(told(first, AGENT_1)).contains(1);
        assertThat(told(first, AGENT_2)).contains(2);
        assertThat(told(first, EmailAddress.of("agent3@acme.test"))).isEmpty();
    }

    @Test
    void copyThatComesAgainShouldSayWhatItsOwnerCanKnowNow() {
        long ticket = opened().id();
        long first = filed(mail(ticket, unique("first"))).id();
        want(ticket, first, AGENT_1);
        want(ticket, first);
        filed(mail(ticket, unique("second")));
        want(ticket, first, AGENT_1);

        assertThat(told(first, AGENT_1)).contains(2);
    }

    private Optional<HeldMail> found(long held) {
        return tickets.inTransaction(tx -> tx.heldMails().find(held));
    }

    private Optional<byte[]> source(long held) {
        return tickets.inTransaction(tx -> tx.heldMails().source(held));
    }

    private Optional<Integer> told(long message, EmailAddress owner) {
        return tickets.inTransaction(tx -> tx.told(message, owner));
    }

    private void want(long ticket, long message, EmailAddress... owners) {
        tickets.inTransaction(tx -> {
            tx.wantCopies(
                    ticket,
                    List.of(owners).stream()
                            .map(owner -> Samples.copy(message, owner, Folder.INBOX))
                            .toList());
            return ticket;
        });
    }

    private HeldMail hold(MailKey key, long ticket) {
        return tickets.inTransaction(tx -> tx.heldMails()
                .hold(new NewHeldMail(
                        key,
                        ticket,
                        AGENT_1,
                        HeldMail.Reason.DOUBT,
                        3,
                        RECIPIENTS,
                        CLASSIFICATION,
                        clock.instant().plus(Duration.ofHours(2)),
                        SOURCE)));
    }

    private Instant later() {
        return clock.instant().plus(Duration.ofHours(2));
    }

    private static MailKey key() {
        return Samples.key(UUID.randomUUID() + "@acme.test", SOURCE);
    }
}
