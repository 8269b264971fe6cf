// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroom.message.AddressList;
import org.postroom.message.CharsetGuess;
import org.postroom.message.HeaderText;
import org.postroom.message.Headers;
import org.postroom.message.IncomingMail;
import org.postroom.message.MailDate;
import org.postroom.message.MailParser;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;
import org.postroom.message.OneLine;

/**
 * Reads mails with mime4j's stream parser.
 *
 * <p>Everything is bounded, so that no mail can take the thread's stack or the heap: fields of the header, nesting, number
 * of parts, size of the text ({@link MailParts}). What is beyond a bound is left out and named among the problems; the
 * archive has it all the same. The header is read by ourselves, since mime4j gives up at its own limits.
 *
 * <p>Immutable; may be used by many threads at once.
 */
public final class Mime4jMailParser implements MailParser {

    private static final int LONGEST_SUBJECT = 1000;

    private final CharsetGuess charsets;

    /** For mail in any language. */
    public Mime4jMailParser() {
        this(CharsetGuess.ANY);
    }

    /**
     * For mail in languages that are known.
     *
     * @param charsets guesses charsets that mails do not say
     */
    public Mime4jMailParser(CharsetGuess charsets) {
        this.charsets = charsets;
    }

    @Override
    public IncomingMail parse(byte[] source) {
        Problems problems = new Problems();
        MailHeader header = MailHeader.of(source, problems, charsets);
        Headers headers = header.headers();
        MailParts parts = MailParts.read(source, header, problems);
        return new IncomingMail(
                headers,
                headers.first("Message-ID").flatMap(MessageId::parse),
                identifiers(headers, "In-Reply-To"),
                identifiers(headers, "References"),
                author(headers, problems),
                addresses(headers, "Reply-To"),
                addresses(headers, "To"),
                addresses(headers, "Cc"),
                subject(headers),
                date(headers, problems),
                parts.text(),
                parts.html(),
                parts.attachments(),
                problems.all(),
                problems.leftOut());
    }

    private static List<MessageId> identifiers(Headers headers, String name) {
        return headers.all(name).stream()
                .flatMap(body -> MessageId.parseAll(body).stream())
                .distinct()
                .toList();
    }

    private static List<NamedAddress> addresses(Headers headers, String name) {
        List<NamedAddress> all = new ArrayList<>();
        headers.all(name).forEach(body -> all.addAll(AddressList.parse(body)));
        return all;
    }

    private static Optional<NamedAddress> author(Headers headers, Problems problems) {
        List<NamedAddress> authors = addresses(headers, "From");
        if (authors.isEmpty()) {
            problems.add(headers.has("From") ? "From has no address that can be written to" : "there is no From");
        }
        if (headers.all("From").size() > 1) {
            problems.add("there is more than one From");
        }
        return authors.stream().findFirst();
    }

    private static String subject(Headers headers) {
        return OneLine.of(HeaderText.decode(headers.first("Subject").orElse("")), LONGEST_SUBJECT);
    }

    private static Optional<Instant> date(Headers headers, Problems problems) {
        Optional<String> body = headers.first("Date");
        Optional<Instant> date = body.flatMap(MailDate::parse);
        if (body.isPresent() && date.isEmpty()) {
            problems.add("Date cannot be read");
        }
        return date;
    }
}
