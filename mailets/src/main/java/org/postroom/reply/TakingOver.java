// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postroom.command.Verb;

/**
 * Tells mails with which an agent of the desk's team brings another one: it is attached as a whole to a mail without a text,
 * which belongs to no ticket and has no command but {@code #ack}.
 */
final class TakingOver {

    /** Of a mail without any text, the signature is taken for the text. */
    private static final Pattern SIGNATURE = Pattern.compile("-- ?\\n.*", Pattern.DOTALL);

    private final AgentTools tools;
    private final AgentTargets targets;

    TakingOver(AgentTools tools, AgentTargets targets) {
        this.tools = tools;
        this.targets = targets;
    }

    Optional<TakeOver> of(AgentMail mail) {
        boolean hasMail = mail.mail().attachments().stream()
                .anyMatch(attachment -> attachment.type().equals("message/rfc822"));
        if (!hasMail) {
            return Optional.empty();
        }
        Draft draft = Draft.of(mail);
        String text = draft.text().text().strip();
        boolean isBare = (text.isEmpty() || SIGNATURE.matcher(text).matches())
                && draft.text().doubts().isEmpty()
                && draft.text().commands().stream().allMatch(command -> command.verb() == Verb.ACK);
        if (!isBare) {
            return Optional.empty();
        }
        Optional<Place> place = tools.tickets().inTransaction(tx -> targets.place(tx, mail));
        List<byte[]> mails = tools.reading().innerTexts().mails(mail.source());
        return place.filter(at -> at.target().isEmpty() && targets.isOfTeam(mail, at.desk()))
                .filter(at -> mails.size() == 1)
                .map(at -> new TakeOver(mails.get(0), tools.parsed(mails.get(0)), at.desk(), draft.has(Verb.ACK)));
    }
}
