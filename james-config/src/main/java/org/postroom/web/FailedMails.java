// SPDX-License-Identifier: Apache-2.0
package org.postroom.web;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.mailet.Mail;
import org.postroom.mailet.KeepFailedMail;

/** Mails that a step failed on, kept in files until they are run again. */
public final class FailedMails {

    private final MailRepositoryStore repositories;
    private final MailQueueFactory<?> queues;

    /**
     * Takes what it works with.
     *
     * @param repositories where the mails are kept
     * @param queues where they go
     */
    @Inject
    public FailedMails(MailRepositoryStore repositories, MailQueueFactory<?> queues) {
        this.repositories = repositories;
        this.queues = queues;
    }

    /**
     * Puts every kept mail into the queue again, at the pipeline's begin. A mail is removed from the files only after the
     * queue has it; one that dies in between runs twice, which the steps recognise.
     *
     * @return how many mails
     * @throws MessagingException when a mail cannot be read or queued; it is kept
     */
    public int retry() throws MessagingException {
        MailRepository repository = repository();
        List<MailKey> keys = new ArrayList<>();
        Iterator<MailKey> all = repository.list();
        all.forEachRemaining(keys::add);
        MailQueue spool = queues.createQueue(MailQueueFactory.SPOOL);
        for (MailKey key : keys) {
            Mail mail = repository.retrieve(key);
            if (mail != null) {
                mail.setState(Mail.DEFAULT);
                mail.setErrorMessage("");
                spool.enQueue(mail);
                repository.remove(key);
            }
        }
        return keys.size();
    }

    private MailRepository repository() throws MessagingException {
        try {
            return repositories.select(MailRepositoryUrl.from(KeepFailedMail.DEFAULT_REPOSITORY));
        } catch (MailRepositoryStore.MailRepositoryStoreException e) {
            throw new MessagingException("the repository of failed mails cannot be opened", e);
        }
    }
}
