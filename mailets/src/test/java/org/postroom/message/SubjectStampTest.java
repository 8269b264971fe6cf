// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectStampTest {

    private static final String STAMP = "[ACME-10427]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Refund|[ACME-10427] Refund|Refund [ACME-10427]
            ''|[ACME-10427]|[ACME-10427]
            Re: Refund|[ACME-10427] Re: Refund|Re: Refund [ACME-10427]
            [ACME-10427] Refund|[ACME-10427] Refund|[ACME-10427] Refund
            Re: [ACME-10427] Refund|Re: [ACME-10427] Refund|Re: [ACME-10427] Refund
            AW: WG: [ACME-10427] Rechnung|AW: WG: [ACME-10427] Rechnung|AW: WG: [ACME-10427] Rechnung
            Fwd: [ACME-10427] Refund|Fwd: [ACME-10427] Refund|Fwd: [ACME-10427] Refund
            Отв: [ACME-10427] Счёт|Отв: [ACME-10427] Счёт|Отв: [ACME-10427] Счёт
            答复: [ACME-10427] 退款|答复: [ACME-10427] 退款|答复: [ACME-10427] 退款
            答复：【ACME-10427】退款|答复：[ACME-10427]退款|答复：[ACME-10427]退款
            Re: [acme- 10427] Refund|Re: [ACME-10427] Refund|Re: [ACME-10427] Refund
            [ACME-10427] Re: [ACME-10427] Refund|[ACME-10427] Re: Refund|[ACME-10427] Re: Refund
            Re: [SALE-20012] Refund|[ACME-10427] Re: [SALE-20012] Refund|Re: [SALE-20012] Refund [ACME-10427]
            [ACME-104271] Refund|[ACME-10427] [ACME-104271] Refund|[ACME-104271] Refund [ACME-10427]
            """)
    void subjectShouldBeStampedExactlyOnce(String subject, String before, String after) {
        assertThat(SubjectStamp.stamp(subject, STAMP, SubjectStamp.Position.BEFORE))
                .isEqualTo(before);
        assertThat(SubjectStamp.stamp(subject, STAMP, SubjectStamp.Position.AFTER))
                .isEqualTo(after);
        assertThat(SubjectStamp.stamp(before, STAMP, SubjectStamp.Position.BEFORE))
                .isEqualTo(before);
        assertThat(SubjectStamp.stamp(after, STAMP, SubjectStamp.Position.BEFORE))
                .isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [ACME-10427] Refund|Refund
            Re: [ACME-10427] Refund|Re: Refund
            Refund [ACME-10427]|Refund
            [ACME-10427] [SALE-20012] x|x
            Refund|Refund
            [list] Refund|[list] Refund
            """)
    void stampsShouldBeRemovedForShowing(String stamped, String bare) {
        assertThat(SubjectStamp.remove(stamped, Pattern.compile("\\[(?:ACME|SALE)-\\d+\\]")))
                .isEqualTo(bare);
    }

    @Test
    void anEmptyStampShouldBeRefused() {
        assertThatThrownBy(() -> SubjectStamp.stamp("x", " ", SubjectStamp.Position.BEFORE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
