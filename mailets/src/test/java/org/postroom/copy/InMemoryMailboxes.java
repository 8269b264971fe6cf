// SPDX-License-Identifier: Apache-2.0
package org.postroom.copy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Folder;

/** Mailboxes of a server that can be full, missing, or die before or after anything it does. */
public final class InMemoryMailboxes implements Mailboxes {

    private static final Pattern COPY = Pattern.compile("(?im)^" + COPY_HEADER + ": *(\\S+)");

    private final Map<EmailAddress, Map<Folder, TreeMap<Long, Mail>>> accounts = new HashMap<>();
    private final Map<Folder, Long> nextUids = new HashMap<>();
    private final Set<EmailAddress> full = new HashSet<>();
    private final Crash crash;

    /** A mail with what is mutable about it. */
    static final class Mail {
        final String source;
        boolean flagged;
        boolean answered;
        boolean seen;
        final Set<String> keywords = new HashSet<>();

        private Mail(byte[] source) {
            this.source = new String(source, StandardCharsets.ISO_8859_1);
        }

        String copyId() {
            Matcher matcher = COPY.matcher(source);
            return matcher.find() ? matcher.group(1) : "";
        }

        String body() {
            return source.substring(source.indexOf("\r\n\r\n"));
        }
    }

    /** Mailboxes of these owners, on a server that never dies. */
    public InMemoryMailboxes(EmailAddress... owners) {
        this(Crash.never(), owners);
    }

    InMemoryMailboxes(Crash crash, EmailAddress... owners) {
        this.crash = crash;
        for (EmailAddress owner : owners) {
            addAccount(owner);
        }
    }

    synchronized void addAccount(EmailAddress owner) {
        accounts.put(owner, new HashMap<>());
    }

    synchronized void setFull(EmailAddress owner, boolean isFull) {
        if (isFull) {
            full.add(owner);
        } else {
            full.remove(owner);
        }
    }

    synchronized List<Mail> mails(EmailAddress owner, Folder folder) {
        return List.copyOf(accounts.getOrDefault(owner, Map.of())
                .getOrDefault(folder, new TreeMap<>())
                .values());
    }

    /** What the owner's own mail program does. */
    synchronized void ownerRemovesAll(EmailAddress owner, Folder folder) {
        folder(owner, folder).clear();
    }

    synchronized void ownerMovesAll(EmailAddress owner, Folder from, Folder to) {
        List<Mail> mails = mails(owner, from);
        folder(owner, from).clear();
        mails.forEach(mail -> put(owner, to, mail));
    }

    @Override
    public synchronized boolean hasAccount(EmailAddress owner) {
        return accounts.containsKey(owner);
    }

    @Override
    public synchronized Place nextPlace(EmailAddress owner, Folder folder) throws MailboxUnavailableException {
        crash.point("before nextPlace");
        if (!accounts.containsKey(owner)) {
            throw new MailboxUnavailableException("there is no account " + owner, new IllegalStateException());
        }
        return new Place(folder, 1, nextUids.getOrDefault(folder, 1L));
    }

    @Override
    public synchronized Place append(EmailAddress owner, Folder folder, byte[] source, CopyFlags flags)
            throws MailboxUnavailableException {
        crash.point("before append");
        if (full.contains(owner)) {
            throw new MailboxUnavailableException("the mailbox of " + owner + " is full", new IllegalStateException());
        }
        Mail mail = new Mail(source);
        set(mail, flags);
        Place place = new Place(folder, 1, put(owner, folder, mail));
        crash.point("after append");
        return place;
    }

    @Override
    public synchronized Optional<Place> find(EmailAddress owner, Place from, String copyId) {
        return folder(owner, from.folder()).tailMap(from.uid()).entrySet().stream()
                .filter(entry -> entry.getValue().copyId().equals(copyId))
                .map(entry -> new Place(from.folder(), 1, entry.getKey()))
                .findFirst();
    }

    @Override
    public synchronized Optional<Place> move(EmailAddress owner, Place from, Folder to) {
        crash.point("before move");
        Mail mail = folder(owner, from.folder()).remove(from.uid());
        if (mail == null) {
            return Optional.empty();
        }
        Place place = new Place(to, 1, put(owner, to, mail));
        crash.point("after move");
        return Optional.of(place);
    }

    @Override
    public synchronized void setFlags(EmailAddress owner, Place at, CopyFlags flags) {
        crash.point("before setFlags");
        Optional.ofNullable(folder(owner, at.folder()).get(at.uid())).ifPresent(mail -> set(mail, flags));
        crash.point("after setFlags");
    }

    @Override
    public synchronized void remove(EmailAddress owner, Place at) {
        crash.point("before remove");
        folder(owner, at.folder()).remove(at.uid());
        crash.point("after remove");
    }

    @Override
    public synchronized List<Found> list(EmailAddress owner, Folder folder) {
        List<Found> found = new ArrayList<>();
        folder(owner, folder).forEach((uid, mail) -> {
            if (!mail.copyId().isEmpty()) {
                found.add(new Found(mail.copyId(), new Place(folder, 1, uid)));
            }
        });
        return found;
    }

    private long put(EmailAddress owner, Folder folder, Mail mail) {
        long uid = nextUids.getOrDefault(folder, 1L);
        folder(owner, folder).put(uid, mail);
        nextUids.put(folder, uid + 1);
        return uid;
    }

    private TreeMap<Long, Mail> folder(EmailAddress owner, Folder folder) {
        return accounts.computeIfAbsent(owner, o -> new HashMap<>()).computeIfAbsent(folder, f -> new TreeMap<>());
    }

    private static void set(Mail mail, CopyFlags flags) {
        mail.flagged |= flags.flagged();
        mail.answered |= flags.answered();
        mail.seen |= flags.seen();
        mail.keywords.addAll(flags.keywords());
    }
}
