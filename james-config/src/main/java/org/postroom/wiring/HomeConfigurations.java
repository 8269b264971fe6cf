// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.james.util.LoggingLevel;

/** Finds James' XML files: what the admin edits in {@code conf/}, everything else among the generated ones. */
class HomeConfigurations implements ConfigurationProvider {

    private static final String EDITED_BY_THE_ADMIN = "mailetcontainer";

    private final Home home;

    @Inject
    HomeConfigurations(Home home) {
        this.home = home;
    }

    @Override
    public HierarchicalConfiguration<ImmutableNode> getConfiguration(String component, LoggingLevel ifMissing)
            throws ConfigurationException {
        boolean edited = component.equals(EDITED_BY_THE_ADMIN);
        Path file = (edited ? home.conf() : home.jamesConf()).resolve(component + ".xml");
        if (!Files.exists(file)) {
            if (edited) {
                throw new ConfigurationException(file + ": the file is missing");
            }
            return FileConfigurationProvider.EMPTY_CONFIGURATION;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return FileConfigurationProvider.getConfig(in);
        } catch (IOException e) {
            throw new ConfigurationException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(file + ": " + rootMessage(e), e);
        }
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
