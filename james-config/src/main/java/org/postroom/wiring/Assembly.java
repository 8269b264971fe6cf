// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.IsStartedProbe;
import org.apache.james.NaiveDelegationStoreModule;
import org.apache.james.modules.CommonServicesModule;
import org.apache.james.modules.IsStartedProbeModule;
import org.apache.james.modules.MailboxModule;
import org.apache.james.modules.mailbox.DefaultEventModule;
import org.apache.james.modules.mailbox.MemoryDeadLetterModule;
import org.apache.james.modules.server.TaskManagerModule;
import org.apache.james.server.core.configuration.Configuration;

/** All modules of one server: James', ours over them, then whatever the caller adds. */
final class Assembly {

    private Assembly() {}

    static Module of(Home home, StartSettings settings, List<Module> more) {
        List<Module> james = new ArrayList<>();
        james.add(new CommonServicesModule(configuration(home)));
        james.add(new IsStartedProbeModule(new IsStartedProbe()));
        james.add(new NaiveDelegationStoreModule());
        james.add(new MailboxModule());
        james.add(new DefaultEventModule());
        james.add(new MemoryDeadLetterModule());
        james.add(new TaskManagerModule());
        james.addAll(MailetsModule.overridden());
        james.addAll(ProtocolsModule.overridden());
        james.addAll(WebAdminModule.overridden());
        james.add(new JpaDataModule());
        james.add(new JpaMailboxModule());
        james.add(new DatabaseModule());
        james.add(new QueueModule());
        james.add(new WorkersModule());
        james.add(new SearchModule());

        Module ours = Modules.combine(
                new HomeModule(home, settings), new MailetsModule(), new ProtocolsModule(), new WebAdminModule());
        return Modules.override(Modules.override(james).with(ours)).with(more);
    }

    /** James takes the home for its own working directory, so that {@code file://var/...} lies in it. */
    private static Configuration configuration(Home home) {
        return Configuration.builder()
                .workingDirectory(home.path().toFile())
                .configurationPath(new Configuration.ConfigurationPath("file://var/james/conf/"))
                .build();
    }
}
