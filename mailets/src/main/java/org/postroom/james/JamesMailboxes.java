// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.Flags;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageManager.AppendCommand;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.MessageManager.MailboxMetaData;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.exception.OverQuotaException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.Header;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.postroom.copy.MailboxUnavailableException;
import org.postroom.copy.Mailboxes;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Folder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Agents' mailboxes in Apache James, used from inside the server with a system session of each agent. Safe for many
 * threads; every call is a request of its own, so that nothing of an earlier one is seen.
 *
 * <p>Copies are known by their header and by folder and UID; the MessageId of James is never asked, since the one of the
 * JPA mailbox cannot be used. Must not be called from a mailbox listener: those run within the mailbox' lock.
 */
public final class JamesMailboxes implements Mailboxes {

    private static final Logger LOGGER = LoggerFactory.getLogger(JamesMailboxes.class);

    private final MailboxManager manager;
    private final UsersRepository users;
    private final Clock clock;

    /**
     * Made by Guice.
     *
     * @param manager James' mailboxes
     * @param users James' accounts
     * @param clock gives the internal date of copies
     */
    @Inject
    public JamesMailboxes(MailboxManager manager, UsersRepository users, Clock clock) {
        this.manager = manager;
        this.users = users;
        this.clock = clock;
    }

    @Override
    public boolean hasAccount(EmailAddress owner) throws MailboxUnavailableException {
        try {
            return users.contains(username(owner));
        } catch (UsersRepositoryException e) {
            throw new MailboxUnavailableException("the accounts cannot be read for now: " + e.getMessage(), e);
        }
    }

    @Override
    public Place nextPlace(EmailAddress owner, Folder folder) throws MailboxUnavailableException {
        if (!hasAccount(owner)) {
            throw new MailboxUnavailableException(
                    "there is no account " + owner + " yet; ./postroom user add " + owner + " makes it",
                    new MailboxNotFoundException(path(owner, folder)));
        }
        return within(owner, session -> {
            MessageManager mailbox = openOrCreate(owner, folder, session);
            MailboxMetaData data = mailbox.getMetaData(
                    MailboxMetaData.RecentMode.IGNORE, session, EnumSet.of(MailboxMetaData.Item.NextUid));
            return new Place(folder, uidValidity(mailbox), data.getUidNext().asLong());
        });
    }

    @Override
    public Place append(EmailAddress owner, Folder folder, byte[] source, CopyFlags flags)
            throws MailboxUnavailableException {
        return within(owner, session -> {
            MessageManager mailbox = manager.getMailbox(path(owner, folder), session);
            AppendCommand command = AppendCommand.builder()
                    .withFlags(flags(flags))
                    .withInternalDate(Date.from(clock.instant()))
                    .recent()
                    .delivery()
                    .build(source);
            MessageUid uid = mailbox.appendMessage(command, session).getId().getUid();
            return new Place(folder, uidValidity(mailbox), uid.asLong());
        });
    }

    @Override
    public Optional<Place> find(EmailAddress owner, Place from, String copyId) throws MailboxUnavailableException {
        return within(owner, session -> {
            Optional<MessageManager> mailbox = open(owner, from.folder(), session);
            if (mailbox.isEmpty()) {
                return Optional.empty();
            }
            long first = uidValidity(mailbox.get()) == from.uidValidity() ? from.uid() : 1;
            return copies(mailbox.get(), from.folder(), first, session).stream()
                    .filter(found -> found.copyId().equals(copyId))
                    .map(Found::place)
                    .findFirst();
        });
    }

    @Override
    public Optional<Place> move(EmailAddress owner, Place from, Folder to) throws MailboxUnavailableException {
        return twice(owner, session -> {
            Optional<MessageManager> source = openSame(owner, from, session);
            if (source.isEmpty()) {
                return Optional.empty();
            }
            List<MessageRange> moved = manager.moveMessages(
                    MessageRange.one(MessageUid.of(from.uid())), path(owner, from.folder()), path(owner, to), session);
            if (moved.isEmpty()) {
                return Optional.empty();
            }
            MessageManager target = manager.getMailbox(path(owner, to), session);
            return Optional.of(
                    new Place(to, uidValidity(target), moved.get(0).getUidFrom().asLong()));
        });
    }

    @Override
    public void setFlags(EmailAddress owner, Place at, CopyFlags flags) throws MailboxUnavailableException {
        Flags added = flags(flags);
        if (added.getSystemFlags().length + added.getUserFlags().length == 0) {
            return;
        }
        within(owner, session -> {
            Optional<MessageManager> mailbox = openSame(owner, at, session);
            if (mailbox.isPresent()) {
                mailbox.get().setFlags(added, FlagsUpdateMode.ADD, MessageRange.one(MessageUid.of(at.uid())), session);
            }
            return mailbox;
        });
    }

