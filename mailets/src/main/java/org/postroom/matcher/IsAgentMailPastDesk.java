// SPDX-License-Identifier: Apache-2.0
package org.postroom.matcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.postroom.desk.Agent;
import org.postroom.desk.HelpDesk;
import org.postroom.james.Addresses;
import org.postroom.james.AuthenticatedAgent;
import org.postroom.james.ReceivedMail;
import org.postroom.message.AddressList;
import org.postroom.message.EmailAddress;
import org.postroom.message.MessageId;
import org.postroom.reply.AgentReplies;

/**
 * Matches the whole mail when an agent who logged in at submission answers somebody who takes part in a ticket of a desk where
 * the agent works, by In-Reply-To or References, and writes to no desk; for desks whose {@code askPastDesk} is {@code true}.
 *
 * <p>Takes no condition. All recipients match. Of a mail that names no identifiers nothing but the header is looked at.
 *
 * <pre>{@code
 * <mailet match="IsAgentMailPastDesk" class="ToProcessor">
 *   <processor>agent-past-desk</processor>
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class IsAgentMailPastDesk extends PostroomMatcher {

    private final HelpDesk helpDesk;
    private final AgentReplies replies;

    /**
     * Made by Apache James.
     *
     * @param helpDesk the desks and agents
     * @param replies knows the tickets
     */
    @Inject
    public IsAgentMailPastDesk(HelpDesk helpDesk, AgentReplies replies) {
        this.helpDesk = helpDesk;
        this.replies = replies;
    }

    @Override
    public void init() throws MessagingException {
        noCondition();
    }

    @Override
    Collection<MailAddress> matching(Mail mail) throws MessagingException {
        Optional<Agent> agent = AuthenticatedAgent.of(mail, helpDesk)
                .filter(AuthenticatedAgent::isSender)
                .map(AuthenticatedAgent::agent);
        if (agent.isEmpty() || !isPastDesk(mail, agent.get())) {
            return allIf(false, mail);
        }
        ReceivedMail.of(mail);
        return mail.getRecipients();
    }

    private boolean isPastDesk(Mail mail, Agent agent) throws MessagingException {
        Set<MessageId> named = new LinkedHashSet<>(identifiers(mail, "In-Reply-To"));
        List<MessageId> references = new ArrayList<>(identifiers(mail, "References"));
        Collections.reverse(references);
        named.addAll(references);
        List<EmailAddress> recipients = Addresses.ours(mail.getRecipients());
        boolean wholeEnvelope = recipients.size() == mail.getRecipients().size();
        return !named.isEmpty()
                && wholeEnvelope
                && isAuthor(mail, agent)
                && replies.isPastDesk(agent, recipients, named);
    }

    private static boolean isAuthor(Mail mail, Agent agent) throws MessagingException {
        return values(mail, "From").stream()
                .flatMap(value -> AddressList.parse(value).stream())
                .findFirst()
                .filter(author -> author.address().equals(agent.address()))
                .isPresent();
    }

    private static List<MessageId> identifiers(Mail mail, String field) throws MessagingException {
        return values(mail, field).stream()
                .flatMap(value -> MessageId.parseAll(value).stream())
                .toList();
    }

    private static List<String> values(Mail mail, String field) throws MessagingException {
        String[] values = mail.getMessage().getHeader(field);
        return values == null ? List.of() : List.of(values);
    }
}
