// SPDX-License-Identifier: Apache-2.0
package org.postroom.message;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the signature begins in the last lines that an author wrote: behind {@code -- }; behind a ruled line, when the
 * author's name stands below it; at the author's name, with the words of parting above it, when only such lines follow as
 * stand below names. What could be a sentence, a question or a command is never taken for a signature.
 */
final class Signatures {

    private static final int LONGEST_ANNOUNCED = 20;
    private static final int MOST_LINES = 10;
    private static final int LONGEST_LINE = 75;
    private static final int LONGEST_NAME_LINE = 50;
    private static final int MOST_OTHER_WORDS = 5;
    private static final int SENTENCE = 5;

    private static final Pattern COMMAND = Pattern.compile("\\s*#\\p{L}+(?:\\s.*)?");
    private static final Pattern AFTERTHOUGHT =
            Pattern.compile("(?iu)\\s*(?:p\\.?\\s?(?:p\\.?\\s?)?s\\b|з\\.?ы\\b|nb\\b|\\(?\\*|\\[\\d).*");

    /** What a paragraph of its own below a name must have: an address, a link, a telephone number. */
    private static final Pattern CONTACT = Pattern.compile("@|://|www\\.|(?:\\d[^\\d\\p{L}]{0,3}){6}");

    private static final Pattern LINK = Pattern.compile("<?(?:https?://|www\\.)\\S+");
    private static final Pattern ASKS = Pattern.compile(".*[?？!！].*");
    private static final Pattern PARTING =
            Pattern.compile("(?iu)\\s{0,3}(?:many thanks|thanks(?: a lot| again| in advance"
                    + "| so much)?|thank you(?: very much| in advance)?|thx|cheers|sincerely|yours(?: sincerely| faithfully| truly)?"
                    + "|(?:kind|best|warm|many)? ?regards|kindest regards|all the best|best(?: wishes)?|greetings"
                    + "|(?:mit )?(?:freundlichen?|vielen?|besten?|herzlichen?|schönen?|liebe|lieben) gr(?:ü|ue)(?:ß|ss)en?"
                    + "|gruß|grüße|lg|mfg|vg|danke|vielen dank|besten dank|hochachtungsvoll"
                    + "|с уважением|с наилучшими пожеланиями|спасибо|всего доброго|с благодарностью|з повагою"
                    + "|此致|敬礼|谢谢|謝謝|祝好|顺颂商祺|此致敬礼"
                    + "|cordialement|bien cordialement|bien à vous|merci|saludos|un saludo|atentamente|gracias"
                    + "|cordiali saluti|distinti saluti|grazie|atenciosamente|obrigado|obrigada"
                    + "|met vriendelijke groet(?:en)?|groeten|pozdrawiam|z poważaniem|s pozdravem|med vänliga hälsningar|mvh"
                    + "|med venlig hilsen|よろしくお願いします|敬具|감사합니다)\\s{0,3}[,.!，。！]{0,3}\\s{0,3}");

    private Signatures() {}

    /**
     * Finds the first line of a signature.
     *
     * @param lines all lines
     * @param from the first line that may belong to it
     * @param to behind the last one
     * @param author the author's name; empty when it is not known
     * @return the line that announces it or is its first; empty when there is none
     */
    static Optional<Integer> find(String[] lines, int from, int to, Optional<AuthorName> author) {
        for (int i = to - 1; i >= from; i--) {
            if (isAnnouncement(lines[i]) && to - i <= LONGEST_ANNOUNCED + 1) {
                return Optional.of(i);
            }
        }
        return author.flatMap(name -> byName(lines, from, to, name));
    }

    /** The line of two hyphens (RFC 3676 section 4.3); the space behind them is often lost. */
    static boolean isAnnouncement(String line) {
        return line.equals("-- ") || line.equals("--");
    }

    /** Goes up while lines could stand in a signature; the highest name or rule above a name is where it begins. */
    private static Optional<Integer> byName(String[] lines, int from, int to, AuthorName author) {
        int found = -1;
        int contents = 0;
        boolean named = false;
        boolean contact = false;
        boolean contactsBelow = true;
        for (int i = to - 1; i >= from && contents <= MOST_LINES; i--) {
            if (lines[i].isBlank()) {
                contactsBelow &= contact || i + 1 >= to || lines[i + 1].isBlank();
                contact = false;
                continue;
            }
            if (named && QuoteMarks.isRule(lines[i])) {
                found = i;
                break;
            }
            if (!fits(lines[i])) {
                break;
            }
            contents++;
            contact |= CONTACT.matcher(lines[i]).find();
            boolean name = isName(lines[i], author);
            named |= name;
            boolean below = i == from
                    || lines[i - 1].isBlank()
                    || PARTING.matcher(lines[i - 1]).matches();
            found = name && below && contactsBelow ? i : found;
        }
        if (found < 0) {
            return Optional.empty();
        }
        return Optional.of(withParting(lines, from, found)).filter(start -> hasText(lines, from, start));
    }

    private static int withParting(String[] lines, int from, int name) {
        int above = name - 1;
        if (above > from && lines[above].isBlank()) {
            above--;
        }
        return above > from && PARTING.matcher(lines[above]).matches() ? above : name;
    }

    private static boolean hasText(String[] lines, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!lines[i].isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** Lines below a name are short: roles, places, numbers, addresses. */
    private static boolean fits(String line) {
        boolean text =
                COMMAND.matcher(line).matches() || AFTERTHOUGHT.matcher(line).matches();
        if (line.length() > LONGEST_LINE * 2 || text) {
            return false;
        }
        String words = LINK.matcher(line).replaceAll("").strip();
        if (words.length() > LONGEST_LINE || ASKS.matcher(words).matches()) {
            return PARTING.matcher(line).matches();
        }
        boolean closed = words.endsWith(".") || words.endsWith(":") || words.endsWith("。");
        return !closed || words.split("\\s+").length < SENTENCE;
    }

    /** The author's name with a title or a firm; every word with a capital where the script has them. */
    private static boolean isName(String line, AuthorName author) {
        String bare = line.strip();
        if (bare.length() > LONGEST_NAME_LINE || bare.startsWith(">")) {
            return false;
        }
        int known = 0;
        int others = 0;
        boolean capitals = true;
        for (String word : AuthorName.words(bare)) {
            boolean own = author.has(word.toLowerCase(Locale.ROOT));
            known += own ? 1 : 0;
            others += own ? 0 : 1;
            capitals &= own || !Character.isLowerCase(word.charAt(0)) || bare.contains("#" + word);
        }
        return known > 0 && others <= MOST_OTHER_WORDS && capitals;
    }
}
