// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerbyAbsencesTest extends AbsencesContract {

    @Override
    Database open() {
        return TestDatabases.derbyInMemory();
    }

    @Test
    void absenceShouldOutliveARestart(@TempDir Path directory) {
        try (Database before = TestDatabases.derbyIn(directory)) {
            new SqlTickets(before, clock)
                    .inTransaction(tx ->
                            tx.absences().say(Samples.AGENT_1, absence("2026-11-21", "2026-11-30"), clock.instant()));
        }
        try (Database after = TestDatabases.derbyIn(directory)) {
            assertThat(new SqlTickets(after, clock)
                            .inTransaction(tx -> tx.absences().current(clock.instant()))
                            .get(Samples.AGENT_1))
                    .isEqualTo(List.of(absence("2026-11-21", "2026-11-30")));
        }
    }
}
