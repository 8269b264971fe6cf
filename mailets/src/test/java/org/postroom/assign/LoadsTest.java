// SPDX-License-Identifier: Apache-2.0
package org.postroom.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.postroom.message.EmailAddress;

class LoadsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final EmailAddress ANN = EmailAddress.of("ann@acme.test");

    private final Loads loads = new Loads();

    @Test
    void fewTicketsShouldBeCountedEachTime() {
        assertThat(loads.of(ANN, NOW, agent -> 3)).isEqualTo(3);
        loads.assigned(ANN);
        assertThat(loads.of(ANN, NOW, agent -> 7)).isEqualTo(7);
    }

    @Test
    void manyTicketsShouldBeCountedOnceInAWhile() {
        assertThat(loads.of(ANN, NOW, agent -> 6000)).isEqualTo(6000);
        loads.assigned(ANN);
        assertThat(loads.of(ANN, NOW.plusSeconds(5), agent -> 0)).isEqualTo(6001);
        assertThat(loads.of(ANN, NOW.plusSeconds(6), agent -> 4000)).isEqualTo(4000);
    }

    @Test
    void manyTicketsThatBecameFewShouldBeCountedEachTimeAgain() {
        loads.of(ANN, NOW, agent -> 6000);
        assertThat(loads.of(ANN, NOW.plusSeconds(6), agent -> 20)).isEqualTo(20);
        assertThat(loads.of(ANN, NOW.plusSeconds(6), agent -> 21)).isEqualTo(21);
    }
}
