// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

/**
 * One thing that is wrong in the configuration, as the admin reads it.
 *
 * @param file the file, such as {@code conf/postroom.xml}
 * @param line the line, from 1; 0 where no line can be named
 * @param place what it stands in, such as {@code desk "support"}; empty for the file as a whole
 * @param text what is wrong, what is allowed, and an example
 */
public record ConfigurationError(String file, int line, String place, String text) {

    /**
     * The whole error in one line.
     *
     * @return such as {@code conf/postroom.xml:12: desk "support": firstReplyWithin is "4 hour"; expected ...}
     */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (place.isEmpty() ? "" : place + ": ") + text;
    }
}
