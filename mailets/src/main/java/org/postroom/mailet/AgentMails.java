// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.desk.HelpDesk;
import org.postroom.desk.Language;
import org.postroom.james.Addresses;
import org.postroom.james.AuthenticatedAgent;
import org.postroom.james.PostroomAttributes;
import org.postroom.james.ReceivedMail;
import org.postroom.message.IncomingMail;
import org.postroom.message.MailParser;
import org.postroom.reply.AgentMail;
import org.postroom.ticket.Classification;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Priority;

/** Makes agents' mails out of what Apache James has. */
public final class AgentMails {

    private static final Classification UNKNOWN =
            new Classification(MessageKind.CUSTOMER, "", Language.UNKNOWN, Optional.empty(), Priority.NORMAL, Set.of());

    private final HelpDesk helpDesk;
    private final MailParser parser;
    private final Clock clock;

    /**
     * Takes what it works with.
     *
     * @param helpDesk the agents
     * @param parser reads mails
     * @param clock tells when a mail was submitted
     */
    @Inject
    public AgentMails(HelpDesk helpDesk, MailParser parser, Clock clock) {
        this.helpDesk = helpDesk;
        this.parser = parser;
        this.clock = clock;
    }

    AgentMail of(Mail mail) throws MessagingException {
        AuthenticatedAgent author = AuthenticatedAgent.of(mail, helpDesk)
                .orElseThrow(() -> new MessagingException(
                        "mails of nobody who logged in do not belong here; put IsAgentMailForTicket before it"));
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
        return new AgentMail(
                received.source(),
                incoming,
                received.key(parser),
                author.agent(),
                Addresses.ours(mail.getRecipients()),
                PostroomAttributes.classification(mail).orElse(UNKNOWN),
                clock.instant());
    }
}
