// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void controlsAndWhiteSpaceShouldBecomeSingleSpaces() {
        assertThat(OneLine.of(" a\r\n\tb\u0000\u001b[31mc\u00a0d ", 100)).isEqualTo("a b [31mc d");
    }

    @Test
    void charactersThatHideOrTurnTextShouldGo() {
        assertThat(OneLine.of("invoice\u202efdp.exe\u200b\ufeff\u2066x\u2069", 100))
                .isEqualTo("invoicefdp.exex");
    }

    @Test
    void cuttingShouldNotHalveACharacter() {
        assertThat(OneLine.of("ab😀cd", 3)).isEqualTo("ab");
        assertThat(OneLine.of("ab😀cd", 4)).isEqualTo("ab😀");
    }
}
