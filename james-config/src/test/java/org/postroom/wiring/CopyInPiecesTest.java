// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postroom.wiring.RunningServer.AGENT;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.james.core.Username;
import org.apache.james.events.Event;
import org.apache.james.events.EventListener;
import org.apache.james.events.Group;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.events.MailboxEvents.Added;
import org.apache.james.mailbox.model.MailboxPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** COPY and MOVE of many mails, and of heavy ones. */
class CopyInPiecesTest {

    private static final List<Integer> ADDED = new CopyOnWriteArrayList<>();
    private static PostroomServer server;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        server = PostroomServer.start(StartSettings.onLoopback(RunningServer.homeIn(home)), new AbstractModule() {
            @Override
            protected void configure() {
                Multibinder.newSetBinder(binder(), EventListener.ReactiveGroupEventListener.class)
                        .addBinding()
                        .toInstance(new Recorder());
            }
        });
        RunningServer.addAccounts(server);
        fill("Many", 250, 10);
        fill("Heavy", 6, 3 * 1024 * 1024);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        ADDED.clear();
    }

    @Test
    void manyMailsShouldBeCopiedInPieces() throws Exception {
        try (Lines client = selected("Many")) {
            client.say("c CREATE Copies").read();
            assertThat(client.completed("d UID COPY 1:* Copies"))
                    .startsWith("d OK [COPYUID ")
                    .contains(" 1:250]");
            assertThat(client.say("e STATUS Copies (MESSAGES)").read()).contains("MESSAGES 250");
        }
        assertThat(ADDED).containsExactly(100, 100, 50);
    }

    @Test
    void heavyMailsShouldBeCopiedInPiecesOfEightMegabytes() throws Exception {
        try (Lines client = selected("Heavy")) {
            client.say("c CREATE HeavyCopies").read();
            assertThat(client.completed("d COPY 1:6 HeavyCopies")).startsWith("d OK");
            assertThat(client.say("e STATUS HeavyCopies (MESSAGES)").read()).contains("MESSAGES 6");
        }
        assertThat(ADDED).containsExactly(2, 2, 2);
    }

    @Test
    void manyMailsShouldBeMovedInPieces() throws Exception {
        fill("Moving", 130, 10);
        ADDED.clear();
        try (Lines client = selected("Moving")) {
            client.say("c CREATE Moved").read();
            assertThat(client.completed("d UID MOVE 1:* Moved")).startsWith("d OK");
            assertThat(client.completed("e NOOP")).startsWith("e OK");
            assertThat(client.say("f STATUS Moved (MESSAGES)").read()).contains("MESSAGES 130");
        }
        assertThat(ADDED).containsExactly(100, 30);
    }

    @Test
    void onlyWhatIsNamedShouldBeCopied() throws Exception {
        try (Lines client = selected("Many")) {
            client.say("c CREATE Some").read();
            assertThat(client.completed("d UID COPY 7,100:102,4000:5000 Some")).startsWith("d OK [COPYUID ");
            assertThat(client.say("e STATUS Some (MESSAGES)").read()).contains("MESSAGES 4");
        }
    }

    private static Lines selected(String folder) throws Exception {
        Lines client = Lines.agentsImap(server);
        assertThat(client.completed("b SELECT " + folder)).startsWith("b OK");
        return client;
    }

    private static void fill(String folder, int mails, int size) throws Exception {
        MailboxManager mailboxes = server.get(MailboxManager.class);
        MailboxSession session = mailboxes.createSystemSession(Username.of(AGENT));
        MailboxPath path = MailboxPath.forUser(Username.of(AGENT), folder);
        mailboxes.createMailbox(path, session);
        byte[] source = ("Subject: mail\r\n\r\n" + "x".repeat(size) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < mails; i++) {
            mailboxes
                    .getMailbox(path, session)
                    .appendMessage(MessageManager.AppendCommand.builder().build(source), session);
        }
    }

    /** Notes how many mails came at once. */
    public static final class Recorder implements EventListener.ReactiveGroupEventListener {

        /** Its name among listeners. */
        public static final class RecorderGroup extends Group {}

        @Override
        public Publisher<Void> reactiveEvent(Event event) {
            return Mono.fromRunnable(() -> ADDED.add(((Added) event).getUids().size()));
        }

        @Override
        public boolean isHandling(Event event) {
            return event instanceof Added;
        }

        @Override
        public Group getDefaultGroup() {
            return new RecorderGroup();
        }
    }
}
