// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One mail as Postroom sees it: what its headers say, its text, and what is attached. It is made from the bytes of the
 * archive by a {@link MailParser} and can be made again at any time.
 *
 * @param headers all header fields
 * @param messageId its Message-ID; empty when it has none
 * @param inReplyTo identifiers in In-Reply-To, in order
 * @param references identifiers in References, oldest first
 * @param from the first author in From; empty when there is none that we could send to
 * @param replyTo where the author wants answers (Reply-To), in order
 * @param to addresses in To, in order
 * @param cc addresses in Cc, in order
 * @param subject the decoded subject in one line; empty when there is none
 * @param date what the Date field says; empty when it says nothing that can be read
 * @param text the text of the mail: the text part, or the HTML part as text with its links; lines end in {@code \n}
 * @param html the HTML part as it was sent, decoded; empty when there is none
 * @param attachments what is attached, in order
 * @param problems what was broken and how it was read all the same, in plain words; empty for a good mail
 * @param leftOut which of the problems are that something was not read because it is beyond a bound
 */
public record IncomingMail(
        Headers headers,
        Optional<MessageId> messageId,
        List<MessageId> inReplyTo,
        List<MessageId> references,
        Optional<NamedAddress> from,
        List<NamedAddress> replyTo,
        List<NamedAddress> to,
        List<NamedAddress> cc,
        String subject,
        Optional<Instant> date,
        String text,
        Optional<String> html,
        List<Attachment> attachments,
        List<String> problems,
        List<String> leftOut) {

    /** Takes copies. */
    public IncomingMail {
        inReplyTo = List.copyOf(inReplyTo);
        references = List.copyOf(references);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        attachments = List.copyOf(attachments);
        problems = List.copyOf(problems);
        leftOut = List.copyOf(leftOut);
    }
}
