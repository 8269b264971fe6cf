// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import java.util.List;
import org.apache.james.mailetcontainer.api.MailetLoader;
import org.apache.james.mailetcontainer.api.MatcherLoader;
import org.apache.james.modules.MailetProcessingModule;
import org.apache.james.modules.server.DefaultProcessorsConfigurationProviderModule;
import org.apache.james.modules.server.RawPostDequeueDecoratorModule;

/** The mailet container, in which our mailets and matchers have short names as well. Overrides James' loaders. */
class MailetsModule extends AbstractModule {

    /**
     * What this module overrides.
     *
     * @return James' own modules
     */
    static List<Module> overridden() {
        return List.of(
                new MailetProcessingModule(),
                new DefaultProcessorsConfigurationProviderModule(),
                new RawPostDequeueDecoratorModule());
    }

    @Override
    protected void configure() {
        bind(MailetLoader.class).to(MailetLoading.class);
        bind(MatcherLoader.class).to(MatcherLoading.class);
    }
}
