// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.util.Optional;
import org.postroom.message.HeaderValue;
import org.postroom.message.OneLine;

/**
 * What the header of one part says of it.
 *
 * @param type the value of Content-Type
 * @param disposition the value of Content-Disposition
 */
record PartHeader(HeaderValue type, HeaderValue disposition) {

    static final PartHeader EMPTY = new PartHeader(HeaderValue.of(""), HeaderValue.of(""));

    private static final int LONGEST_NAME = 255;

    PartHeader with(String name, String body) {
        return switch (name) {
            case "content-type" -> new PartHeader(HeaderValue.of(body), disposition);
            case "content-disposition" -> new PartHeader(type, HeaderValue.of(body));
            default -> this;
        };
    }

    Optional<String> charset() {
        return type.parameter("charset");
    }

    /** Whether a parameter of Content-Type has this value. */
    boolean says(String parameter, String value) {
        return type.parameter(parameter).filter(value::equalsIgnoreCase).isPresent();
    }

    boolean isAttachment() {
        return disposition.value().equals("attachment");
    }

    /** The name without any path, fit to be shown; empty when there is none. */
    String fileName() {
        String name = disposition
                .parameter("filename")
                .or(() -> type.parameter("name"))
                .orElse("");
        return fileName(name);
    }

    /** A name without any path, fit to be shown. */
    static String fileName(String name) {
        String line = OneLine.of(name, 4 * LONGEST_NAME);
        int slash = Math.max(line.lastIndexOf('/'), line.lastIndexOf('\\'));
        String bare = OneLine.of(line.substring(slash + 1), LONGEST_NAME);
        return bare.matches("\\.*") ? "" : bare;
    }
}
