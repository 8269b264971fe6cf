// SPDX-License-Identifier: Apache-2.0
package org.postroom.queue;

import java.util.function.Supplier;

/** Keeps an interrupt, with which James stops its spooler, away from the database, and passes it on afterwards. */
final class Uninterrupted {

    private Uninterrupted() {}

    static void run(Runnable work) {
        get(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    static <T> T get(Supplier<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
