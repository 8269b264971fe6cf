// SPDX-License-Identifier: Apache-2.0
package org.postroom.wiring.imap;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.james.imap.api.process.SelectedMailbox;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.store.StoreMessageManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Cuts what a COPY or MOVE names into pieces that fit into memory, and does one after the other. James holds all mails
 * of a command at once, each of them twice, and a client may name ten thousand.
 */
final class Pieces {

    /** Mails in a piece, and what they may weigh together; one mail alone may weigh more. */
    private static final int MAILS = 100;

    private static final long BYTES = 8L * 1024 * 1024;

    private final MailboxManager mailboxes;

    Pieces(MailboxManager mailboxes) {
        this.mailboxes = mailboxes;
    }

    /**
     * Works on a range, piece by piece.
     *
     * @param range what the client named
     * @param selected where
     * @param session whose
     * @param work what to do with a piece
     * @return what the work gives, in order
     */
    Flux<MessageRange> each(
            MessageRange range,
            SelectedMailbox selected,
            MailboxSession session,
            Function<MessageRange, Flux<MessageRange>> work) {
        return Mono.fromCallable(() -> cut(range, selected, session))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapIterable(pieces -> pieces)
                .concatMap(work);
    }

    /**
     * Works on two mailboxes that are looked up one after the other. James looks up both at the same time, with one
     * EntityManager of JPA, which is made for one thread: that fails now and then.
     *
     * @param from the id of one
     * @param to the id of the other
     * @param session whose
     * @param work what to do with them
     * @return what the work gives, in order
     */
    Flux<MessageRange> between(
            MailboxId from,
            MailboxId to,
            MailboxSession session,
            BiFunction<StoreMessageManager, StoreMessageManager, Mono<List<MessageRange>>> work) {
        return Mono.fromCallable(() -> {
                    StoreMessageManager source = (StoreMessageManager) mailboxes.getMailbox(from, session);
                    return work.apply(source, (StoreMessageManager) mailboxes.getMailbox(to, session));
                })
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(working -> working)
                .flatMapIterable(ranges -> ranges);
    }

    private List<MessageRange> cut(MessageRange range, SelectedMailbox selected, MailboxSession session)
            throws MailboxException {
        MessageManager mailbox = mailboxes.getMailbox(selected.getMailboxId(), session);
        List<MessageUid> named = IntStream.rangeClosed(1, (int) selected.existsCount())
                .mapToObj(selected::uid)
                .flatMap(uid -> uid.filter(range::includes).stream())
                .toList();
        List<MessageRange> pieces = new ArrayList<>();
        for (int from = 0; from < named.size(); from += MAILS) {
            List<MessageUid> some = named.subList(from, Math.min(named.size(), from + MAILS));
            byWeight(mailbox, MessageRange.range(some.get(0), some.get(some.size() - 1)), session, pieces);
        }
        return pieces;
    }

    private static void byWeight(
            MessageManager mailbox, MessageRange range, MailboxSession session, List<MessageRange> pieces)
            throws MailboxException {
        List<MessageUid> piece = new ArrayList<>();
        long weight = 0;
        Iterator<MessageResult> mails = mailbox.getMessages(range, FetchGroup.MINIMAL, session);
        while (mails.hasNext()) {
            MessageResult mail = mails.next();
            if (!piece.isEmpty() && weight + mail.getSize() > BYTES) {
                pieces.addAll(MessageRange.toRanges(piece));
                piece.clear();
                weight = 0;
            }
            piece.add(mail.getUid());
            weight += mail.getSize();
        }
        pieces.addAll(MessageRange.toRanges(piece));
    }
}
