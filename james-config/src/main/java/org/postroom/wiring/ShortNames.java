// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.util.List;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.utils.ClassName;
import org.apache.james.utils.ExtendedClassLoader;
import org.apache.james.utils.FullyQualifiedClassName;
import org.apache.james.utils.NamingScheme;

/**
 * Finds the class that an admin means by a short name. A name with a dot is a full name; any other is looked for in
 * each package, and must be in exactly one of them.
 */
final class ShortNames {

    private final ExtendedClassLoader classes;
    private final String kind;
    private final List<String> packages;

    ShortNames(ExtendedClassLoader classes, String kind, String... packages) {
        this.classes = classes;
        this.kind = kind;
        this.packages = List.of(packages);
    }

    ClassName find(String name) throws MessagingException {
        List<String> found = candidates(name).filter(this::exists).toList();
        if (found.isEmpty()) {
            throw new MessagingException("conf/mailetcontainer.xml: there is no " + kind + " \"" + name
                    + "\"; looked for " + candidates(name).toList());
        }
        if (found.size() > 1) {
            throw new MessagingException("conf/mailetcontainer.xml: " + kind + " \"" + name
                    + "\" is there more than once; write the full name of one of " + found);
        }
        return new ClassName(found.get(0));
    }

    private Stream<String> candidates(String name) {
        return name.indexOf('.') >= 0 ? Stream.of(name) : packages.stream().map(each -> each + "." + name);
    }

    private boolean exists(String name) {
        return NamingScheme.IDENTITY
                .toFullyQualifiedClassNames(new ClassName(name))
                .anyMatch(this::exists);
    }

    private boolean exists(FullyQualifiedClassName name) {
        try {
            classes.locateClass(name);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
