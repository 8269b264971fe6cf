// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring;

import java.util.Arrays;
import java.util.function.Supplier;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.mailet.Mail;
import org.postroom.conversation.MailsUnderWay;
import org.postroom.desk.HelpDesk;
import org.postroom.james.Addresses;
import org.postroom.james.ReceivedMail;
import org.postroom.message.HeaderScanner;
import org.postroom.message.MailParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which customers' mails leave the spool, in the order in which they do: James' threads do not keep it. */
final class MailsInLine implements MailQueueItemDecoratorFactory {

    private static final Logger LOGGER = LoggerFactory.getLogger(MailsInLine.class);

    private final RawMailQueueItemDecoratorFactory unchanged = new RawMailQueueItemDecoratorFactory();
    private final MailsUnderWay underWay;
    private final MailParser parser;
    private final Supplier<HelpDesk> helpDesk;

    @Inject
    MailsInLine(MailsUnderWay underWay, MailParser parser, Supplier<HelpDesk> helpDesk) {
        this.underWay = underWay;
        this.parser = parser;
        this.helpDesk = helpDesk;
    }

    @Override
    public MailQueueItemDecorator decorate(MailQueueItem item, MailQueueName queue) {
        Mail mail = item.getMail();
        if (queue.equals(MailQueueFactory.SPOOL) && isCustomers(mail)) {
            try {
                ReceivedMail received = ReceivedMail.of(mail);
                underWay.begin(received, parser.parse(header(received.source())));
            } catch (MessagingException | RuntimeException | StackOverflowError e) {
                // A mail that cannot be read must not hold up the queue. The step that reads it says why, and keeps it.
                LOGGER.info("Mail {} has no place in the line: {}", mail.getName(), e.toString());
            }
        }
        return unchanged.decorate(item, queue);
    }

    private boolean isCustomers(Mail mail) {
        return mail.getAttribute(Mail.SMTP_AUTH_USER).isEmpty()
                && Addresses.ours(mail.getRecipients()).stream()
                        .anyMatch(address -> helpDesk.get().deskAt(address).isPresent());
    }

    private static byte[] header(byte[] source) {
        return Arrays.copyOf(source, new HeaderScanner(source).toEnd().bodyStart());
    }
}
