// SPDX-License-Identifier: Apache-2.0
package org.postroom.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the server lives. */
final class HomeOption {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "home",
            description = "directory of conf/ and var/ (default: ./home)")
    private Path home = Path.of("home");

    Path path() {
        return home.toAbsolutePath().normalize();
    }

    ServerClient client() {
        return new ServerClient(path());
    }
}
