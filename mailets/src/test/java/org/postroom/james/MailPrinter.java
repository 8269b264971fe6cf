// SPDX-License-Identifier: Apache-2.0
package org.postroom.james;

import java.util.List;
import java.util.stream.Collectors;
import org.postroom.message.Attachment;
import org.postroom.message.IncomingMail;
import org.postroom.message.MessageId;
import org.postroom.message.NamedAddress;

/** Shows all that was read of a mail, one fact a line, for comparing with a file. */
final class MailPrinter {

    private MailPrinter() {}

    static String print(IncomingMail mail) {
        StringBuilder out = new StringBuilder();
        mail.messageId().ifPresent(id -> line(out, "message-id", id.value()));
        ids(out, "in-reply-to", mail.inReplyTo());
        ids(out, "references", mail.references());
        mail.from().ifPresent(from -> addresses(out, "from", List.of(from)));
        addresses(out, "reply-to", mail.replyTo());
        addresses(out, "to", mail.to());
        addresses(out, "cc", mail.cc());
        line(out, "subject", mail.subject());
        mail.date().ifPresent(date -> line(out, "date", date.toString()));
        mail.html().ifPresent(html -> line(out, "html", html.length() + " characters"));
        for (Attachment attachment : mail.attachments()) {
            line(out, "attachment", attachment.type() + " " + attachment.size() + " [" + attachment.name() + "]");
        }
        mail.problems().forEach(problem -> line(out, "problem", problem));
        return out.append("text:\n")
                .append(mail.text().stripTrailing())
                .append('\n')
                .toString();
    }

    private static void ids(StringBuilder out, String name, List<MessageId> ids) {
        if (!ids.isEmpty()) {
            line(out, name, ids.stream().map(MessageId::value).collect(Collectors.joining(" ")));
        }
    }

    private static void addresses(StringBuilder out, String name, List<NamedAddress> addresses) {
        if (!addresses.isEmpty()) {
            line(
                    out,
                    name,
                    addresses.stream()
                            .map(a -> "{" + a.name() + "} " + a.address())
                            .collect(Collectors.joining(", ")));
        }
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append(name).append(": ").append(value).append('\n');
    }
}
