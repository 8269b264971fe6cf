// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.postroom.wiring.RunningServer.AGENT;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroom.wiring.smtp.LocalRecipients;

/** Clients whose commands wait for something slow, such as a database, and others that do not. */
class WaitingSmtpTest {

    private static final int STUCK = 8;

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<Lines> stuck = new ArrayList<>();
    private PostroomServer server;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        Module slow = new AbstractModule() {
            @Override
            protected void configure() {
                Multibinder.newSetBinder(binder(), LocalRecipients.class)
                        .addBinding()
                        .toInstance(recipient -> recipient.getLocalPart().equals("slow") && waits());
            }
        };
        server = PostroomServer.start(StartSettings.onLoopback(RunningServer.homeIn(home)), slow);
        RunningServer.addAccounts(server);
    }

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        for (Lines client : stuck) {
            client.close();
        }
        server.close();
    }

    @Test
    void clientsShouldBeServedWhileOthersWait() throws Exception {
        for (int i = 0; i < STUCK; i++) {
            Lines client = greeted();
            stuck.add(client);
            client.ask("MAIL FROM:<a@example.org>");
            client.say("RCPT TO:<slow@acme.test>");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> waiting.get() == STUCK);

        for (int i = 0; i < STUCK; i++) {
            try (Lines other = writing()) {
                assertThat(other.say("Subject: served").say("").ask(".")).startsWith("250");
            }
        }
        release.countDown();
        everyStuckClientIsAnswered();
    }

    @Test
    void clientsShouldBeServedWhileMailsWaitForTheDatabase() throws Exception {
        try (Connection database =
                DriverManager.getConnection("jdbc:derby:" + server.home().tickets())) {
            database.setAutoCommit(false);
            try (Statement lock = database.createStatement()) {
                lock.execute("LOCK TABLE queue_mails IN EXCLUSIVE MODE");
            }
            for (int i = 0; i < STUCK; i++) {
                Lines client = writing();
                stuck.add(client);
                client.say("Subject: waits").say("").say(".");
            }
            await().atMost(Duration.ofSeconds(30)).until(WaitingSmtpTest::enqueueing, count -> count == STUCK);

            writing().close();
            database.rollback();
            everyStuckClientIsAnswered();
        }
    }

    @Test
    void clientThatWaitsShouldNotFillTheMemory() throws Exception {
        AtomicLong written = new AtomicLong();
        long all = 256L * 1024 * 1024;
        try (SocketChannel client = SocketChannel.open(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.ports().smtp()))) {
            client.write(ByteBuffer.wrap("EHLO c.test\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<slow@acme.test>\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));
            await().atMost(Duration.ofSeconds(30)).until(() -> waiting.get() == 1);
            client.configureBlocking(false);
            ByteBuffer noops = ByteBuffer.wrap("NOOP\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII));

            await().atMost(Duration.ofSeconds(60)).during(Duration.ofSeconds(2)).until(() -> {
                int now = client.write(noops.rewind());
                return written.addAndGet(now) > 0 && now == 0 || written.get() >= all;
            });

            assertThat(written.get()).isLessThan(all / 8);
        }
    }

    private void everyStuckClientIsAnswered() throws Exception {
        for (Lines client : stuck) {
            assertThat(client.reply()).startsWith("250");
        }
    }

    private boolean waits() {
        waiting.incrementAndGet();
        try {
            release.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Threads that put a mail into the queue just now. */
    private static long enqueueing() {
        return Thread.getAllStackTraces().values().stream()
                .filter(frames -> Arrays.stream(frames)
                        .anyMatch(frame -> frame.getMethodName().equals("enQueue")
                                && frame.getClassName().endsWith("SqlMailQueue")))
                .count();
    }

    private Lines writing() throws Exception {
        Lines client = greeted();
        assertThat(client.ask("MAIL FROM:<b@example.org>")).startsWith("250");
        assertThat(client.ask("RCPT TO:<" + AGENT + ">")).startsWith("250");
        assertThat(client.ask("DATA")).startsWith("354");
        return client;
    }

    private Lines greeted() throws Exception {
        Lines client = Lines.to(server.ports().smtp());
        client.reply();
        client.ask("EHLO client.test");
        return client;
    }
}
