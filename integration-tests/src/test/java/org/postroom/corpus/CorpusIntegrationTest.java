// SPDX-License-Identifier: Apache-2.0
package org.postroom.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.james.queue.api.MailQueueFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.postroom.copy.Copies;
import org.postroom.desk.DeskId;
import org.postroom.message.ContentDigest;
import org.postroom.queue.SqlMailQueueFactory;
import org.postroom.stories.RunningHelpDesk;
import org.postroom.ticket.Archive;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Tickets;
import org.postroom.web.FailedMails;

/** Every mail of the corpus goes through a running server, where the corpus is there. */
class CorpusIntegrationTest {

    private static final DeskId SUPPORT = new DeskId("support");
    private static final double MOST = 0.99;

    @Test
    void everyMailShouldEndAsOneMessageOfTheRightTicket() throws Exception {
        Optional<Path> corpus = CorpusFiles.find();
        Assumptions.assumeTrue(corpus.isPresent(), "skipped: there is no shared/corpus beside the project");
        Map<String, byte[]> files = CorpusFiles.read(corpus.orElseThrow());
        List<CorpusMail> mails = CorpusMail.inOrderOfDelivery(CorpusMail.among(files));
        assertThat(mails).hasSizeGreaterThan(3000);

        try (LoggedTroubles log = LoggedTroubles.listen();
                RunningHelpDesk desk = RunningHelpDesk.start()) {
            long begin = System.nanoTime();
            assertThat(Delivery.of(mails, desk)).as("refused").isEmpty();
            say("%d mails accepted after %d s", mails.size(), secondsSince(begin));
            everythingIsDone(desk);
            say("%d mails filed, copied and answered after %d s", mails.size(), secondsSince(begin));

            Map<String, Message> filed = filed(desk, mails);
            eachIsExactlyOneMessage(desk, mails, filed);
            archiveHasTheBytes(desk, mails, filed);
            Conversations conversations = new Conversations(filed);
            conversations.haveSomethingInCommon(mails);
            Conversations.Share replies = conversations.repliesWithTheirParents(files);
            Conversations.Share threads = conversations.mailsWithTheirThreads(files);
            say("%s replies are in their parent's ticket, %s mails in their thread's", replies, threads);
            assertThat(replies.value()).as("replies " + replies).isGreaterThanOrEqualTo(MOST);
            assertThat(threads.value()).as("threads " + threads).isGreaterThanOrEqualTo(MOST);
            assertThat(desk.get(FailedMails.class).retry())
                    .as("mails in desk-error")
                    .isZero();
            assertThat(log.all()).as("errors and stack traces in the log").isEmpty();
        }
    }

    /** Nothing is in the queue any more, and every copy lies where it should. */
    private static void everythingIsDone(RunningHelpDesk desk) {
        Instant farAhead = Instant.now().plus(Duration.ofDays(1));
        Awaitility.await("the queue to be worked off, and all copies made")
                .atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> desk.get(SqlMailQueueFactory.class)
                                        .createQueue(MailQueueFactory.SPOOL, MailQueueFactory.prefetchCount(1))
                                        .getSize()
                                == 0
                        && desk.get(Copies.class).ownersWithWork(farAhead).isEmpty());
    }

    /** The message of each mail, found by its key; a variant counts as the message that it is a variant of. */
    private static Map<String, Message> filed(RunningHelpDesk desk, List<CorpusMail> mails) {
        Tickets tickets = desk.get(Tickets.class);
        Map<String, Message> filed = new LinkedHashMap<>();
        for (CorpusMail mail : mails) {
            tickets.inTransaction(tx -> tx.messageOf(SUPPORT, mail.key()))
                    .ifPresent(message -> filed.put(mail.file(), message));
        }
        return filed;
    }

    private static void eachIsExactlyOneMessage(
            RunningHelpDesk desk, List<CorpusMail> mails, Map<String, Message> filed) {
        assertThat(filed.keySet())
                .as("mails that are a message")
                .containsExactlyInAnyOrderElementsOf(
                        mails.stream().map(CorpusMail::file).toList());
        Set<Long> ofMails = filed.values().stream().map(Message::id).collect(Collectors.toSet());
        List<Message> messages = desk.tickets().stream()
                .flatMap(ticket -> desk.messages(ticket).stream())
                .toList();
        assertThat(messages).as("messages of tickets").doesNotHaveDuplicates();
        assertThat(messages).extracting(Message::id).containsAll(ofMails);
        assertThat(messages.stream().filter(message -> !ofMails.contains(message.id())))
                .as(
                        "messages that are no mail of the corpus, nor what Postroom tells agents: of new persons, of failures")
                .allMatch(message ->
                        (message.kind() == MessageKind.SYSTEM || message.kind() == MessageKind.DELIVERY_FAILURE)
                                && message.audience() == Audience.INTERNAL
                                && message.from()
                                        .filter(from -> from.name().equals("Postroom"))
                                        .isPresent());
        say("%d messages in %d tickets", messages.size(), desk.tickets().size());
    }

    /** What James received: its own header lines, then the bytes that were sent. */
    private static void archiveHasTheBytes(RunningHelpDesk desk, List<CorpusMail> mails, Map<String, Message> filed) {
        Archive archive = desk.get(Archive.class);
        Set<String> different = new HashSet<>();
        int compared = 0;
        for (CorpusMail mail : mails) {
            byte[] archived = archive.source(filed.get(mail.file()).id()).orElseThrow();
            if (ContentDigest.of(archived).equals(mail.key().digest())) {
                compared++;
                if (!endsWith(archived, mail.source())) {
                    different.add(mail.file());
                }
            }
        }
        assertThat(different).as("archived with other bytes").isEmpty();
        assertThat(compared).isGreaterThan(mails.size() * 9 / 10);
    }

    private static boolean endsWith(byte[] whole, byte[] end) {
        int begin = whole.length - end.length;
        return begin >= 0 && Arrays.equals(whole, begin, whole.length, end, 0, end.length);
    }

    private static long secondsSince(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    }

    private static void say(String format, Object... values) {
        System.out.println("corpus: " + String.format(format, values));
    }
}
