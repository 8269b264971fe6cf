// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.postroom.store.sql.Samples.acknowledgement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.ticket.Outbox;
import org.postroom.ticket.Outbox.Pending;
import org.postroom.ticket.OutgoingMail;
import org.postroom.ticket.OutgoingMail.Purpose;
import org.postroom.ticket.Ticket;

/** Mails wait in the outbox, each once, until they are handed over. */
abstract class OutboxContract extends StoreContract {

    private static final EmailAddress CUSTOMER = EmailAddress.of("Kunde@muster.de");

    private Outbox outbox;
    private Instant now;

    @BeforeAll
    void makeOutbox() {
        outbox = new SqlOutbox(database, clock);
    }

    @BeforeEach
    void emptyOutbox() {
        now = clock.instant().plusSeconds(3600);
        clock.set(now);
        outbox.due(Instant.parse("2099-01-01T00:00:00Z"), 1000).forEach(mail -> outbox.handedOver(mail.id(), now));
    }

    @Test
    void mailShouldWaitWithItsBytesUntilItIsHandedOver() {
        Ticket ticket = opened();
        OutgoingMail mail = new OutgoingMail(
                Purpose.REPLY,
                unique("reply"),
                ticket.id(),
                Optional.empty(),
                List.of(CUSTOMER, EmailAddress.of("second@example.cn")),
                new MessageId(unique("out")),
                Samples.source("Sehr geehrte Frau Größe, 您好, здравствуйте 🙂"));
        use(tx -> assertThat(tx.send(mail)).isTrue());

        Pending pending = onlyDue();
        assertThat(pending.mail()).usingRecursiveComparison().isEqualTo(mail);
        assertThat(pending.attempts()).isZero();
        assertThat(onlyDue().id()).isEqualTo(pending.id());
        outbox.handedOver(pending.id(), now);
        outbox.handedOver(pending.id(), now);
        assertThat(outbox.due(now, 10)).isEmpty();
    }

    @Test
    void mailThatIsForgottenShouldNotSayToWhomItWent() {
        OutgoingMail mail = new OutgoingMail(
                OutgoingMail.Purpose.PRIVATE,
                unique("private"),
                0,
                Optional.of(Samples.AGENT_1),
                List.of(CUSTOMER, Samples.AGENT_2),
                new MessageId("private@acme.test"),
                Samples.source("Обед?"));
        use(tx -> assertThat(tx.send(mail)).isTrue());
        Pending pending = onlyDue();
        assertThat(pending.mail()).usingRecursiveComparison().isEqualTo(mail);
        outbox.handedOver(pending.id(), now);
        int before =
                outbox.countSince(OutgoingMail.Purpose.PRIVATE, Optional.of(Samples.AGENT_2), now.minusSeconds(60));

        outbox.forget(pending.id());

        assertThat(before).isPositive();
        assertThat(outbox.countSince(OutgoingMail.Purpose.PRIVATE, Optional.of(Samples.AGENT_2), now.minusSeconds(60)))
                .isZero();
    }

    @Test
    void sameOnceKeyShouldBeSentOnce() {
        Ticket ticket = opened();
        String key = unique("ack");
        use(tx -> {
            assertThat(tx.send(acknowledgement(ticket.id(), key, CUSTOMER))).isTrue();
            assertThat(tx.send(acknowledgement(ticket.id(), key, CUSTOMER))).isFalse();
            tx.routed(1);
        });
        Pending pending = onlyDue();
        outbox.handedOver(pending.id(), now);

        use(tx ->
                assertThat(tx.send(acknowledgement(ticket.id(), key, CUSTOMER))).isFalse());
        assertThat(outbox.due(now, 10)).isEmpty();
    }

    @Test
    void eightThreadsShouldPutOneMailOfAKey() {
        Ticket ticket = opened();
        String key = unique("race");

        List<Boolean> first =
                together(8, () -> tickets.inTransaction(tx -> tx.send(acknowledgement(ticket.id(), key, CUSTOMER))));

        assertThat(first).containsOnlyOnce(true);
        assertThat(outbox.due(now, 10)).hasSize(1);
    }

