// SPDX-License-Identifier: Apache-2.0
package org.postroom.conversation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postroom.message.IncomingMail;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;

/**
 * The identifiers that a mail names, as far as they can tell which conversation it belongs to.
 *
 * <p>In-Reply-To of old programs holds the address of the author ("message of ... from joe@example.com"), which is no
 * identifier and would join whatever was ever written to Joe: what is an address of the mail's own header is left out.
 */
final class References {

    private static final int MOST = 40;
    private static final int REPORT_SCANNED = 256 * 1024;
    private static final Pattern REPORTED =
            Pattern.compile("(?im)^[ \\t>]*(?:original-)?message-id:[ \\t]*+(?:\\r?\\n[ \\t]*+)?<([^<>\\s]{1,900})>");

    private References() {}

    /** What is stored with the message: oldest first, its own identifier not included. */
    static List<MessageId> stored(IncomingMail mail) {
        LinkedHashSet<MessageId> all = new LinkedHashSet<>(mail.references());
        all.addAll(mail.inReplyTo());
        List<MessageId> useful = useful(mail, all);
        if (useful.size() <= MOST) {
            return useful;
        }
        List<MessageId> bounded = new ArrayList<>(useful.subList(0, 1));
        bounded.addAll(useful.subList(useful.size() - MOST + 1, useful.size()));
        return bounded;
    }

    /** What is stored, and its own identifier. */
    static List<MessageId> all(IncomingMail mail) {
        List<MessageId> all = new ArrayList<>(stored(mail));
        mail.messageId().ifPresent(all::add);
        return all;
    }

    /** What is looked up: In-Reply-To, then References from its end. */
    static List<MessageId> newestFirst(IncomingMail mail) {
        LinkedHashSet<MessageId> all = new LinkedHashSet<>(mail.inReplyTo());
        List<MessageId> references = mail.references();
        for (int i = references.size() - 1; i >= 0; i--) {
            all.add(references.get(i));
        }
        List<MessageId> useful = useful(mail, all);
        if (useful.size() <= MOST) {
            return useful;
        }
        List<MessageId> bounded = new ArrayList<>(useful.subList(0, MOST - 1));
        bounded.add(useful.get(useful.size() - 1));
        return bounded;
    }

    /** What a report of a failed delivery names: the mail that it returns, then its own references. */
    static List<MessageId> reported(IncomingMail mail, byte[] source) {
        LinkedHashSet<MessageId> all = new LinkedHashSet<>();
        String text = new String(source, 0, Math.min(source.length, REPORT_SCANNED), StandardCharsets.ISO_8859_1);
        collect(REPORTED.matcher(text), all);
        collect(REPORTED.matcher(mail.text()), all);
        mail.messageId().ifPresent(all::remove);
        all.addAll(newestFirst(mail));
        return useful(mail, all).stream().limit(MOST).toList();
    }

    private static List<MessageId> useful(IncomingMail mail, Collection<MessageId> identifiers) {
        Set<String> addresses = Stream.of(
                        mail.from().stream(), mail.replyTo().stream(), mail.to().stream(), mail.cc().stream())
                .flatMap(each -> each)
                .map(NamedAddress::address)
                .map(address -> address.key())
                .collect(Collectors.toSet());
        return identifiers.stream()
                .filter(id -> mail.messageId().filter(id::equals).isEmpty())
                .filter(id -> !addresses.contains(id.value().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static void collect(Matcher matcher, Set<MessageId> found) {
        while (matcher.find() && found.size() < MOST) {
            MessageId.parse("<" + matcher.group(1) + ">").ifPresent(found::add);
        }
    }
}
