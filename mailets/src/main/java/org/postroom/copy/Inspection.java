// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroom.copy.Copies.Work;
import org.postroom.copy.Mailboxes.Found;
import org.postroom.copy.Mailboxes.Place;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Folder;
import org.postroom.ticket.WantedCopy;

/**
 * Compares agents' mailboxes with the copies that shall be in them, and makes them agree. Copies that the worker has yet to
 * make are no difference. Reads the header of every copy: for {@code ./postroom doctor}, not for every minute.
 */
public final class Inspection {

    private static final List<Folder> FOLDERS =
            List.of(Folder.INBOX, Folder.TAKE, Folder.WAITING, Folder.SNOOZED, Folder.CLOSED);

    private final Copies copies;
    private final Mailboxes mailboxes;

    /**
     * Takes what it compares.
     *
     * @param copies what shall be
     * @param mailboxes what is
     */
    public Inspection(Copies copies, Mailboxes mailboxes) {
        this.copies = copies;
        this.mailboxes = mailboxes;
    }

    /** How a mailbox differs from what it should be. */
    public enum Kind {
        /** A copy is in none of the folders. */
        MISSING,
        /** A copy lies in another folder than it should. */
        MISPLACED,
        /** A copy lies there that should not exist, or a second time. */
        SURPLUS
    }

    /**
     * A difference.
     *
     * @param kind what is wrong
     * @param owner whose mailbox
     * @param ticket the ticket's serial; 0 for a copy that nothing is known of
     * @param copyId the value of {@link Mailboxes#COPY_HEADER}
     * @param at where it lies; empty when it is missing
     * @param shouldBe where it should lie; empty for nowhere
     */
    public record Difference(
            Kind kind, EmailAddress owner, long ticket, String copyId, Optional<Place> at, Optional<Folder> shouldBe) {}

    /**
     * Compares one mailbox.
     *
     * @param owner whose
     * @return the differences; empty when all is as it should be
     * @throws MailboxUnavailableException when there is no such account, or it cannot be used for now
     */
    public List<Difference> inspect(EmailAddress owner) throws MailboxUnavailableException {
        Map<String, Work> known = new HashMap<>();
        copies.of(owner).forEach(work -> known.put(Long.toString(work.id()), work));
        Map<String, List<Place>> places = new HashMap<>();
        for (Folder folder : FOLDERS) {
            for (Found found : mailboxes.list(owner, folder)) {
                places.computeIfAbsent(found.copyId(), id -> new ArrayList<>()).add(found.place());
            }
        }
        Set<String> all = new LinkedHashSet<>(known.keySet());
        all.addAll(places.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String id : all) {
            compare(owner, id, Optional.ofNullable(known.get(id)), places.getOrDefault(id, List.of()), differences);
        }
        return differences;
    }

    /**
     * Makes a mailbox agree: what is there but should not be is removed, what is missing or misplaced becomes due, and the
     * worker does it at once.
     *
     * @param owner whose
     * @return the differences that were found
     * @throws MailboxUnavailableException when there is no such account, or it cannot be used for now
     */
    public List<Difference> repair(EmailAddress owner) throws MailboxUnavailableException {
        List<Difference> differences = inspect(owner);
        for (Difference difference : differences) {
            switch (difference.kind()) {
                case SURPLUS -> mailboxes.remove(owner, difference.at().orElseThrow());
                case MISSING, MISPLACED -> copies.redo(Long.parseLong(difference.copyId()), difference.at());
            }
        }
        return differences;
    }

    private static void compare(
            EmailAddress owner, String id, Optional<Work> work, List<Place> places, List<Difference> differences) {
        long ticket = work.map(Work::ticket).orElse(0L);
        if (work.filter(w -> !isSettled(w)).isPresent()) {
            return;
        }
        Optional<Folder> target = work.flatMap(Work::wanted).map(WantedCopy::folder);
        Optional<Place> kept = target.flatMap(folder -> places.stream()
                        .filter(place -> place.folder().equals(folder))
                        .findFirst())
                .or(() -> target.flatMap(folder -> places.stream().findFirst()));
        for (Place place : places) {
            if (kept.filter(place::equals).isEmpty()) {
                differences.add(new Difference(Kind.SURPLUS, owner, ticket, id, Optional.of(place), Optional.empty()));
            }
        }
        if (target.isPresent() && kept.isEmpty()) {
            differences.add(new Difference(Kind.MISSING, owner, ticket, id, Optional.empty(), target));
        } else if (kept.isPresent() && !kept.map(Place::folder).equals(target)) {
            differences.add(new Difference(Kind.MISPLACED, owner, ticket, id, kept, target));
        }
    }

    private static boolean isSettled(Work work) {
        return work.begun().isEmpty()
                && work.actual().map(Place::folder).equals(work.wanted().map(WantedCopy::folder));
    }
}
