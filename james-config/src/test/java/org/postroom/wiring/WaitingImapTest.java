// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IMAP clients whose commands wait for the database, and others that do not. */
class WaitingImapTest {

    private static final int STUCK = 8;

    @Test
    void clientsShouldBeServedWhileOthersWaitForTheDatabase(@TempDir Path home) throws Exception {
        List<Lines> stuck = new ArrayList<>();
        try (PostroomServer server = PostroomServer.start(StartSettings.onLoopback(RunningServer.homeIn(home)))) {
            RunningServer.addAccounts(server);
            for (int i = 0; i < STUCK; i++) {
                stuck.add(Lines.agentsImap(server));
            }
            try (Connection database =
                    DriverManager.getConnection("jdbc:derby:" + server.home().jamesDerby())) {
                database.setAutoCommit(false);
                try (Statement lock = database.createStatement()) {
                    lock.execute("LOCK TABLE james_mail IN EXCLUSIVE MODE");
                }
                for (Lines client : stuck) {
                    client.say("s SELECT INBOX");
                }
                await().atMost(Duration.ofSeconds(30)).until(() -> waiting() >= STUCK);

                try (Lines other = Lines.agentsImap(server)) {
                    assertThat(other.completed("c CAPABILITY")).startsWith("c OK");
                    assertThat(other.completed("n NOOP")).startsWith("n OK");
                }
                database.rollback();
            }
            for (Lines client : stuck) {
                assertThat(client.completed("n NOOP")).startsWith("s OK");
                client.close();
            }
        }
    }

    /** Threads that wait for a lock of Derby's. */
    private static long waiting() {
        return Thread.getAllStackTraces().values().stream()
                .filter(WaitingImapTest::locked)
                .count();
    }

    private static boolean locked(StackTraceElement[] frames) {
        return Arrays.stream(frames)
                .anyMatch(frame -> frame.getClassName().endsWith("ActiveLock")
                        && frame.getMethodName().equals("waitForGrant"));
    }
}
