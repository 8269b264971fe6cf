// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.reply.AgentReplies;

/**
 * Files an agent's note: a mail with {@code #note}, an answer to a note, a mail to a ticket's note address. Behind
 * {@code IsAgentMailForTicket}, {@code ClassifyMail} and {@code ApplyCommands}.
 *
 * <p>A note is internal: everybody at the desk may see it, nobody outside. The agent who has the ticket gets a copy; colleagues
 * whom it is addressed to get it as a mail. One that is also addressed to somebody outside comes back. What is no note passes
 * unchanged.
 *
 * <p>Takes no parameters. A mail whose sender is not the agent who logged in is not filed: it goes where
 * {@code onMailetException} says, with the reason.
 *
 * <pre>{@code
 * <mailet match="All" class="FileNote">
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class FileNote extends PostroomMailet {

    private final AgentReplies replies;
    private final AgentSteps steps;

    /**
     * Made by Apache James.
     *
     * @param replies does the work
     * @param steps reads agents' mails, and does what follows
     */
    @Inject
    public FileNote(AgentReplies replies, AgentSteps steps) {
        this.replies = replies;
        this.steps = steps;
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        steps.take(mail, replies::note);
    }
}
