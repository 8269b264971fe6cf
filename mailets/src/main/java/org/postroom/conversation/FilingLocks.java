// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.postroom.message.MessageId;

/**
 * Lets mails that name the same identifiers be filed one after the other within this process, so that a mail and its
 * answer that arrive at the same moment do not open two tickets. Mails without anything in common do not wait.
 */
final class FilingLocks {

    private static final int STRIPES = 512;

    private final Lock[] locks = new Lock[STRIPES];

    FilingLocks() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    <T> T holding(Collection<MessageId> identifiers, Supplier<T> work) {
        TreeSet<Integer> stripes = new TreeSet<>();
        identifiers.forEach(id -> stripes.add(Math.floorMod(id.hashCode(), STRIPES)));
        Deque<Lock> held = new ArrayDeque<>();
        try {
            for (int stripe : stripes) {
                locks[stripe].lock();
                held.push(locks[stripe]);
            }
            return work.get();
        } finally {
            held.forEach(Lock::unlock);
        }
    }
}
