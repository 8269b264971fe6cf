// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroom.ticket.TicketNumber;

class TicketSubjectTest {

    private static final String STAMP = new TicketNumber("ACME", 1042).stamp();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Re: {} Printer on fire | Re: Printer on fire",
                "Отв: {} Принтер горит | Отв: Принтер горит",
                "答复: 打印机 {} | 答复: 打印机",
                "AW: Drucker | AW: Drucker",
                "[JIRA-1] [list] Printer | [JIRA-1] [list] Printer",
                "{} | ''",
            })
    void stampsShouldGoAndTheRestStay(String subject, String expected) {
        assertThat(TicketSubject.of(subject.replace("{}", STAMP))).isEqualTo(expected);
    }

    @Test
    void subjectShouldBeOneBoundedLine() {
        String kept = TicketSubject.of("a\r\nBcc: b\u0000" + "😀".repeat(500));

        assertThat(kept).startsWith("a Bcc: b ").hasSizeLessThanOrEqualTo(TicketSubject.LONGEST);
        assertThat(Character.isHighSurrogate(kept.charAt(kept.length() - 1))).isFalse();
    }
}
