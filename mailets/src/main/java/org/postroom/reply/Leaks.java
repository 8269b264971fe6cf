// SPDX-License-Identifier: Apache-2.0
package org.postroom.reply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postroom.command.CommandText;
import org.postroom.message.BaseSubject;
import org.postroom.message.InnerTexts;
import org.postroom.message.NewText;
import org.postroom.ticket.Audience;
import org.postroom.ticket.Message;
import org.postroom.ticket.MessageKind;

/**
 * Looks in an answer for what only agents may see, and in one to an expert for what no expert may see. Sources are read and
 * compared before the transaction that files the answer, since that locks the ticket; within it only messages that came since
 * are read.
 */
final class Leaks {

    private final AgentTools tools;

    Leaks(AgentTools tools) {
        this.tools = tools;
    }

    /**
     * What is about to leave.
     *
     * @param mail what the agent wrote
     * @param body the bytes that leave, without commands
     * @param toExpert whether an expert gets it
     */
    record Leaving(AgentMail mail, byte[] body, boolean toExpert) {}

    /**
     * What was found.
     *
     * @param place what must not leave, as it stands there; empty when the mail or a note could not be looked through to its end
     */
    record Leak(Optional<String> place) {}

    /**
     * A look at a ticket as it stood at a moment.
     *
     * @param leaving what is about to leave
     * @param messages the ticket's messages
     * @param read what was read of them, by their keys
     * @param leak what was found; empty for nothing
     */
    record Look(Leaving leaving, List<Message> messages, Map<Long, Read> read, Optional<Leak> leak) {}

    /**
     * What a message says.
     *
     * @param texts all texts of all its parts, and its subject
     * @param whole whether these are all
     * @param commands what commands its author wrote above it; only of agents' messages
     * @param signature what its author signs with
     */
    record Read(List<String> texts, boolean whole, Set<String> commands, String signature) {

        static final Read NOTHING = new Read(List.of(), true, Set.of(), "");
    }

    /** Compares a mail with a ticket. */
    Look look(List<Message> messages, Leaving leaving) {
        return look(messages, leaving, new HashMap<>());
    }

    /** What is found in a ticket now; nothing is read twice, and nothing compared again when the ticket is as it was. */
    Optional<Leak> leak(List<Message> now, Look before) {
        boolean same = shapes(now).equals(shapes(before.messages()));
        return same ? before.leak() : look(now, before.leaving(), before.read()).leak();
    }

    private record Shape(long id, Audience audience, MessageKind kind) {}

    private static List<Shape> shapes(List<Message> messages) {
        return messages.stream()
                .map(message -> new Shape(message.id(), message.audience(), message.kind()))
                .toList();
    }

    private Look look(List<Message> messages, Leaving leaving, Map<Long, Read> known) {
        List<Message> internal = new ArrayList<>();
        List<Message> open = new ArrayList<>();
        for (Message message : messages) {
            boolean shown =
                    message.audience() == Audience.PUBLIC || leaving.toExpert() && message.kind() == MessageKind.EXPERT;
            (shown ? open : internal).add(message);
        }
        boolean mayHaveCommands = open.stream().anyMatch(Leaks::isByAgents);
        if (internal.isEmpty() && !mayHaveCommands) {
            return new Look(leaving, messages, known, Optional.empty());
        }
        (internal.isEmpty() ? open.stream().filter(Leaks::isByAgents).toList() : messages)
                .forEach(message -> known.computeIfAbsent(message.id(), key -> read(message)));
        InnerTexts.Found body = tools.reading().innerTexts().look(leaving.body());
        List<String> texts = new ArrayList<>(body.texts());
        texts.add(BaseSubject.of(leaving.mail().mail().subject()).value());
        Optional<String> place = commandOf(reads(open, known), texts);
        if (place.isEmpty() && !internal.isEmpty()) {
            place = guard(internal, open, known, leaving.mail()).leak(texts);
            boolean whole = body.whole() && reads(internal, known).stream().allMatch(Read::whole);
            if (place.isEmpty() && !whole) {
                return new Look(leaving, messages, known, Optional.of(new Leak(Optional.empty())));
            }
        }
        return new Look(leaving, messages, known, place.map(found -> new Leak(Optional.of(found))));
    }

    private Read read(Message message) {
        return tools.archive()
                .source(message.id())
                .map(source -> read(message, source))
                .orElse(Read.NOTHING);
    }

    private Read read(Message message, byte[] source) {
        InnerTexts.Found found = tools.reading().innerTexts().look(source);
        List<String> texts = new ArrayList<>(found.texts());
        texts.add(BaseSubject.of(message.subject()).value()); // each mail of a ticket is stamped and answers
        if (message.kind() == MessageKind.CUSTOMER && message.audience() == Audience.PUBLIC) {
            return new Read(texts, found.whole(), Set.of(), ""); // nobody asks for more of it
        }
        NewText text = NewText.of(tools.parsed(source));
        Set<String> commands = isByAgents(message)
                ? CommandText.read(text.newText()).commands().stream()
                        .map(command -> command.written())
                        .collect(Collectors.toSet())
                : Set.of();
        return new Read(texts, found.whole(), commands, text.signature());
    }

    private static List<Read> reads(List<Message> messages, Map<Long, Read> known) {
        return messages.stream()
                .map(message -> known.getOrDefault(message.id(), Read.NOTHING))
                .toList();
    }

    private static LeakGuard guard(
            List<Message> internal, List<Message> open, Map<Long, Read> known, AgentMail leaving) {
        List<String> allowed = new ArrayList<>();
        reads(open, known).forEach(read -> allowed.addAll(read.texts()));
        List<String> authors = new ArrayList<>();
        open.stream().flatMap(message -> message.from().stream()).forEach(author -> {
            authors.add(author.address().asString());
            authors.add(author.name());
        });
        List<String> secret = new ArrayList<>();
        List<String> signatures = new ArrayList<>();
        for (Message message : internal) {
            Read read = known.getOrDefault(message.id(), Read.NOTHING);
            read.texts().forEach(text -> secret.addAll(Announcements.withoutThoseOf(authors, text)));
            signatures.add(read.signature());
            if (Guards.isBy(message, leaving)) {
                allowed.add(read.signature()); // one's own stands below everything that one writes
            }
        }
        LeakGuard guard = new LeakGuard(secret, allowed);
        String own = NewText.of(leaving.mail()).signature();
        signatures.forEach(signature -> guard.allowCommon(signature, own));
        return guard;
    }

    /** What agents wrote may have commands above it. */
    private static boolean isByAgents(Message message) {
        return message.kind() == MessageKind.REPLY || message.kind() == MessageKind.EXPERT;
    }

    /** A command that an agent wrote above an earlier answer: copies of answers show it, and so do quotations of copies. */
    private static Optional<String> commandOf(List<Read> open, List<String> leaving) {
        Set<String> commands = new HashSet<>();
        open.forEach(read -> commands.addAll(read.commands()));
        return commands.isEmpty()
                ? Optional.empty()
                : leaving.stream()
                        .flatMap(String::lines)
                        .map(line -> Announcements.unquoted(line).strip())
                        .filter(commands::contains)
                        .findFirst();
    }
}
