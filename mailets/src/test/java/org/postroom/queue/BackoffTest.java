// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void waitShouldDoubleUpToAnHourAndStayThere() {
        assertThat(Backoff.after(0)).isEqualTo(Duration.ofMillis(250));
        assertThat(Backoff.after(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(Backoff.after(10)).isEqualTo(Duration.ofSeconds(256));
        assertThat(Backoff.after(14)).isEqualTo(Duration.ofHours(1));
        assertThat(Backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofHours(1));
    }
}
