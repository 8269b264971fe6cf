// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.postroom.SampleMail.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postroom.SampleDesks;
import org.postroom.conversation.Filed;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.EventType;
import org.postroom.ticket.Folder;

/** Threads, waking, and mailboxes that cannot be used. */
class CopyWorkerTest {

    private static final EmailAddress ANN = SampleDesks.ANN.address();
    private static final EmailAddress LI = SampleDesks.LI.address();
    private static final Duration SOON = Duration.ofSeconds(60);

    private CopyStory story;

    @BeforeEach
    void open() {
        story = new CopyStory(LI, SampleDesks.LEAD);
    }

    @AfterEach
    void close() {
        story.close();
    }

    @Test
    void wokenWorkerShouldMakeEveryCopyOnce() {
        CopyWorker.Settings settings = new CopyWorker.Settings(2, Duration.ofDays(1), Clock.systemUTC());
        try (CopyWorker worker = story.worker(settings)) {
            worker.start();
            List<Filed> filed = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                filed.add(story.file(mail().language("zh").subject("你好 " + i)));
                worker.wake();
            }
            await().atMost(SOON)
                    .until(() -> story.mailboxes.mails(LI, Folder.INBOX).size() == filed.size());
            assertThat(filed)
                    .allSatisfy(each ->
                            assertThat(story.copiesAnywhere(each.ticket(), LI)).hasSize(1));
        }
    }

    @Test
    void missingAccountShouldHoldUpNobodyAndGetItsCopiesOnceItExists() {
        try (CopyWorker worker = story.worker(CopyStory.quick())) {
            worker.start();
            Filed german = story.file(mail().language("de"));
            Filed chinese = story.file(mail().language("zh"));
            worker.wake();
            await().atMost(SOON)
                    .until(() ->
                            story.copies(chinese.ticket(), LI, Folder.INBOX).size() == 1);
            await().atMost(SOON).until(() -> story.events(german.ticket()).anyMatch(EventType.COPY_FAILED::equals));

            story.mailboxes.addAccount(ANN);
            await().atMost(SOON)
                    .until(() ->
                            story.copies(german.ticket(), ANN, Folder.INBOX).size() == 1);
            assertThat(story.events(german.ticket()).filter(EventType.COPY_FAILED::equals))
                    .hasSize(1);
        }
    }

    @Test
    void copiesOfOneMailboxShouldLieInTheOrderOfTheirMessages() {
        List<Filed> filed = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            filed.add(story.file(mail().language("zh").text("Nummer " + i)));
        }
        try (CopyWorker worker = story.worker(CopyStory.quick())) {
            worker.start();
            await().atMost(SOON)
                    .until(() -> story.mailboxes.mails(LI, Folder.INBOX).size() == filed.size());
        }
        List<String> bodies = story.mailboxes.mails(LI, Folder.INBOX).stream()
                .map(InMemoryMailboxes.Mail::body)
                .toList();
        for (int i = 0; i < bodies.size(); i++) {
            assertThat(bodies.get(i)).contains("Nummer " + i + "\r\n");
        }
    }
}
