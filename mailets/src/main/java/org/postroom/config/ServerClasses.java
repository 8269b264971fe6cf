// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.util.Optional;

/** Finds the classes that names in {@code mailetcontainer.xml} stand for; implemented by whoever knows the class path. */
public interface ServerClasses {

    /**
     * The mailet of a name.
     *
     * @param name a short or a full class name
     * @return the full class name; empty when there is no such mailet
     */
    Optional<String> mailet(String name);

    /**
     * The matcher of a name.
     *
     * @param name a short or a full class name
     * @return the full class name; empty when there is no such matcher
     */
    Optional<String> matcher(String name);
}
