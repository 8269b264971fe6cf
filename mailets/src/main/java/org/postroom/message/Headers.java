// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.List;
import java.util.Optional;

/**
 * The header of a mail, in its order.
 *
 * @param fields the fields
 */
public record Headers(List<HeaderField> fields) {

    /** Takes a copy. */
    public Headers {
        fields = List.copyOf(fields);
    }

    /**
     * The body of the first field of that name.
     *
     * @param name a field name, in any case
     * @return the body, stripped, or empty when there is no such field
     */
    public Optional<String> first(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(field -> field.body().strip())
                .findFirst();
    }

    /**
     * The bodies of all fields of that name.
     *
     * @param name a field name, in any case
     * @return the bodies, stripped, in their order
     */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(field -> field.body().strip())
                .toList();
    }

    /**
     * Whether a field is there at all.
     *
     * @param name a field name, in any case
     * @return true when there is at least one
     */
    public boolean has(String name) {
        return first(name).isPresent();
    }
}
