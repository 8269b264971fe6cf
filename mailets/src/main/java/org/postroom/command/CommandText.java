// SPDX-License-Identifier: Apache-2.0
package org.postroom.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.postroom.message.TopLines;

/**
 * What an agent wrote, parted into commands and text.
 *
 * <p>Commands stand at the top, one a line; empty lines between them do not count. A line is a candidate when it begins with
 * {@code #} (or the wide one of Chinese keyboards) and letters: {@code #1 restart the router} is text. A line that may be meant
 * as a command and is none is a doubt: a command below text, or a word nearly like a command's, wherever it stands.
 *
 * @param commands the commands, in their order
 * @param text the rest, without the empty lines at its beginning
 * @param doubts what may be meant as commands, in their order; the mail is to be held while there are any
 */
public record CommandText(List<Command> commands, String text, List<Doubt> doubts) {

    private static final Pattern CANDIDATE = Pattern.compile("[#＃](\\p{L}[\\p{L}\\p{M}_-]*)(?:[\\s:：]+(.*))?");
    /** A command with signs around it that do not belong there, such as {@code #note.} or {@code *#note*}. */
    private static final Pattern DECORATED =
            Pattern.compile("[\\p{P}\\p{S}&&[^#＃>]]*[#＃](\\p{L}[\\p{L}\\p{M}_]*)(?:[\\p{P}\\p{S}].*)?");

    private static final int LONGEST_WORD = 30;
    private static final int FURTHEST = 2;
    /** Of words as short as these, other words are too often two letters away: one letter, or the same in another order. */
    private static final int SHORT = 3;

    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(FURTHEST);

    /** Takes copies. */
    public CommandText {
        commands = List.copyOf(commands);
        doubts = List.copyOf(doubts);
    }

    /**
     * Parts what an agent wrote.
     *
     * @param newText the new text of the mail, without quotes and signature
     * @return its commands and the rest; never fails
     */
    public static CommandText read(String newText) {
        String[] lines = newText.replace("\r\n", "\n").split("\n", -1);
        List<Command> commands = new ArrayList<>();
        List<Doubt> doubts = new ArrayList<>();
        int textFrom = top(lines, commands, doubts);
        for (int i = textFrom; i < lines.length; i++) {
            below(lines[i].strip(), i + 1).ifPresent(doubts::add);
        }
        StringBuilder text = new StringBuilder();
        for (int i = textFrom; i < lines.length; i++) {
            text.append(i == textFrom ? "" : "\n").append(lines[i]);
        }
        return new CommandText(commands, text.toString(), doubts);
    }

    /** Reads the commands at the top; returns the first line that is none and not empty. */
    private static int top(String[] lines, List<Command> commands, List<Doubt> doubts) {
        for (int i = 0; i < lines.length; i++) {
            String line = TopLines.plain(lines[i]);
            if (line.isEmpty()) {
                continue;
            }
            Matcher candidate = CANDIDATE.matcher(line);
            Optional<Verb> verb = candidate.matches() ? Verb.of(candidate.group(1)) : Optional.empty();
            if (verb.isEmpty()) {
                return i;
            }
            Command command = new Command(verb.get(), argument(candidate), i + 1, lines[i].strip());
            Optional<Doubt> doubt = argumentDoubt(command, command.written());
            doubt.ifPresentOrElse(doubts::add, () -> commands.add(command));
        }
        return lines.length;
    }

    private static String argument(Matcher candidate) {
        String argument = candidate.group(2);
        return argument == null ? "" : argument.strip();
    }

    private static Optional<Doubt> argumentDoubt(Command command, String line) {
        boolean given = !command.argument().isEmpty();
        return switch (command.verb().argument()) {
            case NONE ->
                given
                        ? Optional.of(new Doubt(command.line(), line, command.verb(), Doubt.Reason.ARGUMENT_UNKNOWN))
                        : Optional.empty();
            case COMPULSORY ->
                given
                        ? Optional.empty()
                        : Optional.of(new Doubt(command.line(), line, command.verb(), Doubt.Reason.ARGUMENT_MISSING));
        };
    }

    private static Optional<Doubt> below(String line, int number) {
        String plain = TopLines.plain(line);
        Matcher candidate = CANDIDATE.matcher(plain);
        if (!candidate.matches()) {
            Matcher decorated = DECORATED.matcher(plain);
            return (decorated.matches() ? Verb.of(decorated.group(1)) : Optional.<Verb>empty())
                    .map(verb -> new Doubt(number, line, verb, Doubt.Reason.MISSPELT));
        }
        String word = candidate.group(1);
        return Verb.of(word)
                .map(verb -> new Doubt(number, line, verb, Doubt.Reason.BELOW_TEXT))
                .or(() -> nearest(word).map(verb -> new Doubt(number, line, verb, Doubt.Reason.MISSPELT)));
    }

    private static Optional<Verb> nearest(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.length() > LONGEST_WORD
                ? Optional.empty()
                : Verb.allWords().stream()
                        .filter(candidate -> isNear(lower, candidate))
                        .min(Comparator.comparing((String candidate) -> DISTANCE.apply(lower, candidate))
                                .thenComparing(Comparator.naturalOrder()))
                        .flatMap(Verb::of);
    }

    /** Ideographs are words: one of them more or less is another word, not a slip. */
    private static boolean isNear(String word, String candidate) {
        if (Character.isIdeographic(candidate.codePointAt(0))) {
            return false;
        }
        int distance = DISTANCE.apply(word, candidate);
        return distance >= 0
                && (candidate.length() > SHORT || distance == 1 || letters(word).equals(letters(candidate)));
    }

    private static String letters(String word) {
        return word.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
