// SPDX-License-Identifier: Apache-2.0
package org.postroom.store.sql;

import java.time.Instant;
import java.util.Optional;

/**
 * A mail that is to be queued.
 *
 * @param queue the name of its queue
 * @param onceKey at most one waiting mail of the queue has this key; empty when it does not matter
 * @param dueAt not before then
 * @param envelope everything but the message; ASCII
 * @param bytes the message
 */
public record NewQueuedMail(String queue, Optional<String> onceKey, Instant dueAt, String envelope, MailBytes bytes) {

    /** Years that both databases can store end here. */
    public static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private static final int LONGEST_KEY = 500;

    /**
     * Checks the key and limits the time.
     *
     * @throws IllegalArgumentException when the key is longer than its column
     */
    public NewQueuedMail {
        if (onceKey.map(String::length).orElse(0) > LONGEST_KEY) {
            throw new IllegalArgumentException("a key of at most 500 characters is expected, not " + onceKey);
        }
        dueAt = dueAt.isAfter(LATEST) ? LATEST : dueAt;
    }
}
