// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseSubjectTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            Refund|Refund|false
            Re: Refund|Refund|true
            RE : Re[2]: re:  Refund|Refund|true
            Re^3: Refund|Refund|true
            Re(2): Refund|Refund|true
            Fwd: Refund|Refund|true
            FW: Refund|Refund|true
            AW: WG: Rechnung|Rechnung|true
            Antw: Rechnung|Rechnung|true
            SV: VS: faktura|faktura|true
            Отв: Ответ: Счёт|Счёт|true
            Пересл: Счёт|Счёт|true
            HA: Счёт|Счёт|true
            На: Счёт|Счёт|true
            答复: 退款|退款|true
            回复：退款|退款|true
            转发：答复：退款|退款|true
            RES: RV: TR: pedido|pedido|true
            R: I: ordine|ordine|true
            [list] Re: [list] Refund|Refund|true
            Re: [ACME-10427] Refund|Refund|true
            [ACME-10427] Refund|Refund|false
            [only a blob]|[only a blob]|false
            Re: [only a blob]|[only a blob]|true
            Refund (fwd)|Refund|true
            [Fwd: Refund]|Refund|true
            [Fwd: Re: Refund (fwd)]|Refund|true
            Report: numbers|Report: numbers|false
            Regarding: x|Regarding: x|false
            Rechnung: offen|Rechnung: offen|false
            Re|Re|false
            Re:||true
            """)
    void baseShouldBeWhatTheAuthorWrote(String subject, String base, boolean derived) {
        assertThat(BaseSubject.of(subject)).isEqualTo(new BaseSubject(base == null ? "" : base, derived));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Re: ", "[", "[a]", "Re", "[Fwd: ", "(fwd)", " ", "\r\n", "Re[1", "：", "Re:[x]"})
    @Timeout(120)
    void megabytesShouldTakeLinearTime(String piece) {
        assertThat(BaseSubject.of(piece.repeat(1_000_000 / piece.length()))).isNotNull();
    }
}
