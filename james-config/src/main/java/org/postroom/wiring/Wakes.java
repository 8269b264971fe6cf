// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postroom.ticket.Followers;

/** Hands a wake-up on to whoever works in the background by now. */
@Singleton
class Wakes implements Followers {

    private final List<Runnable> sleepers = new CopyOnWriteArrayList<>();

    void add(Runnable sleeper) {
        sleepers.add(sleeper);
    }

    @Override
    public void wake() {
        sleepers.forEach(Runnable::run);
    }
}
