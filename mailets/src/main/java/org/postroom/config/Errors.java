// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Collects what is wrong in one file, so that the admin sees all of it at once. */
final class Errors {

    private final String file;
    private final List<ConfigurationError> list = new ArrayList<>();

    Errors(String file) {
        this.file = file;
    }

    void add(int line, String place, String text) {
        list.add(new ConfigurationError(file, line, place, text));
    }

    /** Takes over the errors of another file, as they are. */
    void addAll(List<ConfigurationError> others) {
        list.addAll(others);
    }

    /** The errors by line; those of other files behind. */
    List<ConfigurationError> all() {
        return list.stream()
                .distinct()
                .sorted(Comparator.comparing((ConfigurationError e) -> !Objects.equals(e.file(), file))
                        .thenComparing(ConfigurationError::file)
                        .thenComparingInt(ConfigurationError::line))
                .toList();
    }
}
