// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.mailet.Mail;
import org.postroom.james.PostroomAttributes;
import org.postroom.james.PostroomAttributes.FiledAs;
import org.postroom.reply.AgentOutcome;
import org.postroom.search.MessageIndexer;
import org.postroom.ticket.Followers;

/** Does what follows when a step has worked on an agent's mail: the mail goes on or ends, copies and index follow. */
public final class AgentOutcomes {

    private final Followers followers;
    private final MessageIndexer indexer;

    /**
     * Takes what it works with.
     *
     * @param followers send and copy what was decided
     * @param indexer learns of changed tickets
     */
    @Inject
    public AgentOutcomes(Followers followers, MessageIndexer indexer) {
        this.followers = followers;
        this.indexer = indexer;
    }

    void follow(Mail mail, AgentOutcome outcome) {
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
