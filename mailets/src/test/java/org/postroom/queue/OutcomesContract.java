// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postroom.store.sql.MailBytes;
import org.postroom.store.sql.NewQueuedMail;
import org.postroom.store.sql.QueuedMail;
import org.postroom.store.sql.SqlQueueRows;
import org.postroom.store.sql.SqlQueues;

/** What became of mails is written once, also when the database takes a part of it only. */
abstract class OutcomesContract extends QueueContract {

    private static final long RUN = 5;
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(2));

    private final List<QueuedMail> written = new ArrayList<>();
    private SqlQueueRows rows;
    private Outcomes outcomes;
    private QueuedMail first;
    private QueuedMail second;

    @BeforeEach
    void claimTwoMails() {
        rows = new SqlQueueRows(fixture().database());
        written.clear();
        outcomes = new Outcomes(
                new QueueRun(
                        rows,
                        new SqlQueues(fixture().database()),
                        RUN,
                        Duration.ofMinutes(1),
                        Clock.fixed(NOW, java.time.ZoneOffset.UTC),
                        new RawMailQueueItemDecoratorFactory()),
                written::add);
        rows.add(row());
        rows.add(row());
        List<QueuedMail> claimed = claim(2);
        first = claimed.get(0);
        second = claimed.get(1);
    }

    @AfterEach
    void endTrouble() {
        fixture().database().useTransaction(handle -> {
            handle.execute("DELETE FROM queue_mails");
            handle.execute("ALTER TABLE queue_mails DROP CONSTRAINT trouble");
        });
    }

    @Test
    void mailGivenBackShouldStayWithWhoHasItAgainWhenAnotherCouldNotBeGivenBack() {
        trouble("attempts = 0");
        outcomes.again(first);
        outcomes.again(second);
        endTrouble("attempts = 0 OR id = " + first.id());
        assertThat(outcomes.write()).isFalse();
        QueuedMail again = claim(1).get(0);
        assertThat(again.id()).isEqualTo(first.id());

        assertThat(outcomes.write()).isFalse();

        assertThat(attempts(again)).isOne();
        assertThat(run(again)).isEqualTo(RUN);
    }

    @Test
    void mailShouldBeGivenBackWhenAnotherCannotBe() {
        trouble("attempts = 0 OR id = " + second.id());

        outcomes.again(first);
        outcomes.again(second);

        assertThat(run(first)).isEqualTo(RUN);
        assertThat(run(second)).isEqualTo(SqlQueueRows.NOBODY);
        assertThat(written).containsExactly(second);
    }

    @Test
    void mailShouldBeGivenBackWhenAnotherThatIsDoneCannotBeRemoved() {
        trouble("attempts >= 0");
        fixture().database().useTransaction(handle -> {
            handle.execute("CREATE TABLE keeps (id BIGINT NOT NULL REFERENCES queue_mails (id))");
            handle.execute("INSERT INTO keeps (id) VALUES (" + first.id() + ")");
        });

        outcomes.success(first);
        outcomes.again(second);
        assertThat(run(second)).isEqualTo(SqlQueueRows.NOBODY);

        fixture().database().useTransaction(handle -> handle.execute("DROP TABLE keeps"));
        assertThat(outcomes.write()).isTrue();
        assertThat(rows.claim("spool", RUN, LATER, 2).mails()).hasSize(1);
    }

    @Test
    void outcomeWhoseAnswerWasLostShouldNotCountAgain() {
        trouble("attempts >= 0");
        outcomes.again(first);
        QueuedMail again = claim(1).get(0);

        outcomes.again(first);

        assertThat(attempts(again)).isOne();
        assertThat(run(again)).isEqualTo(RUN);
    }

    private void trouble(String allowed) {
        fixture()
                .database()
                .useTransaction(handle ->
                        handle.execute("ALTER TABLE queue_mails ADD CONSTRAINT trouble CHECK (" + allowed + ")"));
    }

    private void endTrouble(String allowedNow) {
        fixture()
                .database()
                .useTransaction(handle -> handle.execute("ALTER TABLE queue_mails DROP CONSTRAINT trouble"));
        trouble(allowedNow);
    }

    private List<QueuedMail> claim(int limit) {
        return rows.claim("spool", RUN, LATER, limit).mails();
    }

    private long run(QueuedMail mail) {
        return number("SELECT run FROM queue_mails WHERE id = " + mail.id());
    }

    private long attempts(QueuedMail mail) {
        return number("SELECT attempts FROM queue_mails WHERE id = " + mail.id());
    }

    private long number(String query) {
        return fixture()
                .database()
                .inTransaction(
                        handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    private static NewQueuedMail row() {
        return new NewQueuedMail(
                "spool",
                Optional.empty(),
                NOW,
                Envelopes.write(Samples.envelope("mail")),
                MailBytes.of(Samples.plain(200)));
    }
}
