// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.util.Optional;

/**
 * One setting: an element with a text (or the attribute that names its parent).
 *
 * @param <T> what it is read into
 * @param name the element's name
 * @param form how its value is written
 * @param byDefault the value that counts where it is left out; empty for a compulsory setting
 */
record Setting<T>(String name, Form<T> form, Optional<String> byDefault) {

    static <T> Setting<T> compulsory(String name, Form<T> form) {
        return new Setting<>(name, form, Optional.empty());
    }

    static <T> Setting<T> of(String name, Form<T> form, String byDefault) {
        return new Setting<>(name, form, Optional.of(byDefault));
    }

    /** The default as it stands at the end of an error. */
    String defaultHint() {
        return byDefault.map(value -> " (default " + value + ")").orElse("");
    }
}
