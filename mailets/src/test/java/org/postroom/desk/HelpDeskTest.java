// SPDX-License-Identifier: Apache-2.0
package org.postroom.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.postroom.SampleDesks;

class HelpDeskTest {

    @Test
    void leadsOfTheDomainShouldAnswerForIt() {
        assertThat(SampleDesks.HELP_DESK.leadsAt("ACME.test")).containsExactly(SampleDesks.LEAD);
    }

    @Test
    void leadsOfAllDesksShouldAnswerForADomainWithoutDesk() {
        assertThat(SampleDesks.HELP_DESK.leadsAt("localhost")).containsExactly(SampleDesks.LEAD);
    }

    @Test
    void nobodyShouldAnswerWhereNobodyIs() {
        assertThat(new HelpDesk(List.of(), List.of(), List.of()).leadsAt("acme.test"))
                .isEmpty();
    }
}
