// SPDX-License-Identifier: Apache-2.0
package org.postroom.desk;

import java.util.regex.Pattern;

/**
 * The id of a desk, as configuration, commands and JSON name it.
 *
 * @param value 1 to 32 lower-case letters, digits and hyphens, beginning with a letter; such as {@code support}
 */
public record DeskId(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException when it is none
     */
    public DeskId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + value
                    + "\" is no id of a desk; expected 1 to 32 lower-case letters, digits and hyphens such as support");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
