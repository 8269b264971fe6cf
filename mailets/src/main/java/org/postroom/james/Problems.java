// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was broken in one mail; each thing once, and no more than somebody would read. Not thread-safe. */
final class Problems {

    private static final int MOST = 30;

    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> leftOut = new LinkedHashSet<>();

    void add(String problem) {
        if (problems.size() < MOST) {
            problems.add(problem);
        }
    }

    /** Something is not read because it is beyond a bound; the words say what, and where the bound is. */
    void leaveOut(String what) {
        if (leftOut.size() < MOST) {
            leftOut.add(what);
        }
        add(what);
    }

    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    List<String> all() {
        return List.copyOf(problems);
    }
}
