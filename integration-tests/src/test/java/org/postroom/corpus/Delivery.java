// SPDX-License-Identifier: Apache-2.0
package org.postroom.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.postroom.message.MessageId;
import org.postroom.stories.RunningHelpDesk;
import org.postroom.stories.SmtpClient;

/**
 * Delivers mails over several connections, as fast as they are taken and in their order; a mail is sent once those that it
 * names were accepted, since nobody answers what was not sent yet.
 */
final class Delivery {

    private static final int CONNECTIONS = 4;

    private final RunningHelpDesk desk;
    private final List<CorpusMail> mails;
    private final List<CountDownLatch> accepted = new ArrayList<>();
    private final Map<MessageId, List<Integer>> places = new HashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final Collection<String> refused = new ConcurrentLinkedQueue<>();

    private Delivery(RunningHelpDesk desk, List<CorpusMail> mails) {
        this.desk = desk;
        this.mails = mails;
        for (int i = 0; i < mails.size(); i++) {
            accepted.add(new CountDownLatch(1));
            int place = i;
            mails.get(i)
                    .mail()
                    .messageId()
                    .ifPresent(id -> places.computeIfAbsent(id, first -> new ArrayList<>())
                            .add(place));
        }
    }

    /** Returns which were refused, and how. */
    static Collection<String> of(List<CorpusMail> mails, RunningHelpDesk desk) throws InterruptedException {
        Delivery delivery = new Delivery(desk, mails);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.add(new Thread(delivery::connection));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return delivery.refused;
    }

    private void connection() {
        try (SmtpClient client = new SmtpClient(desk.ports().smtp())) {
            for (int n = next.getAndIncrement(); n < mails.size(); n = next.getAndIncrement()) {
                try {
                    deliver(client, n);
                } finally {
                    accepted.get(n).countDown();
                }
            }
        } catch (IOException | InterruptedException e) {
            refused.add(e.toString());
        }
    }

    private void deliver(SmtpClient client, int n) throws IOException, InterruptedException {
        CorpusMail mail = mails.get(n);
        for (MessageId named : mail.named()) {
            for (int place : places.getOrDefault(named, List.of())) {
                if (place < n) {
                    accepted.get(place).await();
                }
            }
        }
        String reply = client.deliver("sender" + n + "@corpus.test", List.of("support@acme.test"), mail.source());
        if (!reply.startsWith("250")) {
            refused.add(mail.file() + ": " + reply);
        }
    }
}
