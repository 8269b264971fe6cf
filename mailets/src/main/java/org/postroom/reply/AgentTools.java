// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.time.Clock;
import org.postroom.desk.HelpDesk;
import org.postroom.message.InnerTexts;
import org.postroom.message.MailParser;
import org.postroom.message.TopLines;
import org.postroom.ticket.Archive;
import org.postroom.ticket.SignedAddresses;
import org.postroom.ticket.Tickets;

/**
 * What agents' mails are worked on with.
 *
 * @param tickets the tickets
 * @param archive sources of messages
 * @param reading reads mails
 * @param signedAddresses reads and makes signed addresses
 * @param helpDesk desks and agents
 * @param copies plans copies
 * @param clock the present
 */
public record AgentTools(
        Tickets tickets,
        Archive archive,
        Reading reading,
        SignedAddresses signedAddresses,
        HelpDesk helpDesk,
        AgentReplies.CopyPlan copies,
        Clock clock) {

    /**
     * How mails are read.
     *
     * @param parser says what they say
     * @param topLines takes commands out of them
     * @param innerTexts looks into all of their parts
     */
    public record Reading(MailParser parser, TopLines topLines, InnerTexts innerTexts) {}
}
