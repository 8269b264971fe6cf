// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.util.List;
import java.util.Optional;
import org.apache.mailet.Mailet;
import org.apache.mailet.Matcher;
import org.postroom.config.ServerClasses;

/** Finds mailets and matchers on the server's class path, as {@link MailetLoading} and {@link MatcherLoading} do. */
final class ClassPath implements ServerClasses {

    static final List<String> MAILETS = List.of("org.postroom.mailet", "org.apache.james.transport.mailets");
    static final List<String> MATCHERS = List.of("org.postroom.matcher", "org.apache.james.transport.matchers");

    @Override
    public Optional<String> mailet(String name) {
        return find(name, MAILETS, Mailet.class);
    }

    @Override
    public Optional<String> matcher(String name) {
        return find(name, MATCHERS, Matcher.class);
    }

    private static Optional<String> find(String name, List<String> packages, Class<?> type) {
        List<String> candidates = name.indexOf('.') >= 0
                ? List.of(name)
                : packages.stream().map(each -> each + "." + name).toList();
        return candidates.stream().filter(candidate -> is(candidate, type)).findFirst();
    }

    private static boolean is(String className, Class<?> type) {
        try {
            return type.isAssignableFrom(Class.forName(className, false, ClassPath.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
