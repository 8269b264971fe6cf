// SPDX-License-Identifier: Apache-2.0
package org.postroom.stories;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One server for all stories that need no configuration of their own, for a start takes longer than most stories: the first one
 * starts it, and it ends with the whole run. Such stories have customers of their own and leave agents as they found them.
 */
public final class SharedHelpDesk implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningHelpDesk.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedHelpDesk.class))
                .getOrComputeIfAbsent(Started.class)
                .desk;
    }

    /** Closed by JUnit at the end. */
    static final class Started implements AutoCloseable {

        private final RunningHelpDesk desk;

        Started() throws Exception {
            desk = RunningHelpDesk.start();
        }

        @Override
        public void close() {
            desk.close();
        }
    }
}
