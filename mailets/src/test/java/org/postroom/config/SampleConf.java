// SPDX-License-Identifier: Apache-2.0
package org.postroom.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** The directory {@code conf} that comes with Postroom. */
public final class SampleConf {

    private SampleConf() {}

    /** Where it lies, seen from whichever directory the tests run in. */
    public static Path directory() {
        Path here = Path.of("").toAbsolutePath();
        for (Path dir = here; dir != null; dir = dir.getParent()) {
            if (Files.exists(dir.resolve("conf/postroom.xml"))) {
                return dir.resolve("conf");
            }
        }
        throw new IllegalStateException("no conf/postroom.xml above " + here);
    }
}
