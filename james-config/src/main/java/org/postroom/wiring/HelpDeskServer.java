// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.postroom.config.Configuration;
import org.postroom.config.ConfigurationError;
import org.postroom.config.ConfigurationException;
import org.postroom.config.MailetContainerCheck;

/** Starts James with the help desk in it, as {@code conf/} says. */
public final class HelpDeskServer {

    private HelpDeskServer() {}

    /**
     * Reads the whole configuration.
     *
     * @param conf the directory {@code conf/}
     * @return what it says
     * @throws ConfigurationException when anything is wrong in any file; it carries all errors
     */
    public static Configuration check(Path conf) throws ConfigurationException {
        List<ConfigurationError> errors = new ArrayList<>();
        Optional<Configuration> configuration = Optional.empty();
        try {
            configuration = Optional.of(Configuration.read(conf));
        } catch (ConfigurationException e) {
            errors.addAll(e.errors());
        }
        errors.addAll(MailetContainerCheck.check(conf, new ClassPath()));
        if (!errors.isEmpty()) {
            throw new ConfigurationException(errors);
        }
        return configuration.orElseThrow();
    }

    /**
     * Starts the server.
     *
     * @param home directory of {@code conf/} and {@code var/}
     * @param ports where to listen
     * @param changes what the command line, or a test, orders beyond what {@code conf/} says
     * @param more bindings that replace others, for tests
     * @return the running server
     * @throws ConfigurationException when the configuration is wrong; nothing was started then
     * @throws ServerNotStarted when it cannot start; nothing runs then
     */
    public static PostroomServer start(Path home, Ports ports, UnaryOperator<StartSettings> changes, Module... more)
            throws ConfigurationException, ServerNotStarted {
        Path absolute = home.toAbsolutePath().normalize();
        Configuration configuration = check(absolute.resolve("conf"));
        Home directories = new Home(absolute);
        directories.makeDirectories();
        LogFiles.in(directories.log());
        StartSettings settings = changes.apply(StartSettings.of(absolute, ports, configuration));
        Module desk = Modules.override(new DeskModule(configuration), new StoreModule(), new WorkModule())
                .with(more);
        return PostroomServer.start(settings, desk);
    }
}
