// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReasonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            552 5.2.2 <ann@far.test>: Mailbox is over quota             | FULL
            452-4.2.2 The email account that you tried to reach         | FULL
            550 5.1.1 User unknown                                      | UNKNOWN
            550 No such user here                                       | UNKNOWN
            550 Mailbox not found or access denied 邮箱不存在             | UNKNOWN
            552 Почтовый ящик переполнен                                | FULL
            550 5.2.1 The email account is disabled                     | DISABLED
            552 5.3.4 Message size exceeds fixed limit                  | SIZE
            550 5.7.1 Message rejected due to content restrictions      | REFUSED
            554 Message blocked as spam                                 | REFUSED
            550 5.4.4 Host or domain name not found                     | DOMAIN
            5.1.2 bad destination system                                | DOMAIN
            connect to mx.far.test[192.0.2.1]: Connection timed out     | UNREACHABLE
            4.4.7 delivery time expired                                 | UNREACHABLE
            5.0.0 something                                             | OTHER
            (nothing)                                                   | OTHER
            """)
    void serversWordsShouldHaveAPlainReason(String said, FailureReason expected) {
        assertThat(FailureReason.of(Optional.empty(), said)).isEqualTo(expected);
    }

    @Test
    void statusOfTheReportShouldComeBeforeWords() {
        assertThat(FailureReason.of(Optional.of("5.1.1"), "550 rejected by policy"))
                .isEqualTo(FailureReason.UNKNOWN);
        assertThat(FailureReason.of(Optional.of("5.7.1"), "mailbox is full, refused"))
                .isEqualTo(FailureReason.FULL);
        assertThat(FailureReason.of(Optional.of("5.0.0"), "user unknown")).isEqualTo(FailureReason.UNKNOWN);
    }

    @Test
    void addressesShouldNotBeTakenForStatusCodes() {
        assertThat(FailureReason.of(Optional.empty(), "host 10.5.1.1 said 5.1.1.9"))
                .isEqualTo(FailureReason.OTHER);
    }
}
