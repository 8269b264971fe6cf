// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.util.ArrayList;
import java.util.List;

/** Ends the process at a chosen point, as seen by what runs in it: from then on nothing works any more. */
final class Crash {

    private final List<String> passed = new ArrayList<>();
    private int at = -1;
    private boolean dead;

    /** The process ends here. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String point) {
            super("killed " + point);
        }
    }

    /** A process that lives for ever. */
    static Crash never() {
        return new Crash();
    }

    /** Dies at the so many-th point from now. */
    synchronized void armed(int points) {
        passed.clear();
        at = points;
        dead = false;
    }

    /** A new process. */
    synchronized void disarmed() {
        at = -1;
        dead = false;
    }

    synchronized boolean happened() {
        return dead;
    }

    synchronized List<String> passed() {
        return List.copyOf(passed);
    }

    synchronized void point(String name) {
        if (dead) {
            throw new Killed(name);
        }
        passed.add(name);
        if (passed.size() - 1 == at) {
            dead = true;
            throw new Killed(name);
        }
    }
}
