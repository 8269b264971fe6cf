// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.util.List;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.mailetcontainer.api.MailetLoader;
import org.apache.james.mailetcontainer.api.MatcherLoader;
import org.apache.james.mailetcontainer.impl.JamesMailSpooler;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.modules.MailetProcessingModule;
import org.apache.james.modules.server.DefaultProcessorsConfigurationProviderModule;
import org.apache.james.modules.server.RawPostDequeueDecoratorModule;
import org.apache.james.server.core.configuration.ConfigurationProvider;

/** The mailet container, in which our mailets and matchers have short names as well. Overrides James' loaders. */
class MailetsModule extends AbstractModule {

    private static final String ERROR_REPOSITORY = "file://var/mail/error/";

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

    /** Threads come from {@code postroom.xml}, where the other limits are. */
    @Provides
    @Singleton
    JamesMailSpooler.Configuration spooler(ConfigurationProvider configurations, StartSettings settings)
            throws ConfigurationException {
        HierarchicalConfiguration<ImmutableNode> written = configurations.getConfiguration("mailetcontainer");
        return new JamesMailSpooler.Configuration(
                settings.limits().spoolerThreads(),
                MailRepositoryUrl.from(written.getString("spooler.errorRepository", ERROR_REPOSITORY)));
    }
}
