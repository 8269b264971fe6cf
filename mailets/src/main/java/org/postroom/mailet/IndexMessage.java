// SPDX-License-Identifier: Apache-2.0
package org.postroom.mailet;

import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.postroom.james.PostroomAttributes;
import org.postroom.james.PostroomAttributes.FiledAs;
import org.postroom.james.ReceivedMail;
import org.postroom.message.MailParser;
import org.postroom.search.MessageIndexer;

/**
 * Puts the message into the ticket index, so that it can be found within a second. Behind {@code AssignTicket} or
 * {@code RelayReply}; a mail that was not filed passes unchanged.
 *
 * <p>Takes no parameters. What a crash keeps from the index is indexed again when the server starts.
 *
 * <pre>{@code
 * <mailet match="All" class="IndexMessage">
 *   <onMailetException>desk-error</onMailetException>
 *   <onMatchException>desk-error</onMatchException>
 * </mailet>
 * }</pre>
 */
public final class IndexMessage extends PostroomMailet {

    private final MessageIndexer indexer;
    private final MailParser parser;

    /**
     * Made by Apache James.
     *
     * @param indexer puts messages into the index
     * @param parser reads mails
     */
    @Inject
    public IndexMessage(MessageIndexer indexer, MailParser parser) {
        this.indexer = indexer;
        this.parser = parser;
    }

    @Override
    void handle(Mail mail) throws MessagingException {
        for (FiledAs filed : PostroomAttributes.filed(mail)) {
            indexer.index(filed.message(), Optional.of(ReceivedMail.of(mail).read(parser)));
        }
    }
}
