// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.time.Duration;

/** How long a mail waits that was given back: twice as long each time, up to a limit, and never for ever. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DOUBLINGS = 14;

    private Backoff() {}

    /**
     * The wait before the next attempt.
     *
     * @param attempts how often it was given back before
     * @return between a quarter of a second and an hour
     */
    static Duration after(int attempts) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(Math.max(attempts, 0), DOUBLINGS));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
