// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of an XML file with the line on which its start tag ends.
 *
 * @param name its name
 * @param line the line, from 1
 * @param attributes its attributes, in their order
 * @param children its child elements, in their order
 * @param text the text directly within it, stripped
 */
record XmlElement(String name, int line, Map<String, String> attributes, List<XmlElement> children, String text) {

    /** The child elements of a name, in their order. */
    List<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.name().equals(childName)).toList();
    }

    /** The first child element of a name. */
    Optional<XmlElement> child(String childName) {
        return children(childName).stream().findFirst();
    }

    /** The value of an attribute. */
    Optional<String> attribute(String attributeName) {
        return Optional.ofNullable(attributes.get(attributeName));
    }
}
