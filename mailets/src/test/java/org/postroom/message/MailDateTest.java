// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sat, 21 Nov 2026 10:00:05 +0000|2026-11-21T10:00:05Z
            Sat, 21 Nov 2026 10:00:05 +0300 (MSK)|2026-11-21T07:00:05Z
            21 Nov 2026 10:00 -0530|2026-11-21T15:30:00Z
            21 Nov 26 10:00:05 GMT|2026-11-21T10:00:05Z
            1 Jan 99 10:00:05 EST|1999-01-01T15:00:05Z
            Sat,21 Nov 2026 1:2:3 PDT|2026-11-21T08:02:03Z
            Sat Nov 21 10:00:05 2026|2026-11-21T10:00:05Z
            Sat Nov 21 10:00:05 CET 2026|2026-11-21T09:00:05Z
            Sat, 21 Nov 2026 10:00:60 Z|2026-11-21T10:00:59Z
            Sat, 21 Nov 2026 10:00:05|2026-11-21T10:00:05Z
            Sat (day), 21 (of) Nov 2026 10:00:05 UT|2026-11-21T10:00:05Z
            2026-11-21T10:00:05Z|2026-11-21T10:00:05Z
            2026-11-21 10:00:05 +0100|2026-11-21T09:00:05Z
            2026-11-21T10:00:05+01:00|2026-11-21T09:00:05Z
            21-Nov-2026 10:00:05 +0000|2026-11-21T10:00:05Z
            Sat, 21 Nov 2026 10:00:05 +9999|2026-11-21T10:00:05Z
            Sat, 21 Nov 2026 10:00:05 X|2026-11-21T10:00:05Z
            Sat, 21 Nov 2026 10:00:05 PM|2026-11-21T22:00:05Z
            Sat, 21 November 2026 10:00:05 GMT+0200|2026-11-21T08:00:05Z
            Сб, 21 ноя 2026 10:00:05 +0300|2026-11-21T07:00:05Z
            Sat, 21 Nov 2026|2026-11-21T00:00:00Z
            """)
    void datesShouldBeReadAsPeopleSendThem(String body, String expected) {
        assertThat(MailDate.parse(body)).contains(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "today",
                "31 Feb 2026 10:00:00 +0000",
                "0 Nov 2026",
                "10:00:00",
                "Nov",
                "1 2 3 4 5",
                "99999999",
                "21 Nov 20260000 10:00",
                "21 Nov 0001 10:00:00 +0000",
                "(((((",
                "-",
                ":::"
            })
    void whatIsNoDateShouldBeAbsent(String body) {
        assertThat(MailDate.parse(body)).isEmpty();
    }
}
