// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.james.PostroomAttributes;
import org.postroom.james.TakenOver;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;
import org.postroom.reply.AgentMail;
import org.postroom.reply.AgentReplies;
import org.postroom.reply.TakeOver;

/**
 * Reads the commands at the top of an agent's mail. Behind {@code IsAgentMailForTicket} and {@code ClassifyMail}, before
 * {@code RelayReply} and {@code FileNote}.
 *
 * <p>A mail that is nothing but commands is carried out, all of it or nothing, and ends here. A mail with a command that cannot
 * be carried out comes back to its author with the reason, and nothing is changed. One with what may be meant as a command (a
 * misspelt word, a command below text) is held, and its author is asked; {@code #send} alone, in an answer, sends it as it is.
 * All others pass: the steps behind carry the commands out together with the answer or note that they stand in.
 *
 * <p>A mail that is attached as a whole to a mail without text, and belongs to no ticket, is taken over: it goes to processor
 * {@code desk} as if its author had written there, without an acknowledgement unless {@code #ack} asks for one.
 *
 * <p>Takes no parameters. The commands are listed in {@code docs/agents.md}.
 *
 * <pre>{@code
 * <mailet match="All" class="ApplyCommands">
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class ApplyCommands extends PostroomMailet {

    private final AgentReplies replies;
    private final AgentMails mails;
    private final AgentSteps steps;

    /**
     * Made by Apache James.
     *
     * @param replies does the work
     * @param mails reads agents' mails
     * @param steps does what follows
     */
    @Inject
    public ApplyCommands(AgentReplies replies, AgentMails mails, AgentSteps steps) {
        this.replies = replies;
        this.mails = mails;
        this.steps = steps;
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        AgentMail agentMail = mails.of(mail);
        Optional<TakeOver> takeOver = replies.takeOver(agentMail);
        if (takeOver.isPresent()) {
            takeOver(mail, agentMail, takeOver.get());
        } else {
            steps.take(mail, replies::orders);
        }
    }

    private static void takeOver(Mail mail, AgentMail agentMail, TakeOver takeOver) throws MessagingException {
        Optional<EmailAddress> author = takeOver.mail().from().map(NamedAddress::address);
        TakenOver.replace(mail, takeOver.source(), author, takeOver.desk().mainAddress());
        if (!takeOver.acknowledge()) {
            PostroomAttributes.takenOverBy(mail, agentMail.agent().address());
        }
    }
}
