// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.postroom.desk.Agent;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;

/**
 * The agent whom James authenticated when the mail was submitted (design rule 6).
 *
 * @param agent the agent
 * @param isSender whether MAIL FROM is the agent's address as well
 */
public record AuthenticatedAgent(Agent agent, boolean isSender) {

    /**
     * Who submitted a mail.
     *
     * @param mail the mail
     * @param helpDesk the agents
     * @return the agent, or empty when nobody logged in, or somebody who is no agent
     */
    public static Optional<AuthenticatedAgent> of(Mail mail, HelpDesk helpDesk) {
        Optional<EmailAddress> sender = Addresses.ours(mail.getMaybeSender());
        return login(mail)
                .flatMap(helpDesk::agent)
                .map(agent -> new AuthenticatedAgent(
                        agent, sender.filter(agent.address()::equals).isPresent()));
    }

    /**
     * Whether somebody with an account of this server submitted a mail.
     *
     * @param mail the mail
     * @return false for mail from outside
     */
    public static boolean hasLoggedIn(Mail mail) {
        return login(mail).isPresent();
    }

    /**
     * Says of a mail that an agent submitted it, who has logged in.
     *
     * @param mail the mail
     * @param agent the agent
     */
    public static void submitted(Mail mail, EmailAddress agent) {
        mail.setAttribute(new Attribute(Mail.SMTP_AUTH_USER, AttributeValue.of(agent.asString())));
    }

    /**
     * The account that submitted a mail.
     *
     * @param mail the mail
     * @return the account, or empty when nobody logged in
     */
    static Optional<EmailAddress> login(Mail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, Mail.SMTP_AUTH_USER, String.class)
                .flatMap(EmailAddress::parse);
    }
}
