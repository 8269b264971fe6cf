// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.james.PostroomAttributes;
import org.postroom.james.PostroomAttributes.FiledAs;
import org.postroom.reply.AgentMail;
import org.postroom.reply.AgentOutcome;
import org.postroom.search.MessageIndexer;
import org.postroom.ticket.Followers;

/** Has the steps work on agents' mails, and does what follows: the mail goes on or ends, copies and index follow. */
public final class AgentSteps {

    private final AgentMails mails;
    private final Followers followers;
    private final MessageIndexer indexer;

    /**
     * Takes what it works with.
     *
     * @param mails reads agents' mails
     * @param followers send and copy what was decided
     * @param indexer learns of changed tickets
     */
    @Inject
    public AgentSteps(AgentMails mails, Followers followers, MessageIndexer indexer) {
        this.mails = mails;
        this.followers = followers;
        this.indexer = indexer;
    }

    /** Has a step work on a mail, unless one before it has filed it. */
    void take(Mail mail, Function<AgentMail, AgentOutcome> step) throws MessagingException {
        if (PostroomAttributes.filed(mail).isEmpty()) {
            follow(mail, step.apply(mails.of(mail)));
        }
    }

    private void follow(Mail mail, AgentOutcome outcome) {
        if (outcome.way() == AgentOutcome.Way.ON) {
            return;
        }
        followers.wake();
        outcome.message()
                .ifPresent(message ->
                        PostroomAttributes.filed(mail, List.of(new FiledAs(message.ticket(), message.id(), false))));
        outcome.moved().forEach(message -> indexer.index(message, Optional.empty()));
        outcome.touched().forEach(indexer::ticketChanged);
        if (outcome.way() == AgentOutcome.Way.ENDED) {
            mail.setState(Mail.GHOST);
        }
    }
}
