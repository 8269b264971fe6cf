// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Makes {@code conf/} of a new home out of the sample that came with the program; never touches one that is there. */
final class ConfDirectory {

    /** Names the sample's directory; set by the start script. */
    static final String SAMPLE_PROPERTY = "postroom.conf";

    private ConfDirectory() {}

    static void prepare(Path home) {
        Path conf = home.resolve("conf");
        if (Files.exists(conf)) {
            return;
        }
        Path sample = sample();
        try {
            Files.createDirectories(home);
            Path making = Files.createTempDirectory(home, "conf-new");
            copy(sample, making);
            Files.move(making, conf, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(ExitStatus.FAILED, home + " is a file, not a directory");
        } catch (IOException e) {
            throw new CommandException(ExitStatus.FAILED, "cannot make " + conf + ": " + e.getMessage());
        }
    }

    /** The home's configuration where there is one, else the sample's; makes nothing. */
    static Path ofHomeOrSample(Path home) {
        Path conf = home.resolve("conf");
        return Files.exists(conf) ? conf : sample();
    }

    private static Path sample() {
        Path sample = Path.of(System.getProperty(SAMPLE_PROPERTY, "conf")).toAbsolutePath();
        if (!Files.isDirectory(sample)) {
            throw new CommandException(
                    ExitStatus.FAILED,
                    "there is no sample configuration at " + sample + "; start Postroom with its script ./postroom");
        }
        return sample;
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(from)) {
            files = tree.toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
