// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.imap;

import javax.inject.Inject;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.SelectedMailbox;
import org.apache.james.imap.processor.CopyProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.metrics.api.MetricFactory;
import reactor.core.publisher.Flux;

/** COPY of any number of mails in bounded memory. What was done before a failure stays done. */
public final class CopyInPieces extends CopyProcessor {

    private final Pieces pieces;

    @Inject
    CopyInPieces(MailboxManager mailboxes, StatusResponseFactory responses, MetricFactory metrics) {
        super(mailboxes, responses, metrics);
        this.pieces = new Pieces(mailboxes);
    }

    @Override
    protected Flux<MessageRange> process(
            MailboxId target, SelectedMailbox selected, MailboxSession session, MessageRange range) {
        return pieces.each(
                range,
                selected,
                session,
                piece -> pieces.between(
                        selected.getMailboxId(), target, session, (from, to) -> from.copyTo(piece, to, session)));
    }
}
