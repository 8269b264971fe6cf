// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostroomServerTest {

    @Test
    void serverShouldStartAndStop(@TempDir Path home) throws Exception {
        Files.createDirectories(home.resolve("conf"));
        try (InputStream in = getClass().getResourceAsStream("mailetcontainer.xml")) {
            Files.copy(in, home.resolve("conf/mailetcontainer.xml"));
        }
        long begin = System.nanoTime();
        try (PostroomServer server = PostroomServer.start(ServerSettings.onLoopback(home))) {
            System.out.println("started in " + (System.nanoTime() - begin) / 1_000_000 + " ms " + server.ports());
            assertThat(server.ports().smtp()).isPositive();
            begin = System.nanoTime();
        }
        System.out.println("stopped in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }
}