    @Override
    public void remove(EmailAddress owner, Place at) throws MailboxUnavailableException {
        within(owner, session -> {
            Optional<MessageManager> mailbox = openSame(owner, at, session);
            if (mailbox.isPresent()) {
                mailbox.get().delete(List.of(MessageUid.of(at.uid())), session);
            }
            return mailbox;
        });
    }

    @Override
    public List<Found> list(EmailAddress owner, Folder folder) throws MailboxUnavailableException {
        return within(owner, session -> {
            Optional<MessageManager> mailbox = open(owner, folder, session);
            return mailbox.isEmpty() ? List.of() : copies(mailbox.get(), folder, 1, session);
        });
    }

    private static List<Found> copies(MessageManager mailbox, Folder folder, long first, MailboxSession session)
            throws MailboxException {
        List<Found> found = new ArrayList<>();
        Iterator<MessageResult> messages =
                mailbox.getMessages(MessageRange.from(MessageUid.of(first)), FetchGroup.HEADERS, session);
        while (messages.hasNext()) {
            MessageResult message = messages.next();
            Iterator<Header> headers = message.getHeaders().headers();
            while (headers.hasNext()) {
                Header header = headers.next();
                if (header.getName().equalsIgnoreCase(COPY_HEADER)) {
                    Place place = new Place(
                            folder, uidValidity(mailbox), message.getUid().asLong());
                    found.add(new Found(header.getValue().strip(), place));
                    break;
                }
            }
        }
        return found;
    }

    private MessageManager openOrCreate(EmailAddress owner, Folder folder, MailboxSession session)
            throws MailboxException {
        Optional<MessageManager> existing = open(owner, folder, session);
        if (existing.isPresent()) {
            return existing.get();
        }
        try {
            manager.createMailbox(path(owner, folder), MailboxManager.CreateOption.CREATE_SUBSCRIPTION, session);
        } catch (MailboxExistsException e) {
            return manager.getMailbox(path(owner, folder), session);
        }
        return manager.getMailbox(path(owner, folder), session);
    }

    private Optional<MessageManager> open(EmailAddress owner, Folder folder, MailboxSession session)
            throws MailboxException {
        try {
            return Optional.of(manager.getMailbox(path(owner, folder), session));
        } catch (MailboxNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The folder of a place, unless it was made anew since: then the UID means nothing any more. */
    private Optional<MessageManager> openSame(EmailAddress owner, Place place, MailboxSession session)
            throws MailboxException {
        Optional<MessageManager> mailbox = open(owner, place.folder(), session);
        return mailbox.isPresent() && uidValidity(mailbox.get()) == place.uidValidity() ? mailbox : Optional.empty();
    }

    private static long uidValidity(MessageManager mailbox) throws MailboxException {
        return mailbox.getMailboxEntity().getUidValidity().asLong();
    }

    private static Flags flags(CopyFlags wanted) {
        Flags flags = new Flags();
        if (wanted.flagged()) {
            flags.add(Flags.Flag.FLAGGED);
        }
        if (wanted.answered()) {
            flags.add(Flags.Flag.ANSWERED);
        }
        if (wanted.seen()) {
            flags.add(Flags.Flag.SEEN);
        }
        wanted.keywords().forEach(flags::add);
        return flags;
    }

    private static MailboxPath path(EmailAddress owner, Folder folder) {
        return folder.equals(Folder.INBOX)
                ? MailboxPath.inbox(username(owner))
                : MailboxPath.forUser(username(owner), folder.name());
    }

    private static Username username(EmailAddress owner) {
        return Username.of(owner.key());
    }

    /** What is done with a mailbox. */
    @FunctionalInterface
    private interface Work<T> {
        T with(MailboxSession session) throws MailboxException;
    }

    /**
     * James looks up both folders of a move at the same time with one EntityManager, which is made for one thread and fails
     * now and then. A move may be done again: what was moved is no longer there.
     */
    private <T> T twice(EmailAddress owner, Work<T> work) throws MailboxUnavailableException {
        try {
            return within(owner, work);
        } catch (MailboxUnavailableException e) {
            LOGGER.info("Moving again: {}", e.reason());
            return within(owner, work);
        }
    }

    /** Whatever James cannot do, it cannot do for now: it reports broken connections and lost races as runtime exceptions. */
    private <T> T within(EmailAddress owner, Work<T> work) throws MailboxUnavailableException {
        MailboxSession session = manager.createSystemSession(username(owner));
        manager.startProcessingRequest(session);
        try {
            return work.with(session);
        } catch (OverQuotaException e) {
            throw new MailboxUnavailableException("the mailbox of " + owner + " is full", e);
        } catch (MailboxException | RuntimeException | StackOverflowError e) {
            throw new MailboxUnavailableException("the mailbox of " + owner + " cannot be used for now: " + e, e);
        } finally {
            manager.endProcessingRequest(session);
        }
    }
}
