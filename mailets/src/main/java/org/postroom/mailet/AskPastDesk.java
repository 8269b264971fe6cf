// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.reply.AgentReplies;

/**
 * Holds an agent's mail that answers a customer of a ticket past the desk, and asks its author: {@code #send}, alone in an
 * answer, sends it from the desk as if Reply had been pressed on the ticket's mail; {@code #private} lets it go as it is, in its
 * author's name, with the same bytes, to the whole envelope, and nothing of it is kept. Behind {@code IsAgentMailPastDesk} and
 * {@code ClassifyMail}; automatic mail is never held.
 *
 * <p>Takes no parameters. A mail that does not go past a desk passes unchanged.
 *
 * <pre>{@code
 * <mailet match="All" class="AskPastDesk">
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class AskPastDesk extends PostroomMailet {

    private final AgentReplies replies;
    private final AgentSteps steps;

    /**
     * Made by Apache James.
     *
     * @param replies does the work
     * @param steps reads agents' mails, and does what follows
     */
    @Inject
    public AskPastDesk(AgentReplies replies, AgentSteps steps) {
        this.replies = replies;
        this.steps = steps;
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        steps.take(mail, replies::pastDesk);
    }
}
