// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.desk.HelpDesk;
import org.postroom.james.Addresses;
import org.postroom.james.AuthenticatedAgent;
import org.postroom.james.PostroomAttributes;
import org.postroom.james.PostroomAttributes.FiledAs;
import org.postroom.james.ReceivedMail;
import org.postroom.message.IncomingMail;
import org.postroom.message.MailParser;
import org.postroom.reply.AgentMail;
import org.postroom.reply.AgentReplies;
import org.postroom.reply.Answered;
import org.postroom.reply.RefusedAnswerException;
import org.postroom.ticket.Followers;

/**
 * Sends an agent's answer to the customer from the desk's address, and files it. Behind {@code IsAgentMailForTicket} and
 * {@code ClassifyMail}; automatic mail belongs elsewhere.
 *
 * <p>The customer sees the desk, the stamped subject and their own thread; the agent's address, program, network and Bcc are
 * gone. The answered message is marked so, and the ticket waits. A mail that belongs to no ticket passes unchanged.
 *
 * <p>Takes no parameters. A mail whose sender is not the agent who logged in, or who does not work at the ticket's desk, is
 * not sent: it goes where {@code onMailetException} says, with the reason.
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
    private final HelpDesk helpDesk;
    private final MailParser parser;
    private final Clock clock;
    private final Followers followers;

    /**
     * Made by Apache James.
     *
     * @param replies files and sends
     * @param helpDesk the agents
     * @param parser reads mails
     * @param clock tells when it was submitted
     * @param followers send and copy what was decided
     */
    @Inject
    public RelayReply(AgentReplies replies, HelpDesk helpDesk, MailParser parser, Clock clock, Followers followers) {
        this.replies = replies;
        this.helpDesk = helpDesk;
        this.parser = parser;
        this.clock = clock;
        this.followers = followers;
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        AuthenticatedAgent author = AuthenticatedAgent.of(mail, helpDesk)
                .orElseThrow(() -> new MessagingException("RelayReply belongs behind IsAgentMailForTicket"));
        ReceivedMail received = ReceivedMail.of(mail);
        IncomingMail incoming = received.read(parser);
        boolean headerIsAgents = incoming.from()
                .filter(from -> from.address().equals(author.agent().address()))
                .isPresent();
        if (!author.isSender() || !headerIsAgents) {
            throw new MessagingException(
                    "not sent: " + author.agent().address()
                            + " logged in, but MAIL FROM and From must both be that address; correct the account in the mail program");
        }
        AgentMail agentMail = new AgentMail(
                received.source(),
                incoming,
                received.key(parser),
                author.agent(),
                Addresses.ours(mail.getRecipients()),
                clock.instant());
        try {
            Optional<Answered> answered = replies.answer(agentMail);
            answered.ifPresent(a -> PostroomAttributes.filed(
                    mail, List.of(new FiledAs(a.ticket().id(), a.message().id(), false))));
            followers.wake();
        } catch (RefusedAnswerException e) {
            throw new MessagingException("not sent: " + e.getMessage(), e);
        }
    }
}
