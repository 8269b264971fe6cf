// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postroom.config.ConfigurationException;
import org.postroom.wiring.HelpDeskServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code check}: reads the whole configuration and prints every error at once. */
@Command(name = "check", description = "Read the whole configuration and print every error at once.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Path path = home.path();
        ConfDirectory.prepare(path);
        try {
            HelpDeskServer.check(path.resolve("conf"));
        } catch (ConfigurationException e) {
            throw new CommandException(ExitStatus.CONFIGURATION, text(e));
        }
        new Screen(Objects.requireNonNull(spec).commandLine().getOut()).line(path.resolve("conf") + " is right");
        return ExitStatus.OK;
    }

    static String text(ConfigurationException errors) {
        return errors.errors().stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n", "the configuration is wrong:\n", ""));
    }
}
