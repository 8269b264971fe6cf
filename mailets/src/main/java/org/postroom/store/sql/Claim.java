// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a claim got.
 *
 * @param mails the mails that are now the claimer's, in order
 * @param sources bytes of the short ones among them, by key; not copied
 * @param nextDueAt when the first that waits still is due, past when somebody else was faster; empty when none was seen
 */
public record Claim(List<QueuedMail> mails, Map<Long, byte[]> sources, Optional<Instant> nextDueAt) {

    /** Takes a copy. */
    public Claim {
        mails = List.copyOf(mails);
        sources = Map.copyOf(sources);
    }
}
