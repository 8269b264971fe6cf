// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroom.copy.Copies.Done;
import org.postroom.copy.Copies.Work;
import org.postroom.copy.Mailboxes.CopyFlags;
import org.postroom.copy.Mailboxes.Place;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Folder;
import org.postroom.ticket.WantedCopy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the work that is due in one mailbox, one batch at a time. One thread a mailbox; nothing is remembered between
 * batches, so that dying anywhere and beginning again gives each copy once.
 */
final class MailboxWork {

    private static final Logger LOGGER = LoggerFactory.getLogger(MailboxWork.class);

    private static final int BATCH = 50;
    private static final int MOST_FAILURES = 3;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LAST_RETRY = Duration.ofMinutes(10);

    private final Copies copies;
    private final Mailboxes mailboxes;
    private final CopySources sources;
    private final CopyTroubles troubles;
    private final Clock clock;

    MailboxWork(Copies copies, Mailboxes mailboxes, CopySources sources, CopyTroubles troubles, Clock clock) {
        this.copies = copies;
        this.mailboxes = mailboxes;
        this.sources = sources;
        this.troubles = troubles;
        this.clock = clock;
    }

    /** How a batch ended. */
    enum Outcome {
        /** Nothing is left that is due. */
        IDLE,
        /** There may be more. */
        MORE,
        /** The mailbox cannot be used for now. */
        UNAVAILABLE
    }

    /** Does a batch of one mailbox. */
    Outcome batch(EmailAddress owner) {
        List<Work> due = copies.due(owner, clock.instant(), BATCH);
        if (due.isEmpty()) {
            return Outcome.IDLE;
        }
        Batch batch = new Batch(owner);
        try {
            batch.run(due);
            return Outcome.MORE;
        } catch (MailboxUnavailableException e) {
            LOGGER.warn("Copies for {} wait: {}", owner, e.reason());
            List<Long> tickets = copies.mailboxFailed(owner, e.reason());
            troubles.report(owner, tickets, e.reason());
            return Outcome.UNAVAILABLE;
        } finally {
            batch.writeDown();
        }
    }

    /** One batch; what is done is written down at its end, and before it ends badly. */
    private final class Batch {

        private final EmailAddress owner;
        private final List<Done> done = new ArrayList<>();
        private int failuresInRow;

        Batch(EmailAddress owner) {
            this.owner = owner;
        }

        void run(List<Work> due) throws MailboxUnavailableException {
            Map<Folder, List<Work>> byTarget = new LinkedHashMap<>();
            for (Work found : due) {
                Work work = found.begun().isPresent() ? recovered(found) : found;
                Optional<Folder> target = work.wanted().map(WantedCopy::folder);
                if (target.isEmpty()) {
                    attempt(work, () -> remove(work));
                } else if (work.actual().map(Place::folder).equals(target)) {
                    attempt(work, () -> flag(work, work.actual().orElseThrow()));
                } else {
                    byTarget.computeIfAbsent(target.get(), folder -> new ArrayList<>())
                            .add(work);
                }
            }
            for (Map.Entry<Folder, List<Work>> entry : byTarget.entrySet()) {
                fill(entry.getKey(), entry.getValue());
            }
        }

        /** Appends and moves into one folder. */
        private void fill(Folder folder, List<Work> works) throws MailboxUnavailableException {
            CopySources.Prepared prepared = sources.prepare(works);
            Place next = mailboxes.nextPlace(owner, folder);
            copies.begin(works.stream().map(Work::id).toList(), next);
            for (Work work : works) {
                attempt(work, () -> {
                    if (work.actual().isPresent()) {
                        move(work, work.actual().get(), next, prepared);
                    } else {
                        append(work, folder, prepared);
                    }
                });
            }
        }

        /** Finds out whether what was begun was also done. */
        private Work recovered(Work work) throws MailboxUnavailableException {
            Optional<Place> found = mailboxes.find(owner, work.begun().orElseThrow(), copyId(work));
            return new Work(
                    work.id(),
                    work.ticket(),
                    work.message(),
                    owner,
                    work.wanted(),
                    work.revision(),
                    found.or(work::actual),
                    Optional.empty(),
                    work.attempts());
        }

        private void append(Work work, Folder folder, CopySources.Prepared prepared)
                throws MailboxUnavailableException {
            Optional<byte[]> source = prepared.bytes(work);
            if (source.isEmpty()) {
                done(work, Optional.empty());
                return;
            }
            WantedCopy wanted = work.wanted().orElseThrow();
            done(work, Optional.of(mailboxes.append(owner, folder, source.get(), flags(wanted, wanted.seen()))));
        }

        private void move(Work work, Place from, Place next, CopySources.Prepared prepared)
                throws MailboxUnavailableException {
            Optional<Place> moved = mailboxes.move(owner, from, next.folder());
            if (moved.isEmpty()) {
                moved = mailboxes.find(owner, new Place(next.folder(), next.uidValidity(), 1), copyId(work));
            }
            if (moved.isPresent()) {
                flag(work, moved.get());
            } else {
                append(work, next.folder(), prepared);
            }
        }

        private void flag(Work work, Place at) throws MailboxUnavailableException {
            mailboxes.setFlags(owner, at, flags(work.wanted().orElseThrow(), false));
            done(work, Optional.of(at));
        }

        private void remove(Work work) throws MailboxUnavailableException {
            if (work.actual().isPresent()) {
                mailboxes.remove(owner, work.actual().get());
            }
            done(work, Optional.empty());
        }

        private void done(Work work, Optional<Place> place) {
            done.add(new Done(work.id(), work.revision(), place));
        }

        /** One copy that cannot be made holds up no other; several in a row say that it is the mailbox. */
        private void attempt(Work work, Step step) throws MailboxUnavailableException {
            try {
                step.run();
                failuresInRow = 0;
            } catch (MailboxUnavailableException e) {
                failuresInRow++;
                if (failuresInRow == MOST_FAILURES) {
                    throw e;
                }
                failed(work, e.reason());
            } catch (IllegalArgumentException | IllegalStateException e) {
                LOGGER.error("A copy of ticket {} for {} cannot be made", work.ticket(), owner, e);
                failed(work, e.toString());
            }
        }

        private void failed(Work work, String reason) {
            LOGGER.warn("A copy of ticket {} for {} waits: {}", work.ticket(), owner, reason);
            copies.failed(work.id(), reason, retryAt(work));
            if (work.attempts() == 0) {
                troubles.report(owner, List.of(work.ticket()), reason);
            }
        }

        void writeDown() {
            if (!done.isEmpty()) {
                copies.done(List.copyOf(done));
                done.clear();
            }
        }
    }

    private Instant retryAt(Work work) {
        long factor = 1L << Math.min(work.attempts(), 20);
        Duration wait = FIRST_RETRY.multipliedBy(factor);
        return clock.instant().plus(wait.compareTo(LAST_RETRY) < 0 ? wait : LAST_RETRY);
    }

    private static CopyFlags flags(WantedCopy wanted, boolean seen) {
        return new CopyFlags(wanted.flagged(), wanted.answered(), seen, wanted.keywords());
    }

    private static String copyId(Work work) {
        return Long.toString(work.id());
    }

    /** What may fail with the mailbox. */
    @FunctionalInterface
    private interface Step {
        void run() throws MailboxUnavailableException;
    }
}
