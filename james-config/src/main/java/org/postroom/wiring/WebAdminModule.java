// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.util.List;
import org.apache.james.modules.server.DataRoutesModules;
import org.apache.james.modules.server.MailQueueRoutesModule;
import org.apache.james.modules.server.MailRepositoriesRoutesModule;
import org.apache.james.modules.server.MailboxRoutesModule;
import org.apache.james.modules.server.NoJwtModule;
import org.apache.james.modules.server.WebAdminServerModule;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;

/** Web administration, behind its token. Overrides James' choice, which asks nobody for anything. */
class WebAdminModule extends AbstractModule {

    /**
     * What this module overrides.
     *
     * @return James' own modules
     */
    static List<Module> overridden() {
        return List.of(
                new WebAdminServerModule(),
                new DataRoutesModules(),
                new MailboxRoutesModule(),
                new MailQueueRoutesModule(),
                new MailRepositoriesRoutesModule(),
                new NoJwtModule());
    }

    @Override
    protected void configure() {
        bind(AuthenticationFilter.class).to(TokenCheck.class);
        bind(LoggingRequestFilter.class).to(AdminGate.class);
    }

    @Provides
    @Singleton
    AdminToken token(Home home) {
        return AdminToken.in(home.token());
    }
}
