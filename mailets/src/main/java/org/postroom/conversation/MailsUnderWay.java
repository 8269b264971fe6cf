// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.postroom.message.IncomingMail;
import org.postroom.message.MessageId;

/**
 * Mails that left the queue and are not filed yet. Those that name the same identifiers are filed in the order in which they
 * left it: a short answer would else overtake the long mail that it answers, and open a ticket beside the one which that
 * mail joins.
 *
 * <p>Only ever waits for earlier mails, so that mails which name each other do not wait for each other, and for a mail that
 * is never filed (a step threw) no longer than {@link #LONGEST}. Within one process; safe for many threads.
 */
public final class MailsUnderWay {

    /** For how long a mail holds up later ones at the most, unless the constructor says otherwise. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    private final Duration longest;
    private final Map<Object, Entry> entries = new IdentityHashMap<>();
    private final Map<MessageId, Entry> newest = new HashMap<>();

    /** A mail's end, and the ends of those that come first. */
    private record Entry(CompletableFuture<Void> end, List<CompletableFuture<Void>> earlier) {}

    /**
     * Begins with no mail under way.
     *
     * @param longest for how long a mail holds up later ones at the most
     */
    public MailsUnderWay(Duration longest) {
        this.longest = longest;
    }

    /**
     * Says that a mail left the queue. Called in the order in which they do.
     *
     * @param key stands for the mail and for no other; compared by identity
     * @param mail what it says; its header is enough
     */
    public synchronized void begin(Object key, IncomingMail mail) {
        Entry entry = new Entry(new CompletableFuture<>(), new ArrayList<>());
        List<MessageId> identifiers = References.all(mail);
        identifiers.forEach(id -> Optional.ofNullable(newest.put(id, entry))
                .ifPresent(before -> entry.earlier().add(before.end())));
        entries.put(key, entry);
        entry.end()
                .completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((nothing, error) -> forget(key, identifiers, entry));
    }

    /**
     * Waits until the mails that come first have ended.
     *
     * @param key stands for the mail; one that did not begin waits for none
     */
    public void awaitEarlier(Object key) {
        entry(key).ifPresent(entry -> entry.earlier().forEach(CompletableFuture::join));
    }

    /**
     * Says that a mail was filed, or will not be.
     *
     * @param key stands for the mail; one that did not begin waits for none
     */
    public void end(Object key) {
        entry(key).ifPresent(entry -> entry.end().complete(null));
    }

    private synchronized Optional<Entry> entry(Object key) {
        return Optional.ofNullable(entries.get(key));
    }

    private synchronized void forget(Object key, List<MessageId> identifiers, Entry entry) {
        entries.remove(key, entry);
        identifiers.forEach(id -> newest.remove(id, entry));
    }
}
