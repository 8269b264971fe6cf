// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.desk.Absence;

class AwayTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** Sunday, half past midnight in Berlin, still Saturday in London. */
    private static final Instant NOW = Instant.parse("2026-11-21T23:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "until Friday, 2026-11-22, 2026-11-27",
        "Until 2 Jan, 2026-11-22, 2027-01-02",
        "bis Freitag, 2026-11-22, 2026-11-27",
        "bis zum 2.1.2027, 2026-11-22, 2027-01-02",
        "до пятницы, 2026-11-22, 2026-11-27",
        "по 5 декабря, 2026-11-22, 2026-12-05",
        "到周五, 2026-11-22, 2026-11-27",
        "直到12月5日, 2026-11-22, 2026-12-05",
        "until today, 2026-11-22, 2026-11-22",
        "24.12. to 2.1., 2026-12-24, 2027-01-02",
        "24.12. - 2.1., 2026-12-24, 2027-01-02",
        "24.12.-2.1., 2026-12-24, 2027-01-02",
        "24.12-2.1, 2026-12-24, 2027-01-02",
        "24.12.2026-2.1.2027, 2026-12-24, 2027-01-02",
        "24.12. – 2.1., 2026-12-24, 2027-01-02",
        "from 24.12. until 2.1., 2026-12-24, 2027-01-02",
        "vom 24.12. bis zum 2.1., 2026-12-24, 2027-01-02",
        "24. Dezember bis 2. Januar, 2026-12-24, 2027-01-02",
        "с 24.12. по 2.1., 2026-12-24, 2027-01-02",
        "с 24 декабря до 2 января 2027, 2026-12-24, 2027-01-02",
        "从12月24日到1月2日, 2026-12-24, 2027-01-02",
        "12月24日至1月2日, 2026-12-24, 2027-01-02",
        "2026-12-24..2027-01-02, 2026-12-24, 2027-01-02",
        "2026-12-24 - 2027-01-02, 2026-12-24, 2027-01-02",
        "Dec 24 to Jan 2nd, 2026-12-24, 2027-01-02",
        "Monday to Friday, 2026-11-23, 2026-11-27",
        "today until tomorrow, 2026-11-22, 2026-11-23",
        "tomorrow, 2026-11-23, 2026-11-23",
        "24.12., 2026-12-24, 2026-12-24",
        "завтра, 2026-11-23, 2026-11-23",
        "3 days, 2026-11-22, 2026-11-24",
        "for 2 weeks, 2026-11-22, 2026-12-05",
        "für 1 Woche, 2026-11-22, 2026-11-28",
        "на 3 дня, 2026-11-22, 2026-11-24",
        "3天, 2026-11-22, 2026-11-24"
    })
    void absenceShouldBeReadWithBothDays(String text, LocalDate first, LocalDate last) {
        assertThat(Away.read(text, BERLIN, NOW)).contains(new Absence(first, last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "until",
                "soon",
                "until soon",
                "until yesterday",
                "2026-11-21",
                "until 2026-11-21",
                "2026-11-20 to 2026-11-30",
                "24.12.2026 to 2.1.2026",
                "until 30.2.",
                "until 2029-01-01",
                "9999 weeks",
                "0 days",
                "2 hours",
                "from Monday",
                "12/24",
                "24.12. to",
                "to 24.12.",
                "24.12. to 2.1. to 3.1."
            })
    void whatIsNoAbsenceToComeShouldBeNone(String text) {
        assertThat(Away.read(text, BERLIN, NOW)).isEmpty();
    }
}
