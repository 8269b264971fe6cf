// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.AbstractModule;
import org.apache.james.server.core.configuration.ConfigurationProvider;

/** Where this server lives and what it was started with. Overrides where James looks for its files. */
class HomeModule extends AbstractModule {

    private final Home home;
    private final StartSettings settings;

    HomeModule(Home home, StartSettings settings) {
        this.home = home;
        this.settings = settings;
    }

    @Override
    protected void configure() {
        bind(Home.class).toInstance(home);
        bind(StartSettings.class).toInstance(settings);
        bind(ConfigurationProvider.class).to(HomeConfigurations.class);
    }
}
