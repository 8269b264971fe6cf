// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** A Friday, 10:00 in Berlin. */
    private static final Instant NOW = Instant.parse("2026-10-23T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "3d, 2026-10-26T09:00:00Z", // Sunday the clocks change: ten stays ten
        "2 hours, 2026-10-23T10:00:00Z",
        "для 2 часа, ",
        "на 2 часа, 2026-10-23T10:00:00Z",
        "3天, 2026-10-26T09:00:00Z",
        "1 Woche, 2026-10-30T09:00:00Z",
        "until Monday 9:00, 2026-10-26T08:00:00Z",
        "until monday, 2026-10-26T08:00:00Z",
        "Monday at 14:30, 2026-10-26T13:30:00Z",
        "Mon 2pm, 2026-10-26T13:00:00Z",
        "bis Freitag, 2026-10-30T08:00:00Z",
        "bis 24.12. 14:30, 2026-12-24T13:30:00Z",
        "1.2.2027, 2027-02-01T08:00:00Z",
        "до пятницы, 2026-10-30T08:00:00Z",
        "до среды 18:00, 2026-10-28T17:00:00Z",
        "завтра в 9:30, 2026-10-24T07:30:00Z",
        "到周一 9:00, 2026-10-26T08:00:00Z",
        "11月5日 15点, 2026-11-05T14:00:00Z",
        "24 декабря 14:30, 2026-12-24T13:30:00Z",
        "December 24 9am, 2026-12-24T08:00:00Z",
        "tomorrow, 2026-10-24T07:00:00Z",
        "17:00, 2026-10-23T15:00:00Z",
        "9:00, 2026-10-24T07:00:00Z",
        "2026-12-24, 2026-12-24T08:00:00Z"
    })
    void momentShouldBeRead(String text, Instant expected) {
        assertThat(When.moment(text, BERLIN, NOW)).isEqualTo(java.util.Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "30.2.", "2026-10-22", "today", "25:00", "13pm", "9999 weeks", "3", "#close", "until"
            })
    void whatIsNoMomentToComeShouldBeNone(String text) {
        assertThat(When.moment(text, BERLIN, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20m, 20", "1h30m, 90", "1:30, 90", "2 часа 5 минут, 125", "45分钟, 45", "1 Std. 15 min, 75"})
    void amountShouldBeRead(String text, long minutes) {
        assertThat(When.amount(text)).contains(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0m", "a while", "20", "5000h", "1h x"})
    void whatIsNoAmountShouldBeNone(String text) {
        assertThat(When.amount(text)).isEmpty();
    }
}
