// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.reply.AgentReplies;

/**
 * Sends an agent's answer to the customer from the desk's address, and files it. Behind {@code IsAgentMailForTicket},
 * {@code ClassifyMail} and {@code ApplyCommands}; automatic mail belongs elsewhere.
 *
 * <p>The customer sees the desk, the stamped subject and their own thread; the agent's address, program, network, Bcc and
 * commands are gone. The answered message is marked so, and the ticket waits, unless the commands say something else. An answer
 * to an expert's mail goes to the expert; a new mail with {@code #requester} goes to the person that it names.
 *
 * <p>An answer is held, and its author asked, when the ticket went on after the mail that it answers, when it shows what is
 * internal, and when it refers to nothing of the ticket whose address it uses. A note, and a mail that belongs to no ticket,
 * pass unchanged.
 *
 * <p>Takes no parameters. A mail whose sender is not the agent who logged in is not sent: it goes where
 * {@code onMailetException} says, with the reason.
 *
 * <pre>{@code
 * <mailet match="All" class="RelayReply">
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class RelayReply extends PostroomMailet {

    private final AgentReplies replies;
    private final AgentSteps steps;

    /**
     * Made by Apache James.
     *
     * @param replies does the work
     * @param steps reads agents' mails, and does what follows
     */
    @Inject
    public RelayReply(AgentReplies replies, AgentSteps steps) {
        this.replies = replies;
        this.steps = steps;
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        steps.take(mail, replies::relay);
    }
}
