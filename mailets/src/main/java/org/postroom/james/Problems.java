// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was broken in one mail; each thing once, and no more than somebody would read. Not thread-safe. */
final class Problems {

    private static final int MOST = 30;

    private final Set<String> problems = new LinkedHashSet<>();

    void add(String problem) {
        if (problems.size() < MOST) {
            problems.add(problem);
        }
    }

    List<String> all() {
        return List.copyOf(problems);
    }
}
