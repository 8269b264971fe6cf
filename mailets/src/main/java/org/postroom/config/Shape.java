// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may stand in an element.
 *
 * @param name the element's name
 * @param key the attribute that names it among its like; empty where there is only one
 * @param settings its settings
 * @param parts elements within it that have settings of their own
 */
record Shape(String name, Optional<Setting<?>> key, List<Setting<?>> settings, List<Shape> parts) {

    static Shape single(String name, Setting<?>... settings) {
        return new Shape(name, Optional.empty(), List.of(settings), List.of());
    }

    static Shape keyed(String name, Setting<?> key, Setting<?>... settings) {
        return new Shape(name, Optional.of(key), List.of(settings), List.of());
    }

    static Shape of(String name, Shape... parts) {
        return new Shape(name, Optional.empty(), List.of(), List.of(parts));
    }

    /** The names of all elements that may stand directly within it. */
    List<String> childNames() {
        return Stream.concat(
                        settings.stream().map(Setting::name), parts.stream().map(Shape::name))
                .toList();
    }

    /** The part of a name. */
    Optional<Shape> part(String partName) {
        return parts.stream().filter(part -> part.name().equals(partName)).findFirst();
    }
}
