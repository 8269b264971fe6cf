// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import javax.inject.Inject;
import javax.persistence.EntityManagerFactory;
import org.apache.james.core.Domain;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.domainlist.jpa.JPADomainList;

/**
 * James' domains in the database. Whether one is there is remembered for some seconds, and forgotten as soon as one is added or
 * removed here. Another node on the same database sees a change after these seconds.
 *
 * <p>James' own memory cannot be had: the dots in the names of its settings keep them from being found in an XML file; and it
 * is not told of changes.
 */
final class RememberedDomains extends JPADomainList {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long MOST = 10_000;

    private volatile Cache<Domain, Boolean> remembered = nothing();

    @Inject
    RememberedDomains(DNSService dns, EntityManagerFactory entities) {
        super(dns, entities);
    }

    /** Who began to look before a change remembers what they find in a cache that nobody asks any more. */
    @Override
    public boolean containsDomain(Domain domain) throws DomainListException {
        Cache<Domain, Boolean> now = remembered;
        Boolean known = now.getIfPresent(domain);
        if (known != null) {
            return known;
        }
        boolean found = super.containsDomain(domain);
        now.put(domain, found);
        return found;
    }

    @Override
    public void addDomain(Domain domain) throws DomainListException {
        try {
            super.addDomain(domain);
        } finally {
            remembered = nothing();
        }
    }

    @Override
    public void removeDomain(Domain domain) throws DomainListException {
        try {
            super.removeDomain(domain);
        } finally {
            remembered = nothing();
        }
    }

    private static Cache<Domain, Boolean> nothing() {
        return CacheBuilder.newBuilder()
                .expireAfterWrite(LONGEST)
                .maximumSize(MOST)
                .build();
    }
}
