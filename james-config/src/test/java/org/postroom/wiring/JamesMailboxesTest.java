// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.mail.Flags;
import javax.persistence.EntityManager;
import javax.persistence.EntityManagerFactory;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.user.api.UsersRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroom.copy.MailboxUnavailableException;
import org.postroom.copy.Mailboxes.CopyFlags;
import org.postroom.copy.Mailboxes.Place;
import org.postroom.james.JamesMailboxes;
import org.postroom.message.EmailAddress;
import org.postroom.ticket.Folder;

/** The mailboxes of a running server. */
@ExtendWith(RunningServer.class)
class JamesMailboxesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final CopyFlags NONE = new CopyFlags(false, false, false, Set.of());

    private final EmailAddress owner = EmailAddress.of("agent-" + UUID.randomUUID() + "@acme.test");
    private final Username username = Username.of(owner.asString());
    private MailboxManager manager;
    private JamesMailboxes mailboxes;

    @BeforeEach
    void open(PostroomServer server) throws Exception {
        server.get(UsersRepository.class).addUser(username, "secret");
        manager = server.get(MailboxManager.class);
        mailboxes = new JamesMailboxes(manager, server.get(UsersRepository.class), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void folderShouldBeMadeAndSubscribed(PostroomServer server) throws Exception {
        Place place = mailboxes.nextPlace(owner, Folder.TAKE);

        assertThat(place.uid()).isEqualTo(1);
        assertThat(place).isEqualTo(mailboxes.nextPlace(owner, Folder.TAKE));
        MailboxSession session = manager.createSystemSession(username);
        assertThat(server.get(SubscriptionManager.class).subscriptions(session))
                .extracting(path -> path.getName())
                .contains("Tickets.Take");
    }

    @Test
    void copyShouldBeByteIdenticalAndHaveItsFlags() throws Exception {
        byte[] source = copy("7", "Subject: Привет, 你好, Grüße\r\nX: \u0000\r\n");
        Place next = mailboxes.nextPlace(owner, Folder.INBOX);
        Place place =
                mailboxes.append(owner, Folder.INBOX, source, new CopyFlags(true, false, true, Set.of("billing")));

        assertThat(place).isEqualTo(next);
        MessageResult result = read(place);
        try (InputStream content = result.getFullContent().getInputStream()) {
            assertThat(content.readAllBytes()).isEqualTo(source);
        }
        assertThat(result.getInternalDate()).isEqualTo(NOW);
        Flags flags = result.getFlags();
        assertThat(flags.contains(Flags.Flag.FLAGGED)).isTrue();
        assertThat(flags.contains(Flags.Flag.SEEN)).isTrue();
        assertThat(flags.contains(Flags.Flag.ANSWERED)).isFalse();
        assertThat(flags.contains("billing")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/mixed; boundary=\"LONG\"",
                "Content-Type: text/LONG",
                "Content-Type: LONG/plain",
                "Content-Type: text/plain; LONG=x",
                "Content-Description: LONG",
                "Content-Disposition: attachment; filename=\"LONG\"",
                "Content-Language: LONG",
                "Content-Type: text/plain; name=\"a\u0000b\""
            })
    void copyShouldBeByteIdenticalWhenMimeFieldsAreTooLongForTheDatabase(String field) throws Exception {
        byte[] source = copy("7", field.replace("LONG", "long".repeat(2000)) + "\r\n");
        mailboxes.nextPlace(owner, Folder.INBOX);
        Place place =
                mailboxes.append(owner, Folder.INBOX, source, new CopyFlags(true, false, false, Set.of("billing")));

        MessageResult result = read(place);
        try (InputStream content = result.getFullContent().getInputStream()) {
            assertThat(content.readAllBytes()).isEqualTo(source);
        }
        assertThat(result.getFlags().contains("billing")).isTrue();
        assertThat(result.getSize()).isEqualTo(source.length);
        mailboxes.nextPlace(owner, Folder.CLOSED);
        assertThat(mailboxes.move(owner, place, Folder.CLOSED)).isPresent();
    }

    @Test
    void copyShouldBeFoundByItsHeaderFromUidOn() throws Exception {
        Place before = mailboxes.nextPlace(owner, Folder.WAITING);
        mailboxes.append(owner, Folder.WAITING, copy("1", ""), NONE);
        Place second = mailboxes.append(owner, Folder.WAITING, copy("2", ""), NONE);
        Place after = mailboxes.nextPlace(owner, Folder.WAITING);

        assertThat(mailboxes.find(owner, before, "2")).contains(second);
        assertThat(mailboxes.find(owner, after, "2")).isEmpty();
        assertThat(mailboxes.find(owner, before, "22")).isEmpty();
        assertThat(mailboxes.find(owner, new Place(Folder.CLOSED, 1, 1), "2")).isEmpty();
        assertThat(mailboxes.list(owner, Folder.WAITING))
                .extracting(found -> found.copyId())
                .containsExactly("1", "2");
    }

    @Test
    void movedCopyShouldKeepItsFlagsAndLieInOnePlace() throws Exception {
        mailboxes.nextPlace(owner, Folder.INBOX);
        Place from =
                mailboxes.append(owner, Folder.INBOX, copy("7", ""), new CopyFlags(true, false, true, Set.of("sales")));
        Place next = mailboxes.nextPlace(owner, Folder.CLOSED);
        Place moved = mailboxes.move(owner, from, Folder.CLOSED).orElseThrow();

        assertThat(moved).isEqualTo(next);
        assertThat(read(moved).getFlags().contains("sales")).isTrue();
        assertThat(read(moved).getFlags().contains(Flags.Flag.SEEN)).isTrue();
        assertThat(mailboxes.list(owner, Folder.INBOX)).isEmpty();
        assertThat(mailboxes.move(owner, from, Folder.CLOSED)).isEmpty();
        assertThat(mailboxes.list(owner, Folder.CLOSED)).hasSize(1);
    }

    @Test
    void flagsShouldBeAddedAndSeenBeLeftAlone() throws Exception {
        mailboxes.nextPlace(owner, Folder.INBOX);
        Place place =
                mailboxes.append(owner, Folder.INBOX, copy("7", ""), new CopyFlags(false, false, true, Set.of("a")));
        mailboxes.setFlags(owner, place, new CopyFlags(true, true, false, Set.of("b")));
        mailboxes.setFlags(owner, place, NONE);

        Flags flags = read(place).getFlags();
        assertThat(flags.contains(Flags.Flag.SEEN)).isTrue();
        assertThat(flags.contains(Flags.Flag.ANSWERED)).isTrue();
        assertThat(flags.contains(Flags.Flag.FLAGGED)).isTrue();
        assertThat(flags.getUserFlags()).contains("a", "b");
    }

    @Test
    void removedCopyShouldBeGoneAndRemovingAgainDoNothing() throws Exception {
        mailboxes.nextPlace(owner, Folder.INBOX);
        Place first = mailboxes.append(owner, Folder.INBOX, copy("1", ""), NONE);
        mailboxes.append(owner, Folder.INBOX, copy("2", ""), NONE);
        mailboxes.remove(owner, first);
        mailboxes.remove(owner, first);

        assertThat(mailboxes.list(owner, Folder.INBOX))
                .extracting(found -> found.copyId())
                .containsExactly("2");
    }

    @Test
    void placeOfFolderThatWasMadeAnewShouldMeanNothing() throws Exception {
        mailboxes.nextPlace(owner, Folder.INBOX);
        Place place = mailboxes.append(owner, Folder.INBOX, copy("7", ""), NONE);
        Place old = new Place(Folder.INBOX, place.uidValidity() + 1, place.uid());
        mailboxes.nextPlace(owner, Folder.CLOSED);
        mailboxes.remove(owner, old);
        mailboxes.setFlags(owner, old, new CopyFlags(true, true, true, Set.of()));

        assertThat(mailboxes.move(owner, old, Folder.CLOSED)).isEmpty();
        assertThat(read(place).getFlags().contains(Flags.Flag.SEEN)).isFalse();
        assertThat(mailboxes.find(owner, new Place(Folder.INBOX, old.uidValidity(), 99), "7"))
                .contains(place);
    }

    @Test
    void fullMailboxShouldBeUnavailable(PostroomServer server) throws Exception {
        mailboxes.nextPlace(owner, Folder.INBOX);
        server.get(MaxQuotaManager.class)
                .setMaxMessage(server.get(UserQuotaRootResolver.class).forUser(username), QuotaCountLimit.count(1));
        mailboxes.append(owner, Folder.INBOX, copy("1", ""), NONE);

        assertThatThrownBy(() -> mailboxes.append(owner, Folder.INBOX, copy("2", ""), NONE))
                .isInstanceOf(MailboxUnavailableException.class)
                .hasMessage("the mailbox of " + owner + " is full");
    }

    @Test
    void copyShouldBeRemovedWhileAnotherMailboxIsWrittenTo(PostroomServer server) throws Exception {
        EmailAddress other = EmailAddress.of("agent-" + UUID.randomUUID() + "@acme.test");
        server.get(UsersRepository.class).addUser(Username.of(other.asString()), "secret");
        mailboxes.nextPlace(owner, Folder.INBOX);
        mailboxes.nextPlace(other, Folder.INBOX);
        Place first = mailboxes.append(other, Folder.INBOX, copy("1", ""), NONE);
        Place second = mailboxes.append(owner, Folder.INBOX, copy("2", ""), NONE);
        EntityManager writer = server.get(EntityManagerFactory.class).createEntityManager();
        writer.getTransaction().begin();
        writer.createNativeQuery("UPDATE JAMES_MAIL SET MAIL_IS_SEEN = MAIL_IS_SEEN WHERE MAILBOX_ID IN"
                        + " (SELECT MAILBOX_ID FROM JAMES_MAILBOX WHERE USER_NAME = ?)")
                .setParameter(1, other.key())
                .executeUpdate();
        try {
            mailboxes.remove(owner, second);
        } finally {
            writer.getTransaction().rollback();
            writer.close();
        }

        assertThat(mailboxes.list(owner, Folder.INBOX)).isEmpty();
        assertThat(mailboxes.list(other, Folder.INBOX))
                .extracting(found -> found.place())
                .containsExactly(first);
    }

    @Test
    void movingShouldBeTriedAgainWhenItFailsOnce(PostroomServer server) throws Exception {
        mailboxes.nextPlace(owner, Folder.INBOX);
        Place place = mailboxes.append(owner, Folder.INBOX, copy("1", ""), NONE);
        mailboxes.nextPlace(owner, Folder.CLOSED);
        AtomicInteger calls = new AtomicInteger();
        MailboxManager failing = (MailboxManager) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MailboxManager.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("moveMessages") && calls.getAndIncrement() == 0) {
                        throw new MailboxException("Fetch configuration stack is empty");
                    }
                    return method.invoke(manager, arguments);
                });
        JamesMailboxes moving = new JamesMailboxes(failing, server.get(UsersRepository.class), Clock.systemUTC());

        assertThat(moving.move(owner, place, Folder.CLOSED)).isPresent();
        assertThat(calls).hasValueGreaterThan(1);
        assertThat(mailboxes.list(owner, Folder.CLOSED)).hasSize(1);
        assertThat(mailboxes.list(owner, Folder.INBOX)).isEmpty();
    }

    @Test
    void missingAccountShouldBeUnavailable() throws Exception {
        EmailAddress nobody = EmailAddress.of("nobody@acme.test");

        assertThat(mailboxes.hasAccount(nobody)).isFalse();
        assertThat(mailboxes.hasAccount(owner)).isTrue();
        assertThatThrownBy(() -> mailboxes.nextPlace(nobody, Folder.INBOX))
                .isInstanceOf(MailboxUnavailableException.class)
                .hasMessageContaining("./postroom user add nobody@acme.test");
    }

    @Test
    @Timeout(120)
    void deeplyNestedMailShouldBeKept() throws Exception {
        StringBuilder nested = new StringBuilder("X-Postroom-Copy: 7\r\n");
        for (int i = 0; i < 20_000; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        mailboxes.nextPlace(owner, Folder.INBOX);
        mailboxes.append(owner, Folder.INBOX, nested.toString().getBytes(StandardCharsets.US_ASCII), NONE);

        assertThat(mailboxes.list(owner, Folder.INBOX)).hasSize(1);
    }

    @Test
    void manyCopiesShouldBeListed() throws Exception {
        Place next = mailboxes.nextPlace(owner, Folder.INBOX);
        for (int i = 0; i < 60; i++) {
            mailboxes.append(owner, Folder.INBOX, copy("" + i, ""), NONE);
        }

        assertThat(mailboxes.list(owner, Folder.INBOX)).hasSize(60);
        assertThat(mailboxes.find(owner, next, "59")).isPresent();
    }

    private MessageResult read(Place place) throws Exception {
        MailboxSession session = manager.createSystemSession(username);
        MailboxPath path = place.folder().equals(Folder.INBOX)
                ? MailboxPath.inbox(username)
                : MailboxPath.forUser(username, place.folder().name());
        return manager.getMailbox(path, session)
                .getMessages(MessageRange.one(MessageUid.of(place.uid())), FetchGroup.FULL_CONTENT, session)
                .next();
    }

    private static byte[] copy(String id, String header) {
        return ("X-Postroom-Copy: " + id + "\r\n" + header + "From: a@b.test\r\n\r\nbody\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
