// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroom.command.Command;
import org.postroom.command.CommandText;
import org.postroom.message.ContentDigest;
import org.postroom.message.HeaderScanner;
import org.postroom.message.HeaderSplice;
import org.postroom.message.HeaderText;
import org.postroom.message.NamedAddress;
import org.postroom.message.NewText;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;
import org.postroom.ticket.Ticket;
import org.postroom.ticket.Viewer;

/**
 * The public messages of a ticket as mails attached to one that goes to an expert outside. Of their headers only author, date,
 * subject and what describes the body are kept: no signed address, no agent's address, no way that a mail took.
 */
final class ShownTicket {

    private static final long LARGEST = 10L * 1024 * 1024;

    private final AgentTools tools;

    ShownTicket(AgentTools tools) {
        this.tools = tools;
    }

    /** What customers wrote and agents answered, oldest first; of a large ticket the newest ten megabytes. */
    List<byte[]> mails(Ticket ticket) {
        List<Message> messages = new ArrayList<>(tools.tickets().messages(ticket.number(), Viewer.ADMIN));
        List<byte[]> mails = new ArrayList<>();
        long size = 0;
        for (int i = messages.size() - 1; i >= 0; i--) {
            Message message = messages.get(i);
            boolean shown = message.audience() == Audience.PUBLIC
                    && (message.kind() == MessageKind.CUSTOMER || message.kind() == MessageKind.REPLY);
            size += shown ? message.size() : 0;
            if (shown && size <= LARGEST) {
                tools.archive()
                        .source(message.id())
                        .flatMap(source -> withoutCommands(source, message))
                        .ifPresent(source -> mails.add(0, shown(source, message, ticket)));
            }
        }
        return mails;
    }

    /** What the customer got of an agent's answer; empty when its commands cannot be taken out. */
    private Optional<byte[]> withoutCommands(byte[] source, Message message) {
        List<Command> commands = message.kind() == MessageKind.CUSTOMER
                ? List.of()
                : CommandText.read(NewText.of(tools.parsed(source)).newText()).commands();
        return commands.isEmpty()
                ? Optional.of(source)
                : tools.reading()
                        .topLines()
                        .without(source, commands.stream().map(Command::written).toList());
    }

    private byte[] shown(byte[] source, Message message, Ticket ticket) {
        Set<String> kept = new HashSet<>(RelayedReply.KEPT);
        kept.add("Subject");
        kept.add("Date");
        if (message.kind() == MessageKind.CUSTOMER) {
            kept.add("From");
            return HeaderSplice.of(source).keepOnly(kept).toBytes();
        }
        String name = tools.helpDesk()
                .desk(ticket.desk())
                .map(desk -> desk.fromName())
                .orElse("");
        return HeaderSplice.of(source)
                .keepOnly(kept)
                .prepend("From", HeaderText.address(new NamedAddress(name, ticket.deskAddress())))
                .toBytes();
    }

    /** Attaches mails to a mail, whose own content becomes the first part. */
    static byte[] attach(byte[] mail, List<byte[]> attached) {
        String boundary = "=_postroom_" + ContentDigest.of(mail).substring(0, 32);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        HeaderScanner fields = new HeaderScanner(mail);
        while (fields.next()) {
            boolean ofContent = fields.key().startsWith("content-");
            if (!fields.key().equals("mime-version")) {
                (ofContent ? content : head).write(mail, fields.start(), fields.end() - fields.start());
            }
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(mail.length);
        whole.writeBytes(head.toByteArray());
        write(whole, "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n");
        write(whole, "--" + boundary + "\r\n");
        whole.writeBytes(content.toByteArray());
        write(whole, "\r\n");
        whole.write(mail, fields.bodyStart(), mail.length - fields.bodyStart());
        for (byte[] one : attached) {
            write(whole, "\r\n--" + boundary + "\r\nContent-Type: message/rfc822\r\n\r\n");
            whole.writeBytes(one);
        }
        write(whole, "\r\n--" + boundary + "--\r\n");
        return whole.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
