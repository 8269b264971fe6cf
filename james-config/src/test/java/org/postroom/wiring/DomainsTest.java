// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningServer.class)
class DomainsTest {

    private static final Domain ADDED = Domain.of("added.test");

    private final DomainList domains;

    DomainsTest(PostroomServer server) {
        this.domains = server.get(DomainList.class);
    }

    @Test
    void addedDomainShouldBeKnownAtOnceAndRemovedOneUnknown() throws Exception {
        assertThat(domains.containsDomain(ADDED)).isFalse();

        domains.addDomain(ADDED);
        assertThat(domains.containsDomain(ADDED)).isTrue();

        domains.removeDomain(ADDED);
        assertThat(domains.containsDomain(ADDED)).isFalse();
        assertThat(domains.getDomains()).doesNotContain(ADDED);
    }
}
