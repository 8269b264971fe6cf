// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.postroom.desk.Desk;
import org.postroom.desk.HelpDesk;
import org.postroom.message.EmailAddress;
import org.postroom.message.NamedAddress;

/**
 * Who gets an agent's answer, and who is seen to get it.
 *
 * <p>The author of the answered message comes first. Addresses of the ticket's own desk mean the ticket and get nothing.
 * Who stands in the header and in the envelope is shown; who stands in the envelope only (Bcc) gets the mail and is not
 * shown. Nobody who works here is ever shown: an agent's address is nobody's business outside.
 *
 * @param to shown in To
 * @param cc shown in Cc
 * @param envelope everybody who gets it
 */
record ReplyRecipients(List<NamedAddress> to, List<NamedAddress> cc, List<EmailAddress> envelope) {

    /** Those of an answer; {@code copiesTo} are shown in Cc although the agent's program does not list them. */
    static ReplyRecipients of(
            AgentMail answer, NamedAddress author, List<NamedAddress> copiesTo, Desk desk, HelpDesk helpDesk) {
        Predicate<EmailAddress> isOwn =
                address -> helpDesk.deskAt(address).filter(desk::equals).isPresent();
        Predicate<EmailAddress> isHidden =
                address -> isOwn.test(address) || helpDesk.agent(address).isPresent();
        Set<EmailAddress> envelope = new LinkedHashSet<>();
        envelope.add(author.address());
        answer.recipients().stream()
                .filter(isOwn.negate())
                .filter(address -> !address.equals(answer.agent().address()))
                .forEach(envelope::add);
        List<NamedAddress> to = new ArrayList<>(List.of(author));
        to.addAll(shown(answer.mail().to(), envelope, to, isHidden));
        copiesTo.forEach(person -> envelope.add(person.address()));
        List<NamedAddress> copied = new ArrayList<>(answer.mail().cc());
        copied.addAll(copiesTo);
        List<NamedAddress> cc = shown(copied, envelope, to, isHidden);
        return new ReplyRecipients(to, cc, List.copyOf(envelope));
    }

    /** Those who are seen, without the author: who may write into the ticket from now on. */
    List<NamedAddress> others() {
        List<NamedAddress> others = new ArrayList<>(to.subList(1, to.size()));
        others.addAll(cc);
        return others;
    }

    private static List<NamedAddress> shown(
            List<NamedAddress> listed,
            Set<EmailAddress> envelope,
            List<NamedAddress> before,
            Predicate<EmailAddress> isHidden) {
        List<NamedAddress> shown = new ArrayList<>();
        for (NamedAddress one : listed) {
            boolean known = before.stream().anyMatch(b -> b.address().equals(one.address()))
                    || shown.stream().anyMatch(s -> s.address().equals(one.address()));
            if (!known && envelope.contains(one.address()) && !isHidden.test(one.address())) {
                shown.add(one);
            }
        }
        return shown;
    }
}
