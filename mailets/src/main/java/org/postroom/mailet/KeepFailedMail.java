// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.postroom.conversation.MailsUnderWay;
import org.postroom.copy.MailboxUnavailableException;
import org.postroom.copy.Mailboxes;
import org.postroom.desk.Desk;
import org.postroom.desk.HelpDesk;
import org.postroom.james.Addresses;
import org.postroom.james.ExactMessage;
import org.postroom.james.ReceivedMail;
import org.postroom.message.EmailAddress;
import org.postroom.reply.FailedMailNotice;
import org.postroom.ticket.Folder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a mail that a step failed on: the whole of it (envelope, attributes, bytes) in a repository of files, from which
 * {@code ./postroom retry} runs it again, and a readable notice with the reason and the mail attached in the INBOX of the desk
 * (of its leads, where the desk's address has no account of its own). The mail's way ends here.
 *
 * <p>Parameters:
 *
 * <ul>
 *   <li>{@code repositoryPath} (default {@code file://var/mail/desk-error/}): where the mail is kept.
 * </ul>
 *
 * <p>When the mail cannot be kept either, {@code onMailetException} decides; {@code propagate} tries again.
 *
 * <pre>{@code
 * <mailet match="All" class="KeepFailedMail">
 *   <repositoryPath>file://var/mail/desk-error/</repositoryPath>
 *   <onMailetException>propagate</onMailetException>
 *   <onMatchException>propagate</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class KeepFailedMail extends PostroomMailet {

    /** Where failed mails are kept, unless the parameter says otherwise. */
    public static final String DEFAULT_REPOSITORY = "file://var/mail/desk-error/";

    private static final Logger LOGGER = LoggerFactory.getLogger(KeepFailedMail.class);

    private final MailRepositoryStore repositories;
    private final Mailboxes mailboxes;
    private final HelpDesk helpDesk;
    private final MailsUnderWay underWay;
    private Optional<MailRepository> repository = Optional.empty();

    /**
     * Made by Apache James.
     *
     * @param repositories opens the repository
     * @param mailboxes takes the notice
     * @param helpDesk the desks
     * @param underWay is told that the mail holds up no others
     */
    @Inject
    public KeepFailedMail(
            MailRepositoryStore repositories, Mailboxes mailboxes, HelpDesk helpDesk, MailsUnderWay underWay) {
        super("repositoryPath");
        this.repositories = repositories;
        this.mailboxes = mailboxes;
        this.helpDesk = helpDesk;
        this.underWay = underWay;
    }

    @Override
    void configure() throws MessagingException {
        String path = parameter("repositoryPath").orElse(DEFAULT_REPOSITORY);
        try {
            repository = Optional.of(repositories.select(MailRepositoryUrl.from(path)));
        } catch (MailRepositoryStore.MailRepositoryStoreException | IllegalArgumentException e) {
            throw new MessagingException(
                    "KeepFailedMail: repositoryPath is \"" + path + "\"; expected an address such as "
                            + DEFAULT_REPOSITORY,
                    e);
        }
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        ReceivedMail received = ReceivedMail.of(mail);
        try {
            keep(mail, received.source());
        } finally {
            underWay.end(received);
        }
    }

    private void keep(Mail mail, byte[] source) throws MessagingException {
        String reason = Optional.ofNullable(mail.getErrorMessage()).orElse("the reason was not recorded");
        repository.orElseThrow(() -> new MessagingException("no repository")).store(exact(mail, source));
        LOGGER.warn(
                "mail {} was kept for ./postroom retry: {}",
                mail.getName(),
                reason.lines().findFirst().orElse(""));
        for (Desk desk : desks(mail)) {
            tell(desk, FailedMailNotice.compose(desk, source, reason));
        }
        mail.setState(Mail.GHOST);
    }

    /** The repository writes the message itself: it gets the bytes that were received, whatever splits came between. */
    private static Mail exact(Mail mail, byte[] source) throws MessagingException {
        MailImpl.Builder copy = MailImpl.builder()
                .name(mail.getName())
                .sender(mail.getMaybeSender())
                .addRecipients(mail.getRecipients())
                .remoteAddr(mail.getRemoteAddr())
                .remoteHost(mail.getRemoteHost())
                .lastUpdated(mail.getLastUpdated())
                .errorMessage(Optional.ofNullable(mail.getErrorMessage()).orElse(""))
                .state(Mail.DEFAULT);
        mail.attributes()
                .filter(attribute -> attribute.getValue().toJson().isPresent())
                .forEach(copy::addAttribute);
        MailImpl kept = copy.build();
        kept.setMessageNoCopy(new ExactMessage(mail.getName(), source));
        return kept;
    }

    private Set<Desk> desks(Mail mail) {
        Set<Desk> desks = new LinkedHashSet<>();
        Addresses.ours(mail.getRecipients())
                .forEach(address -> helpDesk.deskAt(address).ifPresent(desks::add));
        return desks;
    }

    private void tell(Desk desk, byte[] notice) {
        if (!append(desk.mainAddress(), notice)) {
            desk.leads().forEach(lead -> append(lead, notice));
        }
    }

    private boolean append(EmailAddress owner, byte[] notice) {
        try {
            mailboxes.nextPlace(owner, Folder.INBOX);
            mailboxes.append(owner, Folder.INBOX, notice, new Mailboxes.CopyFlags(true, false, false, Set.of()));
            return true;
        } catch (MailboxUnavailableException e) {
            LOGGER.info("the notice of a failed mail could not be put into the INBOX of {}: {}", owner, e.getMessage());
            return false;
        }
    }
}
