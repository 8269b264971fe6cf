// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectCountsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private final SubjectCounts counts = new SubjectCounts(Duration.ofHours(1), 2);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ticket #123 received          | Re: ticket 4711: RECEIVED
            [ACME-10427] Printer          | AW: [ACME-10435]  printer!
            您的工单 12345 已收到            | 回复：您的工单 99 已收到
            Ihre Anfrage (SR-2026-11)     | AW: Ihre Anfrage (SR-2026-12)
            Заявка A17/b принята          | Отв: Заявка A18/c принята
            """)
    void subjectsThatDifferInNumbersShouldBeTheSame(String one, String other) {
        assertThat(SubjectCounts.skeleton(one)).isNotEmpty().isEqualTo(SubjectCounts.skeleton(other));
    }

    @Test
    void otherWordsShouldBeAnotherSubject() {
        assertThat(SubjectCounts.skeleton("Printer 1 is broken"))
                .isNotEqualTo(SubjectCounts.skeleton("Printer 1 works"));
    }

    @Test
    void countShouldEndWithThePeriod() {
        assertThat(counts.isTooMany("far.test", "Ticket 1", NOW)).isFalse();
        assertThat(counts.isTooMany("far.test", "Ticket 2", NOW.plusSeconds(60)))
                .isFalse();
        assertThat(counts.isTooMany("far.test", "Ticket 3", NOW.plusSeconds(120)))
                .isTrue();
        assertThat(counts.isTooMany("other.test", "Ticket 3", NOW.plusSeconds(120)))
                .isFalse();
        assertThat(counts.isTooMany("far.test", "Ticket 4", NOW.plusSeconds(3601)))
                .isFalse();
    }

    @Test
    void emptySubjectShouldNeverBeTooMany() {
        for (int i = 0; i < 10; i++) {
            assertThat(counts.isTooMany("far.test", "Re: !", NOW)).isFalse();
        }
    }
}