    @Test
    void mailOfARolledBackTransactionShouldNotExist() {
        Ticket ticket = opened();
        String key = unique("never");
        assertThatThrownBy(() -> use(tx -> {
                    tx.send(acknowledgement(ticket.id(), key, CUSTOMER));
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(outbox.due(now, 10)).isEmpty();
        use(tx ->
                assertThat(tx.send(acknowledgement(ticket.id(), key, CUSTOMER))).isTrue());
    }

    /** Without recipients the mail server would drop it. */
    @Test
    void mailThatIsBeingWrittenShouldBeDueWithAllItsRecipientsOrNotAtAll() throws Exception {
        Ticket ticket = opened();
        try (Handle writer = database.jdbi().open()) {
            writer.begin();
            long id = writer.createUpdate(
                            "INSERT INTO outbox (purpose, once_key, once_hash, ticket, message_id,"
                                    + " decided_at, due_at, attempts) VALUES ('reply', :key, :key, :ticket, :key, :now, :now, 0)")
                    .bind("key", unique("half"))
                    .bind("ticket", ticket.id())
                    .bind("now", now)
                    .executeAndReturnGeneratedKeys(database.dialect().keyColumn("id"))
                    .mapTo(Long.class)
                    .one();
            FutureTask<List<Pending>> due = new FutureTask<>(() -> outbox.due(now, 10));
            Thread reader = new Thread(due, "outbox-reader");
            reader.start();
            await().until(() -> due.isDone() || reader.getState() == Thread.State.TIMED_WAITING);
            writer.createUpdate("INSERT INTO outbox_recipients (outbox, place, address, purpose, decided_at)"
                            + " SELECT :id, 0, MIN(id), 'reply', CAST(:now AS TIMESTAMP) FROM addresses")
                    .bind("id", id)
                    .bind("now", now)
                    .execute();
            writer.createUpdate("INSERT INTO outbox_sources (outbox, source) VALUES (:id, :source)")
                    .bind("id", id)
                    .bind("source", Samples.source("half"))
                    .execute();
            writer.commit();

            assertThat(due.get())
                    .allSatisfy(
                            pending -> assertThat(pending.mail().recipients()).hasSize(1));
        }
        assertThat(onlyDue().mail().recipients()).hasSize(1);
    }

    @Test
    void failedMailShouldWaitForItsTime() {
        Ticket ticket = opened();
        use(tx -> tx.send(acknowledgement(ticket.id(), unique("later"), CUSTOMER)));
        Pending pending = onlyDue();
        outbox.failed(pending.id(), "нет связи \u0000" + "x".repeat(5000), now.plusSeconds(60));

        assertThat(outbox.due(now.plusSeconds(59), 10)).isEmpty();
        Pending again = outbox.due(now.plusSeconds(60), 10).get(0);
        assertThat(again.attempts()).isOne();
        assertThat(again.mail()).usingRecursiveComparison().isEqualTo(pending.mail());
    }

    @Test
    void handedOverMailShouldNotComeBackWhenItFailsLate() {
        use(tx -> tx.send(acknowledgement(opened().id(), unique("late"), CUSTOMER)));
        Pending pending = onlyDue();
        outbox.handedOver(pending.id(), now);
        outbox.failed(pending.id(), "too late", now);

        assertThat(outbox.due(now, 10)).isEmpty();
    }

    @Test
    void oldestShouldComeFirstAndNoMoreThanAsked() {
        Ticket ticket = opened();
        List<String> keys = List.of(unique("a"), unique("b"), unique("c"));
        keys.forEach(key -> {
            use(tx -> tx.send(acknowledgement(ticket.id(), key, CUSTOMER)));
            clock.set(clock.instant().plusSeconds(1));
        });

        assertThat(outbox.due(clock.instant(), 2))
                .extracting(pending -> pending.mail().onceKey())
                .containsExactly(keys.get(0), keys.get(1));
    }

    @Test
    void decidedMailsShouldBeCountedByPurposeAndRecipient() {
        Ticket ticket = opened();
        EmailAddress other = EmailAddress.of("other@example.cn");
        use(tx -> {
            tx.send(acknowledgement(ticket.id(), unique("one"), CUSTOMER));
            tx.send(acknowledgement(ticket.id(), unique("two"), CUSTOMER));
            tx.send(acknowledgement(ticket.id(), unique("three"), other));
        });
        outbox.due(now, 10).forEach(mail -> outbox.handedOver(mail.id(), now));

        Optional<EmailAddress> customer = Optional.of(EmailAddress.of(CUSTOMER.key()));
        assertThat(outbox.countSince(Purpose.ACKNOWLEDGEMENT, customer, now)).isEqualTo(2);
        assertThat(outbox.countSince(Purpose.ACKNOWLEDGEMENT, Optional.of(other), now))
                .isOne();
        assertThat(outbox.countSince(Purpose.ACKNOWLEDGEMENT, Optional.empty(), now))
                .isEqualTo(3);
        assertThat(outbox.countSince(Purpose.REPLY, customer, now)).isZero();
        assertThat(outbox.countSince(Purpose.ACKNOWLEDGEMENT, customer, now.plusSeconds(1)))
                .isZero();
    }

    @Test
    void veryLongOnceKeyShouldBeAllowed() {
        Ticket ticket = opened();
        String key = "reply-" + "x".repeat(900) + unique("");
        OutgoingMail mail = new OutgoingMail(
                Purpose.NOTICE,
                key,
                ticket.id(),
                Optional.empty(),
                List.of(CUSTOMER),
                new MessageId(unique("long")),
                new byte[0]);
        use(tx -> assertThat(tx.send(mail)).isTrue());
        use(tx -> assertThat(tx.send(mail)).isFalse());

        assertThat(onlyDue().mail().onceKey()).isEqualTo(key);
    }

    private Pending onlyDue() {
        List<Pending> due = outbox.due(now, 10);
        assertThat(due).hasSize(1);
        return due.get(0);
    }
}
